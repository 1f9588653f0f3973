"""Reading an account by IMAP: folders are examined, never selected; nothing is marked or moved."""

from __future__ import annotations

import imaplib
import re
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import CapabilityError, LoginError

from mail.folders import is_passing

_CONNECT_SECONDS, _READ_SECONDS = 20.0, 120.0
_LOOK_SECONDS = 1.0
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
# As many as a line of an answer may hold, or as a request should name.
_SEARCHED, _DESCRIBED = 50_000, 500
# What a folder that only fits a pattern is left out for, where the server says so.
_LEFT_OUT = {b"\\noselect", b"\\nonexistent", b"\\junk", b"\\trash", b"\\drafts"}
_MESSAGE_ID = re.compile(rb"^message-id:\s*<?\s*([^>\s]+)", re.I)


class ImapError(Exception):
    """The account cannot be read; the message names the server, the reason and the next step."""


class Lost(ImapError):
    """The connection has ended; another may do."""


class Denied(ImapError):
    """The server does not accept the credentials."""


@dataclass(frozen=True)
class Password:
    """What the account is entered by."""

    value: str


@dataclass(frozen=True)
class Token:
    """An OAuth 2 access token, handed over by XOAUTH2."""

    value: str


Credentials = Callable[[], Password | Token]
"""Asked at each connection, for a token is good for an hour or so. May raise ImapError."""


@dataclass(frozen=True)
class Account:
    """Where an account is. `folder` is the one in its address, empty for none. `ca_file` is
    an authority trusted besides the system's."""

    host: str
    port: int
    tls: bool
    user: str
    folder: str
    ca_file: Path | None = None

    @property
    def called(self) -> str:
        return f"{self.user} at {self.host}"


def account_of(url: str, ca_file: Path | None = None) -> Account:
    """The account at an address such as `imaps://user@mail.example.com/INBOX`.

    `imaps` is TLS from the first byte; `imap` goes over to TLS before it says who it is,
    unless the server is this machine and has none.
    """
    parts = urlsplit(url)
    tls = parts.scheme == "imaps"
    return Account(
        parts.hostname or "",
        parts.port or (993 if tls else 143),
        tls,
        unquote(parts.username or ""),
        unquote(parts.path.strip("/")),
        ca_file,
    )


@dataclass(frozen=True)
class Summary:
    """What an account tells of a message without handing it over.

    `size` is in bytes, `arrived` in nanoseconds since 1970; `message_id` is empty for none.
    """

    uid: int
    size: int
    arrived: int
    message_id: str


