"""What was found, as the `search` component lists it, and what can be looked among."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from answering.everything import LOOKED_AT, ORDERS, Group, Order
from answering.marking import excerpt, marks
from chat_app.show.dates import shown_date
from chat_app.show.figures import counted, grouped
from config import LANGUAGES, Texts
from records import KINDS, Narrowing, Newer, Shelf
from vectorstore import Hit

# Documents that are shown at a time, and passages of one before it is asked for more.
PAGE = 10
_FIRST = 3
# Characters of a passage that are shown.
_EXCERPT = 320
# The ways to say "lately": days back.
_LATELY = (30, 365)


@dataclass(frozen=True)
class Looking:
    """What somebody looks for, and how much of it is shown: all that the address says.

    Empty fields narrow nothing; `source` is `space/name`.
    """

    question: str = ""
    space: str = ""
    source: str = ""
    since: str = ""
    until: str = ""
    kind: str = ""
    language: str = ""
    order: Order = "relevance"
    shown: int = PAGE

    @classmethod
    def of(cls, address: Mapping[str, str]) -> Looking:
        """What an address asks for; what it cannot mean is left out."""
        shown = address.get("n", "")
        order = next((one for one in ORDERS if one == address.get("sort")), ORDERS[0])
        return cls(
            address.get("q", "").strip(),
            address.get("space", ""),
            address.get("source", ""),
            _day(address.get("from", "")),
            _day(address.get("to", "")),
            address.get("kind", ""),
            address.get("language", ""),
            order,
            _clamped(shown),
        )

    @property
    def address(self) -> dict[str, str]:
        """What the address says of it."""
        said = {
            "q": self.question,
            "space": self.space,
            "source": self.source,
            "from": self.since,
            "to": self.until,
            "kind": self.kind,
            "language": self.language,
            "sort": self.order if self.order != ORDERS[0] else "",
            "n": str(self.shown) if self.shown != PAGE else "",
        }
        return {key: value for key, value in said.items() if value}

    def among(self, shelves: Collection[Shelf]) -> Looking:
        """The same without what is not there for who looks."""
        return replace(
            self,
            space=self.space if self.space in {one.space for one in shelves} else "",
            source=self.source if self.source in {one.name for one in shelves} else "",
            kind=self.kind if self.kind in {one.kind for one in shelves} else "",
            language=self.language if self.language in {one.language for one in shelves} else "",
        )

    @property
    def narrowing(self) -> Narrowing:
        return Narrowing(
            (self.source,) if self.source else (),
            date.fromisoformat(self.since) if self.since else None,
            date.fromisoformat(self.until) if self.until else None,
            tuple(kind for kind in KINDS if kind == self.kind),
            (self.language,) if self.language else (),
        )

    @property
    def narrowed(self) -> bool:
        return bool(self.space or self.narrowing)

    @property
    def listing(self) -> bool:
        """Whether documents are listed by the filters alone."""
        return self.narrowed and not self.question


@dataclass(frozen=True)
class Results:
    """What was found: all documents in order, and which of them have been replaced; `stems` are
    of what was looked for, in all its wordings."""

    groups: Sequence[Group]
    replaced: Mapping[tuple[str, str], Newer]
    stems: frozenset[str]


def search(
    looking: Looking,
    results: Results | None,
    shelves: Sequence[Shelf],
    titles: Mapping[str, str],
    opened: int | None,
    today: date,
    texts: Texts,
) -> dict[str, Any]:
    """Data for the component. `results` is None before anything is looked for, and holds each
    document's first passage where they are listed by the filters alone; `titles` are
    those of the spaces by name, `opened` is the passage that is open beside."""
    groups = results.groups[: looking.shown] if results else ()
    left = len(results.groups) - len(groups) if results else 0
    return {
        "looking": looking.address,
        "filters": _filters(looking, shelves, titles, today, texts),
        "narrowed": looking.narrowed,
        "listing": looking.listing,
        "summary": _summary(looking, results, shelves, texts),
        "order": looking.order,
        "orders": [[order, texts(f"search.by_{order}")] for order in ORDERS],
        "groups": [
            _group(one, results, titles, opened, texts)
            | ({"count": ""} if looking.listing else {})
            for one in groups
            if results
        ],
        "found": results is not None,
        "more": counted(left, "more_documents", texts) if left else "",
        "texts": {
            key: texts(f"search.{key}")
            for key in (
                "title", "label", "placeholder", "go", "filters", "sort", "nothing", "advice",
                "widen", "ask", "since", "until", "about", "none_fits", "clear",
            )
        },
    }  # fmt: skip


def _summary(
    looking: Looking, results: Results | None, shelves: Sequence[Shelf], texts: Texts
) -> str:
    if results is None:
        return counted(sum(one.documents for one in shelves), "searchable", texts)
    documents = counted(len(results.groups), "documents", texts)
    if looking.listing:
        if len(results.groups) < 2:
            return documents
        some = "newest_part" if len(results.groups) == LOOKED_AT else "newest_first"
        return texts(f"search.{some}", documents=documents)
    passages = sum(len(group.hits) for group in results.groups)
    return " · ".join([documents, counted(passages, "passages", texts)])


def _filters(
    looking: Looking,
    shelves: Sequence[Shelf],
    titles: Mapping[str, str],
    today: date,
    texts: Texts,
) -> dict[str, Any]:
    """The choices, each with how many documents it leaves; one that leaves no choice is out."""
    here = [one for one in shelves if looking.space in ("", one.space)]

    def choices(
        of: Iterable[Shelf], value: Callable[[Shelf], str], label: Callable[[str], str]
    ) -> list[list[str]]:
        counts: dict[str, int] = {}
        for shelf in of:
            counts[value(shelf)] = counts.get(value(shelf), 0) + shelf.documents
        return [[key, f"{label(key)} ({grouped(count, texts)})"] for key, count in counts.items()]

    def source_title(name: str) -> str:
        space, _, source = name.partition("/")
        return source if looking.space else f"{titles.get(space, space)}: {source}"

    offered = {
        "space": choices(shelves, lambda one: one.space, lambda name: titles.get(name, name)),
        "source": choices(here, lambda one: one.name, source_title),
        "kind": choices(
            sorted(here, key=lambda one: KINDS.index(one.kind)),
            lambda one: one.kind,
            lambda kind: texts(f"search.kinds.{kind}"),
        ),
        "language": choices(here, lambda one: one.language, lambda code: _language(code, texts)),
    }
    return {
        "selects": [
            {
                "key": key,
                "label": texts(f"search.{key}"),
                "any": texts(f"search.any_{key}"),
                "value": getattr(looking, key),
                "options": options,
            }
            for key, options in offered.items()
            if len(options) > 1 or getattr(looking, key)
        ],
        "since": looking.since,
        "until": looking.until,
        "lately": [
            [(today - timedelta(days=days)).isoformat(), texts(f"search.last_{days}")]
            for days in _LATELY
        ],
    }


def _language(code: str, texts: Texts) -> str:
    known = code in LANGUAGES or code == "nn"
    return texts(f"search.language_{code}") if known else code.upper()


def _group(
    group: Group,
    results: Results,
    titles: Mapping[str, str],
    opened: int | None,
    texts: Texts,
) -> dict[str, Any]:
    passage = group.hits[0].passage
    newer = results.replaced.get(group.named)
    meta = [
        titles.get(passage.space, passage.space),
        passage.source,
        shown_date(passage.date, texts) or texts("answer.undated"),
    ]
    hits = [_hit(hit, results.stems, opened, texts) for hit in group.hits]
    rest = len(hits) - _FIRST
    return {
        "title": passage.title,
        "lang": passage.language,
        "meta": meta,
        "count": counted(len(hits), "passages", texts),
        "old": texts("search.superseded", newer=newer.title) if newer else "",
        "hits": hits[:_FIRST],
        "rest": hits[_FIRST:],
        "more": counted(rest, "more_passages", texts) if rest > 0 else "",
    }


def _hit(hit: Hit, stems: frozenset[str], opened: int | None, texts: Texts) -> dict[str, Any]:
    passage = hit.passage
    path = [part for part in passage.headings if part != passage.title]
    page = texts("answer.page", page=passage.page) if passage.page is not None else ""
    where = " · ".join(part for part in (" › ".join(path), page) if part)
    shown = excerpt(passage.text, stems, _EXCERPT)
    return {
        "id": passage.id,
        "where": _runs(where, marks(where, stems)),
        "text": _runs(passage.text[shown.start : shown.end], shown.marks),
        "before": shown.start > 0,
        "after": shown.end < len(passage.text.rstrip()),
        "opened": passage.id == opened,
        "label": texts("search.open", title=passage.title, place=where or passage.title),
    }


def _runs(text: str, marked: Iterable[tuple[int, int]]) -> list[list[Any]]:
    """The text in stretches, `[text, 1]` for a marked one, lines and tables as one line."""
    found: list[list[Any]] = []
    end = 0
    for start, stop in marked:
        if start >= end:
            found += [[text[end:start], 0], [text[start:stop], 1]]
            end = stop
    found.append([text[end:], 0])
    return [[" ".join(_flat(part)), strength] for part, strength in found if part]


def _flat(part: str) -> list[str]:
    """Words of a stretch; white space at its ends is kept as one space."""
    words = part.replace(" | ", ", ").split()
    return [*([""] if part[:1].isspace() else []), *words, *([""] if part[-1:].isspace() else [])]


def _clamped(said: str) -> int:
    """How many documents are shown: no fewer than at first, no more than there can be."""
    wanted = int(said) if said.isdecimal() and len(said) < 4 else PAGE
    return max(PAGE, min(wanted, LOOKED_AT))


def _day(said: str) -> str:
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        return ""
