"""What experts found of a space's answers, and what follows for its autonomy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from sqlalchemy import Engine

from answering.calibration import Share
from config import Settings, Space
from records import Asked, Reviewed, Reviews

Level = Literal["suggest", "review", "answer"]
# The most careful first.
LEVELS: tuple[Level, ...] = ("suggest", "review", "answer")
DAYS = 90
# Whether errors rise is read from the newest of them.
_NEWEST = 30
# Fewer than these tell nothing: Wilson's lower bound of one wrong of one is 21 %.
_FEWEST = 10
_STEP = 0.05


@dataclass(frozen=True)
class AtThreshold:
    """What an own threshold would have meant for the answers that were looked at: those that
    would have been given, and the wrong ones among them."""

    threshold: float
    wrong: Share


@dataclass(frozen=True)
class Proposal:
    """A level that the evidence speaks for: a step up, or a step back."""

    level: Level
    back: bool


@dataclass(frozen=True)
class Evidence:
    """A space's last 90 days. `wrong` of all answers that experts looked at; `newest` of the
    last 30; `unhelpful` of those that people rated; `missing` is how many more must be looked
    at before a step up can be proposed."""

    space: Space
    asked: Asked
    wrong: Share
    newest: Share
    unhelpful: Share
    thresholds: tuple[AtThreshold, ...]
    missing: int
    proposal: Proposal | None

    @property
    def next_level(self) -> Level | None:
        """One step up; None from the last."""
        place = LEVELS.index(self.space.autonomy) + 1
        return LEVELS[place] if place < len(LEVELS) else None

    def expected(self, share: float) -> int:
        """How many of the answers that were given are wrong, if `share` of them is."""
        return round(share * self.asked.answered)


class Autonomy:
    """Reads the evidence of spaces."""

    def __init__(self, settings: Callable[[], Settings], engine: Engine) -> None:
        self._current = settings
        self._reviews = Reviews(engine)

    def of(self, space: str, now: datetime | None = None) -> Evidence:
        """The evidence of one space. Raises ConfigError where there is none of that name."""
        since = (now or datetime.now(UTC)) - timedelta(days=DAYS)
        settings = self._current()
        return evidence(
            settings.named(space),
            self._reviews.of_space(space, since),
            self._reviews.asked(space, since),
            settings.trust.error,
            settings.trust.reviewed,
        )


def evidence(
    space: Space, reviewed: Sequence[Reviewed], asked: Asked, error: float, enough: int
) -> Evidence:
    """What `reviewed`, the oldest first, says of a space.

    A step up is proposed where at least `enough` answers were looked at that the threshold of
    today lets through, and the upper bound of the share of wrong ones (95 %, Wilson) is under
    `error`. A step back is proposed where the lower bound is above it, of ten or more: of the
    newest 30 that were looked at, or, where nobody looks any more, of all answers those that
    did not help.
    """
    through = [one for one in reviewed if one.confidence >= space.threshold]
    wrong = _wrong(through)
    newest = _wrong(through[-_NEWEST:])
    unhelpful = Share(asked.unhelpful, asked.rated)
    proposal = None
    place = LEVELS.index(space.autonomy)
    bad = Share(asked.unhelpful, asked.answered) if space.autonomy == "answer" else newest
    if place and bad.of >= _FEWEST and bad.low > error:
        proposal = Proposal(LEVELS[place - 1], back=True)
    elif place + 1 < len(LEVELS) and wrong.of >= enough and wrong.high < error:
        proposal = Proposal(LEVELS[place + 1], back=False)
    return Evidence(
        space, asked, wrong, newest, unhelpful, _thresholds(space, reviewed),
        max(0, enough - wrong.of), proposal,
    )  # fmt: skip


def _wrong(reviewed: Sequence[Reviewed]) -> Share:
    return Share(sum(one.wrong for one in reviewed), len(reviewed))


def _thresholds(space: Space, reviewed: Sequence[Reviewed]) -> tuple[AtThreshold, ...]:
    """Today's threshold and others in steps, as far down as answers were looked at."""
    if not reviewed:
        return ()
    lowest = min(one.confidence for one in reviewed)
    steps = {round(_STEP * n, 2) for n in range(1, 20) if _STEP * n >= lowest}
    found = []
    for threshold in sorted({*steps, space.threshold}):
        given = [one for one in reviewed if one.confidence >= threshold]
        if given:
            found.append(AtThreshold(threshold, _wrong(given)))
    return tuple(found)
