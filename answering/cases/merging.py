"""Two cases that ask the same become one."""

from __future__ import annotations

from answering.cases.telling import called
from answering.models import Person
from records import Case, CaseChanges


def merged(change: CaseChanges, case: Case, into: Case, author: Person) -> None:
    """Who asked in one case asks in the other from now on, with their own words; the first is
    closed."""
    own = {
        entry.author: entry.text
        for entry in reversed(change.entries(case.id))
        if entry.kind in ("question", "joined")
    }
    coming = [asker.person for asker in change.askers(case.id)]
    change.move_askers(case.id, into.id)
    # As they are there: who is unnamed in one of both is unnamed.
    now = {asker.person: asker for asker in change.askers(into.id)}
    for person in coming:
        text = own.get(person, case.question)
        change.enter(into.id, "joined", person, called(now[person]), text)
    change.enter(case.id, "closed", author.address or author.id, author.name, f"→ {into.id}")
    change.set(case.id, state="closed", closed=change.now)
