"""What was counted of weeks that have ended, so that no figure is about one person or about
fewer than five.

Everything that is ever shown is a sum of lines, and the lines of a measure share no event. A
line is of at least five people, and so is either side of what it tells apart (settled and
not settled, say), unless that side is empty. A measure that tells apart what another one has
counted already takes whole lines of that one, or a whole side of them. What can be worked out
from any number of such sums, by taking spaces from totals or one week from the next, is
therefore again a sum of lines or of their sides. A line is written once, when its weeks have
ended, and neither what happens later nor the forgetting of a person changes it: the difference
between two looks tells nothing either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, Engine, func, insert, select, true
from sqlalchemy.exc import IntegrityError

from records.database import in_utc
from records.schema import case_askers, cases, feedback, figures, reviews, turns
from records.turns import stands

FEWEST = 5
# A company begins with three people; with fewer, a total would be about one of them.
PILOT = 3
PROMPT_HOURS = 24.0
_WEEK = timedelta(days=7)

Measure = Literal["asked", "settled", "earlier", "handed", "helpful", "right", "cases"]
"""Questions asked; of those, settled without a person: answered, and not handed on; of the
settled, by what an expert answered earlier; of the others, answered and handed on all the same;
of answers rated, helpful; of answers that experts looked at, right; of cases answered, within a
day."""
MEASURES: tuple[Measure, ...] = (
    "asked", "settled", "earlier", "handed", "helpful", "right", "cases",
)  # fmt: skip
# So many weeks it is waited until every space can stand alone; then small ones are merged.
_PATIENCE: dict[Measure, int] = {"asked": 1}
_PATIENT = 4
# What a measure tells apart has been counted as a line, or a side of one, of another.
_PART_OF: dict[Measure, Measure] = {"settled": "asked", "earlier": "settled", "handed": "settled"}


@dataclass(frozen=True)
class Event:
    """Something that happened in the week that begins on the Monday `week`, whom it concerns,
    and whether it is so. `space` is empty where there are several or none. Of what has been
    counted already, `since` to `week` are the weeks of the line, and `space` is its."""

    people: frozenset[str]
    week: date
    space: str
    so: bool = True
    hours: float = 0.0
    since: date | None = None


@dataclass(frozen=True)
class Line:
    """`count` of `of` in the weeks from the Monday `first` to that of `last`, and the hours it
    took, where they are counted. `space` is empty where it is several, or none."""

    measure: Measure
    first: date
    last: date
    space: str
    of: int
    count: int
    hours: float = 0.0


def counted(measure: Measure, events: Iterable[Event]) -> list[Line]:
    """The lines that the events make; what is not enough yet for one makes none.

    Weeks are taken together until there is enough of them for each space, or, when that takes
    too long, for all; then small spaces are, with as many larger ones as that takes.
    """
    lines: list[Line] = []
    waiting: list[Event] = []
    by_week: dict[date, list[Event]] = {}
    for event in events:
        by_week.setdefault(event.week, []).append(event)
    for week in sorted(by_week):
        waiting += by_week[week]
        first = min(event.since or event.week for event in waiting)
        waited = (week - first) // _WEEK + 1
        alone = all(enough(part) for part in _by_space(waiting).values())
        if enough(waiting) and (alone or waited >= _PATIENCE.get(measure, _PATIENT)):
            for space, part in _apart(waiting).items():
                lines.append(_line(measure, first, week, space, part))
            waiting = []
    return lines


def as_counted(events: Iterable[Event], lines: Sequence[Line]) -> list[Event]:
    """The events as those of the lines that they were counted in; without those in none yet."""
    found = []
    for event in events:
        mine = [line for line in lines if line.first <= event.week <= line.last]
        for line in sorted(mine, key=lambda line: line.space != event.space):
            if line.space in (event.space, ""):
                found.append(replace(event, week=line.last, space=line.space, since=line.first))
                break
    return found


def enough(events: Sequence[Event]) -> bool:
    """Whether they are of enough people, on each side that is not empty."""
    sides = [_people(event for event in events if event.so is so) for so in (True, False)]
    return len(_people(events)) >= FEWEST and all(not s or len(s) >= FEWEST for s in sides)


def _apart(events: Sequence[Event]) -> dict[str, list[Event]]:
    """The events by space; under "" are those that cannot stand alone."""
    spaces = _by_space(events)
    rest = spaces.pop("", [])
    for name in [name for name in spaces if not enough(spaces[name])]:
        rest += spaces.pop(name)
    while rest and not enough(rest):
        smallest = min(spaces, key=lambda name: (len(spaces[name]), name))
        rest += spaces.pop(smallest)
    return {**spaces, "": rest} if rest else spaces


def _by_space(events: Iterable[Event]) -> dict[str, list[Event]]:
    spaces: dict[str, list[Event]] = {}
    for event in events:
        spaces.setdefault(event.space, []).append(event)
    return spaces


def _line(measure: Measure, first: date, last: date, space: str, events: Sequence[Event]) -> Line:
    return Line(
        measure, first, last, space, len(events), sum(event.so for event in events),
        sum(event.hours for event in events),
    )  # fmt: skip


def _people(events: Iterable[Event]) -> frozenset[str]:
    return frozenset().union(*(event.people for event in events))


def monday(moment: datetime) -> date:
    """The first day of the week, in UTC."""
    day = in_utc(moment).astimezone(UTC).date()
    return day - timedelta(days=day.weekday())


class Figures:
    """Counts weeks that have ended, and keeps what was counted."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def settle(self, now: datetime | None = None) -> None:
        """Count the weeks that have ended since the last time."""
        ended = monday(now or datetime.now(UTC))
        with self._engine.connect() as connection:
            # Without new lines of these there are none of their parts.
            whole = [measure for measure in MEASURES if measure not in _PART_OF]
            if not any(_uncounted(connection, measure, ended) for measure in whole):
                return
        # Another process that counts at the same time comes to the same.
        with suppress(IntegrityError), self._engine.execution_options(writes=True).begin() as to:
            for measure in MEASURES:
                lines = _uncounted(to, measure, ended)
                if lines:
                    to.execute(insert(figures), [_row(line) for line in lines])

    def lines(self) -> list[Line]:
        """All that was counted, the oldest first."""
        with self._engine.connect() as connection:
            return _lines(connection)

    def whole(self, fewest: int = PILOT) -> list[Line]:
        """Of a pilot that is too small for lines: one total of everything until now. Nothing
        where fewer than `fewest` people have asked."""
        with self._engine.connect() as connection:
            happened = {one: _events(connection, one, date.min) for one in MEASURES}
        if len(_people(happened["asked"])) < fewest:
            return []
        return [
            _line(measure, min(e.week for e in events), max(e.week for e in events), "", events)
            for measure, events in happened.items()
            if events
        ]


