"""The account in which replies arrive: what is new in it, one message at a time.

Nothing is marked or moved: how far it has been read is for the reader to keep.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from config.settings import Mail
from mail.credentials import credentials
from mail.imap import Connection, Denied, Summary, account_of

# What is larger is not fetched: a person looks at it in a mail program.
LARGEST_BYTES = 25 << 20
_BATCH_BYTES, _BATCH_MESSAGES = 4 << 20, 50


@dataclass(frozen=True)
class Fetched:
    """A message as it is, or only its head where it is too large (not `whole`).

    `arrived` is when the server got it, in nanoseconds since 1970; 0 where it does not say.
    """

    uid: int
    arrived: int
    data: bytes = field(repr=False)
    whole: bool = True


class Account:
    """A talk with the server of `mail.replies`; `base` is what `ca_file` is relative to."""

    def __init__(self, mail: Mail, base: Path) -> None:
        ca_file = base / mail.ca_file if mail.ca_file else None
        self._account = account_of(mail.replies, ca_file)
        self._credentials, self._renew = credentials(mail.oauth, self._account, "KILDE_REPLIES")
        self._connection: Connection | None = None

    @property
    def folder(self) -> str:
        """The folder that is read."""
        return self._account.folder or "INBOX"

    @property
    def name(self) -> str:
        """What the folder is known by, its account and server included."""
        return f"{self._account.called} {self.folder}"[:500]

    def open(self) -> int:
        """Go to the folder, anew each time: its UIDVALIDITY. Raises ImapError."""
        if self._connection is None:
            try:
                self._connection = Connection(self._account, self._credentials)
            except Denied:
                if not self._renew():
                    raise
                self._connection = Connection(self._account, self._credentials)
        [folder] = self._connection.folders([self.folder])
        return self._connection.examine(folder)[0]

    def after(self, uid: int) -> Iterator[Fetched]:
        """The messages with higher numbers, in order; after `open`. Raises ImapError."""
        connection = self._opened
        summaries = sorted(connection.describe(connection.newer(uid)), key=lambda s: s.uid)
        for batch in _batches(summaries):
            whole = batch[0].size <= LARGEST_BYTES
            fetch = connection.messages if whole else connection.heads
            found = fetch([one.uid for one in batch])
            for one in batch:
                if one.uid in found:
                    yield Fetched(one.uid, one.arrived, found[one.uid], whole)

    def wait(self, seconds: float, stop: threading.Event) -> None:
        """Rest until something is new, `seconds` have passed or `stop` is set; after `open`."""
        self._opened.wait(seconds, stop)

    def close(self) -> None:
        """End the talk, whatever state it is in."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    @property
    def _opened(self) -> Connection:
        assert self._connection is not None, "open comes first"
        return self._connection


def _batches(summaries: list[Summary]) -> Iterator[list[Summary]]:
    """Messages to be fetched together; one that is too large is alone."""
    batch: list[Summary] = []
    for one in summaries:
        size = sum(other.size for other in batch) + one.size
        alone = max(one.size, *(other.size for other in batch), 0) > LARGEST_BYTES
        if batch and (alone or size > _BATCH_BYTES or len(batch) == _BATCH_MESSAGES):
            yield batch
            batch = []
        batch.append(one)
    if batch:
        yield batch
