"""An account by IMAP: only what is new is fetched, a batch at a time, and nothing is changed.

A message lies at `folder;UIDVALIDITY;UID`, where never another will be. One whose id and size
are known from another place has only moved.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import islice, takewhile
from pathlib import Path

from config import Source
from ingest.sources.base import Item, ItemGone, Listing, SourceError
from ingest.sources.spool import spooled
from mail.credentials import credentials
from mail.imap import (
    Account,
    Connection,
    Credentials,
    Denied,
    ImapError,
    Lost,
    Summary,
    account_of,
)

# Messages are fetched together up to so many bytes; a longer one alone.
BATCH_BYTES, BATCH_MESSAGES = 8 << 20, 100
LARGEST_BYTES = 100 << 20


@dataclass(frozen=True)
class _Place:
    """A message's place in an account."""

    folder: str
    validity: int
    uid: int

    def __str__(self) -> str:
        return f"{self.folder};{self.validity};{self.uid}"


@contextmanager
def list_account(source: Source, base: Path, known: frozenset[str]) -> Iterator[Listing]:
    """The messages of an account's folders; those at `known` places are not asked about.

    `base` is what `ca_file` is relative to. Raises SourceError.
    """
    account = account_of(source.imap, base / source.ca_file if source.ca_file else None)
    fetcher = _Fetcher(
        source.name,
        account,
        *credentials(source.oauth, account, f"KILDE_IMAP_{_shouted(source.name)}"),
    )
    try:
        yield fetcher.listing(source.folders, known)
    finally:
        fetcher.close()


class _Fetcher:
    """Lists the account's messages, and fetches them when they are opened."""

    def __init__(
        self, source: str, account: Account, credentials: Credentials, renew: Callable[[], bool]
    ) -> None:
        """`renew` has the credentials asked for anew; false where that makes no difference."""
        self._source = source
        self._account = account
        self._credentials = credentials
        self._renew = renew
        self._connection: Connection | None = None
        self._examined: str | None = None
        self._lock = threading.Lock()
        # What is new, in the order in which it will be opened, and what was fetched of it.
        self._sizes: dict[_Place, int] = {}
        self._fetched: dict[_Place, bytes] = {}

    def close(self) -> None:
        """End the connection."""
        if self._connection is not None:
            self._connection.close()
        self._connection, self._examined = None, None

    def listing(self, folders: tuple[str, ...], known: frozenset[str]) -> Listing:
        items: list[Item] = []
        refused: dict[str, str] = {}
        wanted = tuple(filter(None, (self._account.folder, *folders))) or ("INBOX",)
        identities: set[str] = set()
        try:
            connection = self._connected()
            for folder in connection.folders(wanted):
                validity, count = connection.examine(folder)
                self._examined = folder
                places = {uid: _Place(folder, validity, uid) for uid in connection.uids(count)}
                new = [uid for uid, place in places.items() if str(place) not in known]
                items += [
                    self._item(place, None) for place in places.values() if str(place) in known
                ]
                for summary in connection.describe(new):
                    place = places[summary.uid]
                    if summary.size > LARGEST_BYTES:
                        refused[str(place)] = (
                            f"is {summary.size >> 20} MB large and the limit is "
                            f"{LARGEST_BYTES >> 20} MB; save what it has attached in a folder"
                        )
                        continue
                    item = self._item(place, summary)
                    items.append(item)
                    # Of what is the same message as another only one is opened.
                    if item.identity is not None and item.identity not in identities:
                        self._sizes[place] = summary.size
                        identities.add(item.identity)
        except ImapError as error:
            raise self._error(error) from error
        return Listing(tuple(items), refused)

    def _item(self, place: _Place, summary: Summary | None) -> Item:
        def opened() -> AbstractContextManager[Path]:
            return spooled(self._chunks(place))

        if summary is None:
            return Item(str(place), None, "message.eml", None, 0, opened)
        identity = None
        if summary.message_id:
            told = f"{summary.message_id}\n{summary.size}"
            identity = hashlib.sha256(told.encode()).hexdigest()
        return Item(
            str(place), None, "message.eml", summary.size, summary.arrived, opened, identity
        )

    def _chunks(self, place: _Place) -> Iterator[bytes]:
        with self._lock:
            if place not in self._fetched:
                self._fetch(place)
            content = self._fetched.pop(place, None)
        if content is None:
            raise ItemGone(str(place))
        yield content

    def _fetch(self, first: _Place) -> None:
        """Fetch a message, and with it those that will be opened next."""
        batch, size = [first], self._sizes.get(first, 0)
        if first in self._sizes:
            # What comes before it was passed over: it is known from elsewhere.
            for place in list(takewhile(lambda place: place != first, self._sizes)):
                self._sizes.pop(place)
            for place, more in islice(self._sizes.items(), 1, BATCH_MESSAGES):
                size += more
                if place.folder != first.folder or size > BATCH_BYTES:
                    break
                batch.append(place)
            for place in batch:
                self._sizes.pop(place)
        try:
            self._fetched = self._ask(batch)
        except Lost:
            # Servers end a talk that rests for long, or when the token has run out.
            self.close()
            try:
                self._fetched = self._ask(batch)
            except ImapError as error:
                raise self._error(error) from error
        except ImapError as error:
            raise self._error(error) from error

    def _ask(self, batch: list[_Place]) -> dict[_Place, bytes]:
        connection, folder = self._connected(), batch[0].folder
        if self._examined != folder:
            validity, _ = connection.examine(folder)
            if validity != batch[0].validity:
                return {}  # the folder has been made anew: the next run lists it anew
            self._examined = folder
        messages = connection.messages([place.uid for place in batch])
        return {place: messages[place.uid] for place in batch if place.uid in messages}

    def _connected(self) -> Connection:
        if self._connection is None:
            try:
                self._connection = Connection(self._account, self._credentials)
            except Denied:
                if not self._renew():
                    raise
                self._connection = Connection(self._account, self._credentials)
        return self._connection

    def _error(self, error: ImapError) -> SourceError:
        return SourceError(f"the source {self._source!r}: {error} (its messages stay as they were)")


def _shouted(name: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in name.upper())
