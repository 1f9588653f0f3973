"""By what an account is entered: a password, or tokens where kilde.toml says from where."""

from __future__ import annotations

from collections.abc import Callable

from config import OAuth, secret
from mail.imap import Account, Credentials, ImapError, Password, Token
from mail.oauth import NoToken, Tokens, client_credentials, service_account


def credentials(
    oauth: OAuth | None, account: Account, prefix: str
) -> tuple[Credentials, Callable[[], bool]]:
    """The account's credentials, and what has them renewed where they were refused: false
    where that makes no difference.

    They come from the environment: `prefix`_PASSWORD, or with `oauth` `prefix`_SECRET or, for
    an account of a service, `prefix`_KEY.
    """
    if oauth is None:

        def password() -> Password:
            return Password(_needed(f"{prefix}_PASSWORD", "the password of the account"))

        return password, lambda: False

    def form() -> dict[str, str]:
        if key := secret(f"{prefix}_KEY"):
            return dict(service_account(key, account.user, oauth.scope, oauth.token_url))
        client_secret = _needed(f"{prefix}_SECRET", "the secret of the app")
        return dict(client_credentials(oauth.client_id, client_secret, oauth.scope))

    tokens = Tokens(oauth.token_url, form)

    def token() -> Token:
        try:
            return Token(tokens.token())
        except NoToken as error:
            raise ImapError(f"{error}; check oauth in kilde.toml and {prefix}_SECRET") from error

    return token, tokens.forget


def _needed(variable: str, what: str) -> str:
    value = secret(variable)
    if not value:
        raise ImapError(f"{variable} is not set in the environment; it is {what}")
    return value