class Connection:
    """A talk with an account's server."""

    def __init__(self, account: Account, credentials: Credentials) -> None:
        """Connects and signs in; raises ImapError."""
        self._account = account
        secret = credentials()
        self._client = self._connect()
        try:
            with self._told("the sign-in failed"):
                self._sign_in(secret)
        except ImapError:
            self.close()
            raise

    def close(self) -> None:
        """End the talk, whatever state it is in."""
        with suppress(Exception):
            self._client.logout()
        with suppress(Exception):
            self._client.shutdown()

    def folders(self, wanted: Sequence[str]) -> list[str]:
        """The folders of these names; a name with `*` stands for all that fit it, but for
        the trash, junk and drafts. Raises ImapError for one that is not there."""
        with self._told("the folders cannot be listed"):
            listed = self._client.list_folders()
        flags = {str(name): {f.lower() for f in flags} for flags, _, name in listed}
        found: dict[str, None] = {}
        for name in wanted:
            if "*" in name:
                fit = [n for n in flags if fnmatchcase(n, name) and not is_passing(n)]
                fit = [n for n in fit if not flags[n] & _LEFT_OUT]
            else:
                fit = [n for n in flags if n == name or n.upper() == name.upper() == "INBOX"]
            if not fit:
                known = ", ".join(sorted(flags))
                raise ImapError(
                    f"{self._account.called} has no folder {name!r}; its folders are: {known}"
                )
            found.update(dict.fromkeys(fit))
        return list(found)

    def examine(self, folder: str) -> tuple[int, int]:
        """Go to a folder, for reading only: its UIDVALIDITY, and how many messages it has."""
        with self._told(f"the folder {folder!r} cannot be opened"):
            answer = self._client.select_folder(folder, readonly=True)
            if b"UIDVALIDITY" not in answer:
                raise imaplib.IMAP4.error("its numbers do not last (no UIDVALIDITY)")
            return int(answer[b"UIDVALIDITY"]), int(answer[b"EXISTS"])

    def uids(self, count: int) -> list[int]:
        """The numbers of the folder's `count` messages, but for those marked as deleted."""
        found: list[int] = []
        with self._told("the messages cannot be listed"):
            for first in range(1, count + 1, _SEARCHED):
                last = min(first + _SEARCHED - 1, count)
                found += self._client.search([f"{first}:{last}", "UNDELETED"])
        return sorted(set(found))

    def newer(self, uid: int) -> list[int]:
        """The numbers above `uid` in the folder, in order, but for those marked as deleted."""
        with self._told("the messages cannot be listed"):
            found = self._client.search(["UID", f"{uid + 1}:*", "UNDELETED"])
        # Where there are none above it, the newest is above it to the server.
        return sorted(number for number in set(found) if number > uid)

    def describe(self, uids: Sequence[int]) -> Iterator[Summary]:
        """What is known of each message that is still there."""
        field = "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"
        for start in range(0, len(uids), _DESCRIBED):
            with self._told("the messages cannot be described"):
                answer = self._client.fetch(
                    uids[start : start + _DESCRIBED], ["RFC822.SIZE", "INTERNALDATE", field]
                )
            for uid, told in answer.items():
                if b"RFC822.SIZE" in told:
                    yield _summary(uid, told)

    def messages(self, uids: Sequence[int]) -> dict[int, bytes]:
        """The messages that are still there, whole and as they are."""
        with self._told("messages cannot be fetched"):
            answer = self._client.fetch(uids, ["BODY.PEEK[]"])
        return {uid: told[b"BODY[]"] for uid, told in answer.items() if told.get(b"BODY[]")}

    def heads(self, uids: Sequence[int]) -> dict[int, bytes]:
        """The heads of the messages that are still there, each with its empty line."""
        with self._told("messages cannot be fetched"):
            answer = self._client.fetch(uids, ["BODY.PEEK[HEADER]"])
        return {
            uid: told[b"BODY[HEADER]"] for uid, told in answer.items() if told.get(b"BODY[HEADER]")
        }

    def wait(self, seconds: float, stop: threading.Event) -> None:
        """Rest until the server tells of something in the folder (IDLE), `seconds` have passed,
        or `stop` is set. A server that cannot tell is asked after `seconds`."""
        with self._told("it cannot be waited for news"):
            if not self._client.has_capability("IDLE"):
                stop.wait(seconds)
                return
            until = time.monotonic() + seconds
            self._client.idle()
            try:
                while not stop.is_set() and (left := until - time.monotonic()) > 0:
                    began, rest = time.monotonic(), min(left, _LOOK_SECONDS)
                    if self._client.idle_check(timeout=rest):
                        return
                    if time.monotonic() - began < rest / 2:
                        raise imaplib.IMAP4.abort("the server has ended the talk")
            finally:
                self._client.idle_done()

    def _connect(self) -> Any:
        account = self._account
        with self._told("there is no connection"):
            context = ssl.create_default_context()
            if account.ca_file:
                context.load_verify_locations(account.ca_file)
            timeout = SocketTimeout(_CONNECT_SECONDS, _READ_SECONDS)
            client = IMAPClient(
                account.host,
                account.port,
                ssl=account.tls,
                ssl_context=context if account.tls else None,
                timeout=timeout,
            )
            # Whoever listens on the way must not learn what is said, nor who asks.
            if not account.tls and client.has_capability("STARTTLS"):
                client.starttls(context)
            elif not account.tls and account.host not in _LOOPBACK:
                client.shutdown()
                raise ImapError(
                    f"{account.host} offers no TLS on port {account.port}, so nothing was sent; "
                    "write imaps:// where it has a port for TLS, or switch STARTTLS on"
                )
        return client

    def _sign_in(self, secret: Password | Token) -> None:
        user = self._account.user
        if isinstance(secret, Token):
            self._client.oauth2_login(user, secret.value)
        elif secret.value.isascii() and user.isascii():
            self._client.login(user, secret.value)
        else:
            self._client.plain_login(user, secret.value)

    @contextmanager
    def _told(self, what: str) -> Iterator[None]:
        """Errors in the words of a person who has to mend them."""
        where = self._account.called
        try:
            yield
        except ssl.SSLCertVerificationError as error:
            raise ImapError(
                f"the certificate of {self._account.host} is not trusted "
                f"({error.verify_message}); correct the server's name, or name the file of your "
                "company's own authority in ca_file"
            ) from error
        except LoginError as error:
            raise Denied(
                f"{where} did not let Kilde in ({_said(error)}); check the user name, and its "
                "password, or the app's rights, in the environment"
            ) from error
        except (imaplib.IMAP4.abort, OSError, EOFError) as error:
            raise Lost(
                f"{where}, port {self._account.port}: {what} ({_said(error)}); see whether the "
                "server can be reached from here"
            ) from error
        except (imaplib.IMAP4.error, CapabilityError, ValueError) as error:
            raise ImapError(f"{where}: {what} ({_said(error)})") from error


def _summary(uid: int, told: dict[bytes, Any]) -> Summary:
    arrived = told.get(b"INTERNALDATE")
    found = next((told[key] for key in told if key.startswith(b"BODY[HEADER")), None) or b""
    message_id = _MESSAGE_ID.search(b" ".join(found.split()))
    return Summary(
        uid,
        int(told[b"RFC822.SIZE"]),
        _nanoseconds(arrived) if isinstance(arrived, datetime) else 0,
        message_id[1].decode("ascii", "replace") if message_id else "",
    )


def _nanoseconds(time: datetime) -> int:
    # Without a zone it is the local time of this machine.
    return int(time.astimezone(UTC).timestamp()) * 10**9


def _said(error: BaseException) -> str:
    text = " ".join(str(getattr(error, "strerror", None) or error).split())
    return re.sub(r"^b'(.*)'$", r"\1", text)[:200] or type(error).__name__
