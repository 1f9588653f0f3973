"""What is asked and not answered, by what of the documents came nearest.

A theme is a heading of a document that the reader may open, and stands in its words; people's
own are given only where five of them used the same ones. Themes have an order and no counts.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from answering.figures.overview import Scope
from records.figures import FEWEST, Unanswered, unanswered_since

WEEKS = 13
_MOST = 10

MayRead = Callable[[str, str], bool]


@dataclass(frozen=True)
class Theme:
    """Questions of at least five people that came nearest to a heading of a document.
    `questions` are those that five people put in the same words. All of the document is empty
    where nothing was near."""

    space: str
    document: str
    title: str
    heading: str
    questions: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {**vars(self), "questions": list(self.questions)}


@dataclass
class _Gathered:
    people: set[str] = field(default_factory=set)
    wordings: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def unanswered(engine: Engine, scope: Scope, may_read: MayRead, now: datetime) -> list[Theme]:
    """The themes of the last 13 weeks, those of most people first; of the spaces of `scope`,
    and from documents that `may_read` (space, document) allows."""
    asked = unanswered_since(engine, now - timedelta(weeks=WEEKS))
    return themes(asked, scope, may_read)


def themes(asked: Sequence[Unanswered], scope: Scope, may_read: MayRead) -> list[Theme]:
    gathered: dict[tuple[str, str, str, str], _Gathered] = defaultdict(_Gathered)
    for one in asked:
        nearest: dict[str, Any] = next(iter(json.loads(one.citations)), {})
        space = str(nearest.get("space") or "")
        if scope is not None and space not in scope:
            continue
        names = ("space", "document", "title", "heading")
        key: Any = tuple(str(nearest.get(name) or "") for name in names)
        gathered[key].people.add(one.person)
        gathered[key].wordings[" ".join(one.question.split())].add(one.person)
    found = sorted(gathered.items(), key=lambda item: (-len(item[1].people), item[0]))
    themes = []
    for (space, document, title, heading), these in found:
        said = tuple(
            wording
            for wording, people in these.wordings.items()
            if len(people) >= FEWEST
        )  # fmt: skip
        if len(these.people) < FEWEST or not (document or said):
            continue
        if document and not may_read(space, document):
            continue
        themes.append(Theme(space, document, title, heading, said))
    return themes[:_MOST]
