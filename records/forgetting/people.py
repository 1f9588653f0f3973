"""Somebody, in messages and in documents: whose messages they are, and what names them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from email.utils import parseaddr

from sqlalchemy import Connection, Engine, Row, func, select

from records.database import in_chunks
from records.forgetting.doomed import Doomed, DoomedDocument, Person
from records.forgetting.finding import listed, with_companions
from records.schema import case_askers, correspondents, documents, passages, people, versions

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
_LONGEST_NAME = 100


class People:
    """Finds what concerns a person."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def person(self, words: str) -> Person:
        """Who is meant by an address, a name, or both (`Kari Nordmann <kari@example.com>`).

        A name brings the addresses that nobody else has used, an address the names that it
        was used under. What is no name of a person (`is_full_name`) is not taken for one, nor
        what somebody who has signed in calls themselves besides.
        """
        name, address = parseaddr(words)
        if "@" not in address:
            name, address = words, ""
        names = {" ".join(name.split())} - {""}
        addresses = {address.lower()} - {""}
        with self._engine.connect() as connection:
            rows, signed_in = _called(connection), _signed_in(connection)
        if addresses:
            called = {row.name for row in (*rows, *signed_in) if row.address in addresses}
            names |= set(filter(is_full_name, called))
        else:
            mine = {row.address for row in rows if _is(row.name, names)}
            shared = {row.address for row in rows if row.name and not _is(row.name, names)}
            addresses |= mine - shared - {""}
        ids = {row.id for row in signed_in if row.address in addresses}
        ids |= set() if address else {row.id for row in signed_in if _is(row.name, names)}
        addresses |= {row.address for row in signed_in if row.id in ids} - {""}
        return Person(
            tuple(sorted(addresses)), tuple(sorted(names)), not address, tuple(sorted(ids))
        )

    def signed_in(self, number: str, name: str = "", address: str = "") -> Person:
        """Somebody who has signed in, by id and what the provider vouches for; a namesake with
        another address is somebody else.

        People erase themselves by this, and what bears their names is changed in what others
        wrote: so nothing counts that they choose for themselves, in cases or letters, and of the
        provider's name only one that looks like it and that nobody else bears.
        """
        addresses = {address.lower()} if _ADDRESS.fullmatch(address) else set()
        names = {" ".join(name.split())} if is_full_name(name) else set()
        with self._engine.connect() as connection:
            rows, signed_in = _called(connection), _signed_in(connection)
        ids = {number, *(row.id for row in signed_in if row.address in addresses)}
        others = [row.name for row in rows if row.address not in {"", *addresses}]
        others += [row.name for row in signed_in if row.id not in ids]
        if any(_is(other, names) for other in others):
            names = set()
        return Person(tuple(sorted(addresses)), tuple(names), False, tuple(sorted(ids)))

    def messages(self, person: Person) -> Doomed:
        """Messages from and to the person in all spaces, copies and attachments included."""
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(
                    correspondents.c.document_id, correspondents.c.name, correspondents.c.address
                )
            ).all()
            names = set(person.names if person.by_name else ())
            ids = {
                row.document_id
                for row in rows
                if row.address in person.addresses or (row.name and _is(row.name, names))
            }
            found: list[DoomedDocument] = []
            for chunk in in_chunks(sorted(ids)):
                where = documents.c.id.in_(chunk)
                found += listed(connection, where, why="from or to the person")
            return Doomed(tuple(with_companions(connection, found)), person)

    def naming(self, person: Person, besides: Iterable[int]) -> list[DoomedDocument]:
        """Documents whose text, title or name has the person's name or address.

        `besides` are documents, by id, that are known already.
        """
        forms = {form for word in person.words for form in _forms(word)} - {""}
        # As a word, or its genitive: Karis, Kari's.
        words = re.compile(
            rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(forms)))})(?:['’]?e?s|['’])?(?!\w)"
        )
        known, found = set(besides), set[int]()
        query = (
            select(
                documents.c.id,
                documents.c.name,
                versions.c.title,
                passages.c.headings,
                passages.c.text,
            )
            .join(versions, versions.c.id == documents.c.version_id)
            .join(passages, passages.c.version_id == versions.c.id)
            .execution_options(yield_per=1000)
        )
        with self._engine.connect() as connection:
            for row in connection.execute(query) if forms else ():
                if row.id in known or row.id in found:
                    continue
                said = _folded(f"{row.title}\n{row.headings}\n{row.text}")
                called = _folded("".join(c if c.isalnum() else " " for c in row.name))
                if words.search(said) or words.search(called):
                    found.add(row.id)
            naming: list[DoomedDocument] = []
            for chunk in in_chunks(sorted(found)):
                naming += listed(connection, documents.c.id.in_(chunk), why="names the person")
        return naming


def is_full_name(text: str) -> bool:
    """Whether this may be what a person is called in full: two to six words of letters, of which
    the first and the last are not written small: `Kari Nordmann`, `Nordmann, Kari`."""
    words = text.replace(",", " ", 1).split()
    return (
        len(text) <= _LONGEST_NAME
        and 2 <= len(words) <= 6
        and all(word[0].isalpha() and all(map(_in_names, word)) for word in words)
        and not (words[0][0].islower() or words[-1][0].islower())
    )


def _in_names(character: str) -> bool:
    return character in ".'’-" or unicodedata.category(character)[0] in "LM"


def _called(connection: Connection) -> Sequence[Row[str, str]]:
    """Names and lower-case addresses, as letters have them and as they were left with a question
    by whoever had not signed in: others choose what stands there."""
    accounts = select(people.c.id)
    left = select(case_askers.c.name, func.lower(case_askers.c.address)).where(
        case_askers.c.address != "", case_askers.c.person.not_in(accounts)
    )
    written = select(correspondents.c.name, correspondents.c.address)
    return connection.execute(written.union(left)).all()


def _signed_in(connection: Connection) -> Sequence[Row[str, str, str]]:
    return connection.execute(select(people.c.id, people.c.name, people.c.address)).all()


def _is(name: str, names: Iterable[str]) -> bool:
    """Whether a correspondent's name is one of these, the family name first or last."""
    mine = {form for one in names for form in _forms(one)}
    return bool(_forms(name) & mine)


def _forms(word: str) -> set[str]:
    """A name as it may be written: `kari nordmann`, `nordmann, kari`, `nordmann kari`."""
    folded = _folded(word)
    if "@" in folded:
        return {folded}
    parts = folded.replace(",", " ").split()
    if "," in folded:
        family, _, given = folded.partition(",")
        parts = [*given.split(), *family.split()]
    if len(parts) < 2:
        return {" ".join(parts)}
    turned = [parts[-1], *parts[:-1]]
    return {" ".join(parts), " ".join(turned), f"{parts[-1]}, {' '.join(parts[:-1])}"}


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
