"""What one person may see of a case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from answering.cases.models import CaseView
from records import Case, CaseAsker, Entry

_BY_ASKERS = ("question", "joined", "addition")
# What an asker sees besides their own words.
_FOR_ASKERS = ("reply", "closed", "published", "reopened")


def as_expert(
    case: Case, entries: Iterable[Entry], askers: Sequence[CaseAsker], names: bool = True
) -> CaseView:
    """All of it, but for the names of those who wish to stay unnamed; without `names` of all
    who asked.

    Whoever asked and is no asker of this case any more (it was merged, or they went on apart)
    is known here by the name that their words were sent under, and by nothing else.
    """
    entries = tuple(entries)
    if not names:
        askers = [replace(asker, anonymous=True) for asker in askers]
    hidden = {asker.person for asker in askers if asker.anonymous}
    named = {asker.person for asker in askers} - hidden
    asked = {entry.author for entry in entries if entry.kind in _BY_ASKERS}
    # Cases that their askers closed once had the address there, which an unnamed one's hides.
    asked |= {asker.address for asker in askers if asker.anonymous and asker.address}

    def shown(entry: Entry) -> Entry:
        theirs = entry.kind in _BY_ASKERS or (entry.kind == "closed" and entry.author in asked)
        if not theirs or entry.author in named:
            return entry
        gone = names and entry.kind in _BY_ASKERS and entry.author not in hidden
        return replace(entry, author="", name=entry.name if gone else "")

    return CaseView(
        case,
        tuple(shown(entry) for entry in entries),
        tuple(
            replace(asker, person="", name="", address="") if asker.anonymous else asker
            for asker in askers
        ),
    )


def as_asker(case: Case, entries: Iterable[Entry], me: CaseAsker, names: bool = True) -> CaseView:
    """An asker's own words, and what the experts said since they asked; `names`: and who."""
    entries = tuple(entries)
    asked = [e.id for e in entries if e.author == me.person and e.kind in _BY_ASKERS]
    since = min(asked, default=entries[-1].id if entries else 0)

    def later(entry: Entry) -> bool:
        # By number: a clock may have been set back since. By time: after a merge their words
        # stand later here than they asked.
        return entry.id > since or entry.at > me.joined

    mine = tuple(
        entry if names or entry.author == me.person else replace(entry, author="", name="")
        for entry in entries
        if entry.author == me.person or (entry.kind in _FOR_ASKERS and later(entry))
    )
    own = next((e.text for e in mine if e.kind in ("question", "joined")), case.question)
    return CaseView(replace(case, question=own), mine, (me,))
