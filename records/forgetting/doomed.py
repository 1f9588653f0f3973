"""What is to be erased, as it is listed before and handed to every store of text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Why = Literal["asked for", "same content", "attached", "from or to the person", "names the person"]


@dataclass(frozen=True)
class DoomedDocument:
    """A document of the catalogue, and why it goes.

    `said` is the hash of what a message says, empty for others. What is only attached to
    what was asked for stays out by its name alone: the same file may be somebody else's
    document elsewhere.
    """

    id: int
    partition_id: int
    parent_id: int | None
    space: str
    source: str
    name: str
    title: str
    date: str | None
    content_hash: str
    said: str
    place: str
    size: int
    modified_ns: int
    passages: int
    why: Why


@dataclass(frozen=True)
class Person:
    """Somebody, by the lower-case addresses and the names that are known.

    `by_name`: asked for by name, so that what bears the name is theirs. Otherwise the names
    were found with the address, and may be those of a namesake too. `ids` are the random
    ones of whoever has signed in. By `words` the person is listed, by `spoken` they stand in
    texts, and what is kept under one of `known_as` is theirs.
    """

    addresses: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    by_name: bool = False
    ids: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        return (*self.addresses, *self.names, *self.ids)

    @property
    def known_as(self) -> tuple[str, ...]:
        """Lower-case: a name only where somebody was asked for by it, for anybody may take the
        name of somebody else."""
        names = self.names if self.by_name else ()
        return tuple(word.lower() for word in (*self.addresses, *names, *self.ids))

    @property
    def spoken(self) -> tuple[str, ...]:
        """The words by which the person stands in texts: not an id that is a word, such as
        that of the local user."""
        return (*self.addresses, *self.names, *(one for one in self.ids if len(one) == 32))


@dataclass(frozen=True)
class Doomed:
    """Everything that one erasure removes; with `records_only` no text of a document, of now or
    before, whoever it names."""

    documents: tuple[DoomedDocument, ...] = ()
    person: Person | None = None
    records_only: bool = False

    @property
    def ids(self) -> list[int]:
        return [document.id for document in self.documents]

    @property
    def known_as(self) -> tuple[str, ...]:
        """Under what the person's records are kept: ids and addresses, in lower case."""
        return self.person.known_as if self.person else ()

    @property
    def spoken(self) -> tuple[str, ...]:
        """The words by which the person stands in texts."""
        return self.person.spoken if self.person else ()

    @property
    def spaces(self) -> set[str]:
        return {document.space for document in self.documents}
