"""Handing a message to the company's mail server."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.utils import parseaddr
from types import TracebackType
from urllib.parse import urlsplit

from config import secret

_SECONDS = 30.0
_SUBMISSION = 587
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Unsent(Exception):
    """The message could not be handed over now; the message says which server and why."""


class Refused(Exception):
    """The server will never take this message for this recipient."""


class Unreachable(Unsent):
    """There is no talking to the server: other messages need not be tried."""


class SmtpServer:
    """A connection to the server of an address such as `smtps://mail.example.com:465`.

    `smtps` is TLS from the first byte. `smtp` goes over to TLS where the server offers it,
    and must on port 587 or where a password is sent, unless the server is this machine. A
    certificate is always verified, against the system's authorities or SSL_CERT_FILE. User
    and password come from KILDE_SMTP_USER and KILDE_SMTP_PASSWORD.
    """

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._tls = parts.scheme == "smtps"
        self._host = parts.hostname or ""
        self._port = parts.port or (465 if self._tls else 25)
        self._user = secret("KILDE_SMTP_USER") or parts.username or ""
        self._password = secret("KILDE_SMTP_PASSWORD")
        self._client: smtplib.SMTP | None = None

    def __enter__(self) -> SmtpServer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._leave()

    def send(self, message: EmailMessage, recipient: str) -> None:
        """Hand over one message; when this returns, the server has taken it.

        Raises Unreachable, Unsent where it should be tried again, Refused where it need not.
        """
        client = self._client or self._connect()
        sender = parseaddr(str(message["From"]))[1]
        try:
            client.send_message(message, sender, [recipient])
        except smtplib.SMTPRecipientsRefused as error:
            self._fail(*error.recipients[recipient])
        except smtplib.SMTPSenderRefused as error:
            # That is a mistake in kilde.toml, and no fault of the message.
            raise Unsent(
                f"{self._name} refuses mail from {sender}: {_words(error)}; check mail.from"
            ) from None
        except smtplib.SMTPDataError as error:
            self._fail(error.smtp_code, error.smtp_error)
        except (smtplib.SMTPException, OSError) as error:
            self._leave()
            raise Unsent(f"{self._name} broke off: {_words(error)}") from None

    @property
    def _name(self) -> str:
        return f"the mail server {self._host}:{self._port}"

    def _connect(self) -> smtplib.SMTP:
        signs_in = self._user and self._password
        if signs_in and not (self._user + self._password).isascii():
            # smtplib sends ASCII alone, and servers do not agree on how to read the rest.
            raise Unreachable(
                f"{self._name} cannot be logged in to: KILDE_SMTP_USER or KILDE_SMTP_PASSWORD has "
                "a letter such as ø or ü; give this account a password without"
            )
        try:
            client = self._greeted()
            if signs_in:
                client.login(self._user, self._password)
        except smtplib.SMTPAuthenticationError as error:
            raise Unreachable(
                f"{self._name} refuses the user or the password: {_words(error)}; "
                "check KILDE_SMTP_USER and KILDE_SMTP_PASSWORD"
            ) from None
        except ssl.SSLCertVerificationError as error:
            raise Unreachable(
                f"{self._name} has a certificate that cannot be verified: "
                f"{error.verify_message}; install the authority that signed it, or name its "
                "file with SSL_CERT_FILE"
            ) from None
        except (smtplib.SMTPException, OSError) as error:
            raise Unreachable(f"{self._name} cannot be used: {_words(error)}") from None
        self._client = client
        return client

    def _greeted(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self._tls:
            return smtplib.SMTP_SSL(self._host, self._port, timeout=_SECONDS, context=context)
        client = smtplib.SMTP(self._host, self._port, timeout=_SECONDS)
        try:
            client.ehlo_or_helo_if_needed()
            if client.has_extn("starttls"):
                client.starttls(context=context)
                client.ehlo()
            elif self._must_be_private():
                raise OSError(
                    "it offers no STARTTLS, and passwords and port 587 need it; "
                    "use smtps:// or correct mail.smtp"
                )
        except BaseException:
            client.close()
            raise
        return client

    def _must_be_private(self) -> bool:
        if self._host in _LOOPBACK:
            return False
        return self._port == _SUBMISSION or bool(self._user and self._password)

    def _fail(self, code: int, answer: bytes | str) -> None:
        if self._client is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._client.rset()
        text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
        reason = f"{self._name} answered {code} {text}"
        if 500 <= code < 600:
            raise Refused(reason)
        if code == 421:
            self._leave()
        raise Unsent(reason)

    def _leave(self) -> None:
        if self._client is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._client.quit()
            self._client = None


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        answer = error.smtp_error
        text = answer.decode(errors="replace") if isinstance(answer, bytes) else str(answer)
        return f"{error.smtp_code} {text}"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__
