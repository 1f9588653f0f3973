"""The documents of a space, as the `knowledge` component draws them for those who own it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, get_args

from chat_app.show.changes import MOST, changes
from chat_app.show.dates import shown_date, shown_month
from chat_app.show.failures import failure
from chat_app.show.figures import Clock, counted, grouped
from config import UPLOADS, Space, Texts
from records import (
    KINDS,
    DocumentFilter,
    DocumentRow,
    FormerVersion,
    Kind,
    Lines,
    Look,
    Newer,
    Order,
    VerifiedRecord,
)
from records.figures import FEWEST

PAGE = 50
LOOKS: tuple[Look, ...] = get_args(Look)
ORDERS: tuple[Order, ...] = get_args(Order)
# Older than so many months is out of date, and unused what nobody was given for so long.
OLD_MONTHS, UNUSED_MONTHS = (12, 24, 36, 60), (3, 6, 12)
_MONTH = timedelta(days=365.25 / 12)


@dataclass(frozen=True)
class Choice:
    """What somebody looks at on the page: a space, which of its documents, one of them open."""

    space: str
    tab: str = "documents"
    look: Look = "all"
    months: int = 24
    words: str = ""
    source: str = ""
    kind: Kind | None = None
    order: Order = "name"
    page: int = 0
    open: int | None = None

    def with_given(self, given: Mapping[str, Any]) -> Choice:
        """With what the browser sent, which may be anything."""
        said = {key: str(value)[:_LONGEST] for key, value in given.items() if key in _TYPED}
        months = _number(given.get("months"), self.months)
        page = _number(given.get("page"), 0)
        allowed: dict[str, Sequence[str]] = {"look": LOOKS, "order": ORDERS, "tab": TABS}
        wrong = [key for key, known in allowed.items() if key in said and said[key] not in known]
        for key in wrong:
            del said[key]
        kind = given.get("kind", self.kind)
        changed: dict[str, Any] = {
            **said,
            "months": months,
            "page": page,
            "open": None,
            "kind": kind if kind in KINDS else None,
        }
        return replace(self, **changed)

    def filter(self, space: Space, today: date, ended: frozenset[int]) -> DocumentFilter:
        """The documents that are listed; `ended` are versions that hold no longer."""
        before = today - self.months * _MONTH
        kept = space.retention_days
        return DocumentFilter(
            space.name,
            self.look,
            self.words,
            self.source,
            self.kind,
            self.order,
            dated_before=before.isoformat(),
            kept_since=(today - timedelta(days=kept)).isoformat() if kept else "",
            # Of the last use only the month may be found out.
            unused_since=before.replace(day=1).isoformat(),
            ended=ended,
        )


_TYPED = ("space", "tab", "look", "words", "source", "order")
# Of anything that is typed.
_LONGEST = 200
TABS = ("documents", "differences", "glossary")


def _number(given: Any, default: int) -> int:
    """A whole number that the browser sent, from 0 on."""
    return int(given) if str(given).isdecimal() and len(str(given)) < 7 else default


@dataclass(frozen=True)
class Opened:
    """One document with what is known of it; the versions are empty where the person may not
    read it."""

    row: DocumentRow
    read: Lines = ()
    former: Sequence[FormerVersion] = ()
    newer: Newer | None = None
    verified: Sequence[VerifiedRecord] = ()
    may_erase: bool = False
    may_read: bool = False


@dataclass(frozen=True)
class Listed:
    """A page of the list: how many documents are in all that are wanted, and in each look."""

    rows: Sequence[DocumentRow] = ()
    total: int = 0
    counts: Mapping[Look, int] = field(default_factory=dict)
    sources: Sequence[str] = ()


def header(
    choice: Choice, spaces: Sequence[Space], uploads: bool, run: Mapping[str, Any], texts: Texts
) -> dict[str, Any]:
    """What stands above all of it; `run` is of `running`, and `uploads`: the visitor may put
    documents in."""
    title = next((one.title or one.name for one in spaces if one.name == choice.space), "")
    return {
        "language": texts.language,
        "title": texts("knowledge.title"),
        "space": choice.space,
        "spaces": [[one.name, one.title or one.name] for one in spaces],
        "tab": choice.tab,
        "tabs": [[tab, texts(f"knowledge.tabs.{tab}")] for tab in TABS],
        "links": [[page, texts(f"page.{page}")] for page in ("verified", "editions")],
        "run": {**run, "label": texts("operations.run_label", space=title)},
        "uploads": uploads,
        "texts": {key: texts(f"knowledge.{key}") for key in _HEADER_TEXTS},
    }


def listing(
    choice: Choice, listed: Listed, space: Space, readable: bool, clock: Clock, texts: Texts
) -> dict[str, Any]:
    """The list of a space's documents."""
    looks = [look for look in LOOKS if look != "expired" or space.retention_days]
    months = {"old": OLD_MONTHS, "unused": UNUSED_MONTHS}.get(choice.look, ())
    first = choice.page * PAGE
    return {
        "looks": [
            {
                "key": look,
                "label": texts(f"knowledge.looks.{look}"),
                "count": grouped(listed.counts.get(look, 0), texts),
            }
            for look in looks
        ],
        "look": choice.look,
        "about": _about(choice, texts),
        "months": [[str(one), counted(one, "months", texts)] for one in months],
        "month": str(choice.months),
        "words": choice.words,
        "source": choice.source,
        "sources": list(listed.sources),
        "kind": choice.kind or "",
        "kinds": [[kind, texts(f"search.kinds.{kind}")] for kind in KINDS],
        "order": choice.order,
        "orders": [[order, texts(f"knowledge.orders.{order}")] for order in ORDERS],
        "rows": [_row(row, clock, texts) for row in listed.rows],
        "found": counted(listed.total, "documents", texts),
        "nothing": texts("knowledge.nothing" if readable else "knowledge.not_a_reader"),
        "page": choice.page,
        "range": texts(
            "knowledge.range",
            first=grouped(first + 1, texts),
            last=grouped(first + len(listed.rows), texts),
            total=grouped(listed.total, texts),
        ),
        "before": choice.page > 0,
        "after": first + len(listed.rows) < listed.total,
        "texts": {key: texts(f"knowledge.{key}") for key in _LIST_TEXTS},
    }


