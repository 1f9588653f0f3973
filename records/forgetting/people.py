"""Somebody, in messages and in documents: whose messages they are, and what names them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from email.utils import parseaddr

from sqlalchemy import Engine, func, select

from records.database import in_chunks
from records.forgetting.doomed import Doomed, DoomedDocument, Person
from records.forgetting.finding import listed, with_companions
from records.schema import case_askers, correspondents, documents, passages, people, versions


class People:
    """Finds what concerns a person."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def person(self, words: str) -> Person:
        """Who is meant by an address, a name, or both (`Kari Nordmann <kari@example.com>`).

        A name brings the addresses that nobody else has used, an address the names that it
        was used under.
        """
        name, address = parseaddr(words)
        if "@" not in address:
            name, address = words, ""
        names = {" ".join(name.split())} - {""}
        addresses = {address.lower()} - {""}
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(correspondents.c.name, correspondents.c.address).union(
                    select(case_askers.c.name, func.lower(case_askers.c.address)).where(
                        case_askers.c.address != ""
                    )
                )
            ).all()
            signed_in = connection.execute(
                select(people.c.id, people.c.name, people.c.address)
            ).all()
        if addresses:
            names |= {row.name for row in rows if row.address in addresses and " " in row.name}
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
        another address is somebody else."""
        known = self.person(address) if address else Person()
        # One word alone is no name that could be told from others.
        names = {*known.names, *([name] if " " in name.strip() else [])}
        ids = {number, *known.ids}
        return replace(known, names=tuple(sorted(names)), ids=tuple(sorted(ids)))

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