def _uncounted(connection: Connection, measure: Measure, ended: date) -> list[Line]:
    """The lines that can be made of what happened since the last one, in weeks before `ended`."""
    query = select(func.max(figures.c.last)).where(figures.c.measure == measure)
    last = connection.execute(query).scalar()
    since = date.fromisoformat(last) + _WEEK if last else date.min
    happened = [one for one in _events(connection, measure, since) if one.week < ended]
    if measure in _PART_OF:
        happened = as_counted(happened, _lines(connection, _PART_OF[measure]))
    return counted(measure, happened)


def _lines(connection: Connection, measure: Measure | None = None) -> list[Line]:
    query = select(*(column for column in figures.c if column.name != "id"))
    if measure:
        query = query.where(figures.c.measure == measure)
    rows = connection.execute(query.order_by(figures.c.first, figures.c.id)).mappings()
    weeks = ("first", "last")
    return [Line(**{**row, **{key: date.fromisoformat(row[key]) for key in weeks}}) for row in rows]


def _row(line: Line) -> dict[str, object]:
    return {**asdict(line), "first": line.first.isoformat(), "last": line.last.isoformat()}


def _events(connection: Connection, measure: Measure, since: date) -> list[Event]:
    """What happened from the day `since` on. The command line's questions are nobody's."""
    start = datetime(since.year, since.month, since.day, tzinfo=UTC)
    if measure == "cases":
        return _cases(connection, start)
    asked = (turns.c.channel != "command line") & ~turns.c.small_talk
    if measure in ("helpful", "right"):
        table = feedback if measure == "helpful" else reviews
        so = feedback.c.helpful if measure == "helpful" else reviews.c.verdict == "right"
        query = (
            select(turns.c.person, table.c.at, turns.c.spaces, so.label("so"))
            .join(turns, turns.c.id == table.c.turn_id)
            .where(asked, table.c.at >= start)
        )
    else:
        settled = (turns.c.status == "answered") & turns.c.case_id.is_(None)
        among, so = {
            "asked": (asked, true()),
            "settled": (asked, settled),
            "earlier": (asked & settled, turns.c.verified_id.is_not(None)),
            "handed": (asked & ~settled, turns.c.status == "answered"),
        }[measure]
        query = select(
            turns.c.person, turns.c.asked.label("at"), turns.c.spaces, so.label("so")
        ).where(among, stands(), turns.c.asked >= start)
    return [
        Event(frozenset([row.person]), monday(row.at), _one(row.spaces), bool(row.so))
        for row in connection.execute(query)
    ]


def _cases(connection: Connection, start: datetime) -> list[Event]:
    query = (
        select(cases.c.id, cases.c.space, cases.c.opened, cases.c.answered, case_askers.c.person)
        .join(case_askers, case_askers.c.case_id == cases.c.id)
        .where(cases.c.kind == "question", cases.c.answered >= start)
    )
    found: dict[int, Event] = {}
    for row in connection.execute(query):
        hours = (in_utc(row.answered) - in_utc(row.opened)).total_seconds() / 3600
        before = found[row.id].people if row.id in found else frozenset[str]()
        found[row.id] = Event(
            before | {row.person}, monday(row.answered), row.space or "", hours <= PROMPT_HOURS,
            hours,
        )  # fmt: skip
    return list(found.values())


def _one(spaces: str) -> str:
    """The space, where there is exactly one."""
    names = [name for name in spaces.split("\n") if name]
    return names[0] if len(names) == 1 else ""


@dataclass(frozen=True)
class Unanswered:
    """A question that got no answer, who asked it, and as JSON what came nearest."""

    person: str
    question: str
    citations: str


def unanswered_since(engine: Engine, since: datetime) -> list[Unanswered]:
    """Questions without an answer, the oldest first; not the command line's."""
    query = (
        select(turns.c.person, turns.c.full_question, turns.c.citations)
        .where(
            turns.c.asked >= since,
            turns.c.status.in_(("unanswered", "escalated")),
            turns.c.channel != "command line",
            ~turns.c.small_talk,
            stands(),
        )
        .order_by(turns.c.asked)
    )
    with engine.connect() as connection:
        return [Unanswered(*row) for row in connection.execute(query)]