def opened(one: Opened, clock: Clock, texts: Texts) -> dict[str, Any]:
    """One document with its versions."""
    row = one.row
    return {
        **_row(row, clock, texts),
        "meta": _meta(row, clock, texts),
        "failure": failure(row.failure, texts) if row.failure else None,
        "newer": texts("search.superseded", newer=one.newer.title) if one.newer else "",
        "verified": [[record.id, record.question] for record in one.verified],
        "versions": _versions(one, clock, texts) if one.may_read else [],
        "closed": "" if one.may_read or row.read is None else texts("knowledge.closed"),
        "may_erase": one.may_erase,
        "texts": {key: texts(f"knowledge.{key}") for key in _OPENED_TEXTS},
    }


def _row(row: DocumentRow, clock: Clock, texts: Texts) -> dict[str, Any]:
    state = _state(row)
    return {
        "id": row.id,
        "title": row.title or row.name.rsplit("/", 1)[-1],
        "name": row.name,
        "source": row.source,
        "date": shown_date(row.date, texts),
        "kind": texts(f"search.kinds.{row.kind}"),
        "passages": grouped(row.passages, texts),
        "read": clock.shown(row.read, texts) if row.read else "–",
        "used": _used(row, grouped(row.used, texts), texts),
        "state": {"kind": state, "label": texts(f"knowledge.states.{state}")},
    }


def _used(row: DocumentRow, often: str, texts: Texts) -> str:
    """How much it is used; `often` where that says nothing of one person."""
    if row.used >= FEWEST:
        return often
    return texts("knowledge.seldom_used" if row.used else "knowledge.never_used")


def _state(row: DocumentRow) -> str:
    if row.failure:
        return "stale" if row.read else "failed"
    return "superseded" if row.superseded else "current"


def _meta(row: DocumentRow, clock: Clock, texts: Texts) -> list[list[str]]:
    used = _used(row, counted(row.used, "quoted", texts), texts)
    if row.used_on:
        used = texts("knowledge.last_used", used=used, month=shown_month(row.used_on, texts))
    told = {
        "date": shown_date(row.date, texts) or texts("knowledge.undated"),
        "kind": texts(f"search.kinds.{row.kind}"),
        "source": row.source,
        "passages": grouped(row.passages, texts),
        "read": clock.shown(row.read, texts) if row.read else texts("knowledge.never_read"),
        "used": used,
    }
    return [[texts(f"knowledge.{key}"), value] for key, value in told.items()]


def _versions(one: Opened, clock: Clock, texts: Texts) -> list[dict[str, Any]]:
    """The newest first, each with what it changed against the one before."""
    if one.row.read is None:
        return []
    texts_of = [one.read, *(former.lines for former in one.former)]
    read = [one.row.read, *(former.read for former in one.former)]
    return [
        {
            "at": clock.shown(at, texts),
            "label": texts("knowledge.version_current" if n == 0 else "knowledge.version_former"),
            "current": n == 0,
            **_changed(texts_of[n + 1 : n + 2], texts_of[n], texts),
        }
        for n, at in enumerate(read)
    ]


def _changed(before: Sequence[Lines], after: Lines, texts: Texts) -> dict[str, Any]:
    if not before:
        return {"changes": [], "told": texts("knowledge.version_first")}
    if not before[0] or not after:
        return {"changes": [], "told": texts("knowledge.version_long")}
    found = changes(before[0], after)
    return {
        "changes": [vars(one) for one in found[:MOST]],
        "told": counted(len(found), "places", texts),
    }


def _about(choice: Choice, texts: Texts) -> str:
    return "" if choice.look == "all" else texts(f"knowledge.about_{choice.look}")


def erasable(row: DocumentRow, administrator: bool) -> bool:
    """Whether the visitor may erase it: owners what was uploaded, administrators all."""
    return administrator or row.source == UPLOADS


_HEADER_TEXTS = (
    "space", "run", "upload_title", "upload_hint", "upload_choose", "upload_added",
    "upload_replaced", "upload_same", "upload_large", "upload_type", "upload_name",
    "upload_erased", "upload_empty", "upload_signs", "upload_edges", "upload_device",
    "upload_long", "upload_often", "upload_refused", "upload_lost", "upload_sending", "more",
)  # fmt: skip
_LIST_TEXTS = (
    "search", "source", "any_source", "kind", "any_kind", "order", "months", "document", "date",
    "passages", "read", "used", "state", "previous", "next", "filters", "looks_label",
)  # fmt: skip
_OPENED_TEXTS = (
    "back", "again", "erase", "erase_sure", "erase_question", "cancel", "versions", "gone", "new",
    "verified_by", "detail",
)  # fmt: skip
