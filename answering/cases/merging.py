"""Two cases that ask the same become one."""

from __future__ import annotations

from answering.cases.telling import called
from answering.models import Person
from records import Case, CaseChanges


def merged(change: CaseChanges, case: Case, into: Case, author: Person) -> None:
    """Who asked in one case asks in the other from now on, with their own words; the first is
    closed."""
    entries = change.entries(case.id)
    for asker in change.askers(case.id):
        own = next(
            (
                entry.text
                for entry in entries
                if entry.author == asker.person and entry.kind in ("question", "joined")
            ),
            case.question,
        )
        change.enter(into.id, "joined", asker.person, called(asker), own)
    change.move_askers(case.id, into.id)
    change.enter(case.id, "closed", author.address or author.id, author.name, f"→ {into.id}")
    change.set(case.id, state="closed", closed=change.now)
