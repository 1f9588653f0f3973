"""How far spaces are trusted to answer, as the `autonomy` component shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from answering.autonomy import LEVELS, AtThreshold, Evidence
from answering.calibration import Share
from chat_app.show.departures import departure
from chat_app.show.figures import Clock, counted, grouped, percent
from config import Space, Texts, Trust, writing
from records import Departure

# What is decided here by the evidence; all else on the page Admin.
KEYS = ("autonomy", "threshold")


def autonomy(
    spaces: Sequence[Evidence],
    changes: Sequence[Departure],
    before: Mapping[str, Space],
    trust: Trust,
    names: Mapping[str, str],
    done: int,
    clock: Clock,
    texts: Texts,
) -> dict[str, Any]:
    """Data for the component. `changes` are the departures from kilde.toml, `before` the spaces
    without them; `names` are those of who made them, by id; `done` counts what was changed."""
    return {
        "title": texts("autonomy.title"),
        "intro": texts(
            "autonomy.intro",
            error=percent(trust.error, texts),
            reviewed=grouped(trust.reviewed, texts),
        ),
        "done": done,
        "spaces": [
            _space(
                one,
                [change for change in changes if change.space == one.space.name],
                before[one.space.name],
                names,
                clock,
                texts,
            )
            for one in spaces
        ],
        "texts": {
            key: texts(f"autonomy.{key}")
            for key in (
                "settings", "save", "reset", "threshold", "level", "at_threshold", "answers",
                "wrong", "between", "thresholds",
            )
        },
    }  # fmt: skip


def _space(
    one: Evidence,
    changes: Sequence[Departure],
    before: Space,
    names: Mapping[str, str],
    clock: Clock,
    texts: Texts,
) -> dict[str, Any]:
    space = one.space
    return {
        "name": space.name,
        "title": space.title or space.name,
        "level": texts(f"autonomy.level_{space.autonomy}"),
        "means": texts(f"autonomy.means_{space.autonomy}"),
        "lines": _lines(one, texts),
        "proposal": _proposal(one, texts),
        "thresholds": [_at(at, space, texts) for at in one.thresholds],
        "changes": [
            departure(change, before, names, clock, texts)
            for change in changes
            if change.key in KEYS
        ],
        "values": {
            "autonomy": space.autonomy,
            "threshold": f"{space.threshold:g}",
        },
        "levels": [(level, texts(f"autonomy.level_{level}")) for level in LEVELS],
    }


def _lines(one: Evidence, texts: Texts) -> list[str]:
    """What happened, and what the next level would have meant."""
    answered = counted(one.asked.answered, "prepared", texts)
    lines = [texts("autonomy.happened", answers=answered)]
    if one.wrong.of:
        lines.append(
            texts(
                "autonomy.looked_at",
                looked=counted(one.wrong.of, "looked_at", texts),
                wrong=grouped(one.wrong.count, texts),
                **_interval(one.wrong, texts),
            )
        )
    if one.unhelpful.of:
        lines.append(
            texts(
                "autonomy.rated",
                rated=counted(one.unhelpful.of, "rated", texts),
                unhelpful=grouped(one.unhelpful.count, texts),
            )
        )
    following = one.next_level
    if following and one.wrong.of and one.asked.answered:
        lines.append(
            texts(
                f"autonomy.would_{following}",
                answers=answered,
                wrong=grouped(one.expected(one.wrong.value), texts),
                low=grouped(one.expected(one.wrong.low), texts),
                high=grouped(one.expected(one.wrong.high), texts),
            )
        )
    if following and one.missing:
        lines.append(texts("autonomy.missing", count=grouped(one.missing, texts)))
    return lines


def _proposal(one: Evidence, texts: Texts) -> dict[str, Any] | None:
    if one.proposal is None:
        return None
    level = texts(f"autonomy.level_{one.proposal.level}")
    kind = "back" if one.proposal.back else "up"
    told = f"{kind}_unhelpful" if kind == "back" and one.space.autonomy == "answer" else kind
    shown = one.newest if kind == "back" else one.wrong
    return {
        "kind": kind,
        "level": one.proposal.level,
        "text": texts(f"autonomy.propose_{told}", level=level, **_interval(shown, texts)),
        "button": texts(f"autonomy.go_{kind}", level=level),
    }


def _at(at: AtThreshold, space: Space, texts: Texts) -> dict[str, Any]:
    return {
        "threshold": writing.number(at.threshold, texts.language, 2),
        "now": at.threshold == space.threshold,
        "answers": grouped(at.wrong.of, texts),
        "wrong": grouped(at.wrong.count, texts),
        "between": texts("autonomy.interval", **_interval(at.wrong, texts)),
    }


def _interval(share: Share, texts: Texts) -> dict[str, str]:
    if not share.of:
        return {"percent": "–", "low": "–", "high": "–"}
    values = {"percent": share.value, "low": share.low, "high": share.high}
    return {name: percent(value, texts) for name, value in values.items()}
