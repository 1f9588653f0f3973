"""The managers' figures, as the `figures` component and the printed page show them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from answering.calibration import Share
from answering.figures import FEWEST_JUDGED, Overview, Sums, Theme, Weeks, Worth
from chat_app.managed import Managed
from chat_app.show.dates import shown_date
from chat_app.show.figures import grouped, percent
from config import Texts, writing


def managers(found: Managed, titles: Mapping[str, str], texts: Texts) -> dict[str, Any]:
    """Data for the component. `titles` are what spaces are called, by name."""
    shown = found.overview
    some = shown.all.asked > 0
    return {
        "title": texts("figures.title"),
        "intro": _intro(found, titles, texts),
        "privacy": texts("figures.privacy"),
        "facts": _facts(shown.all, texts) if some else [],
        "worth_title": texts("figures.worth_title"),
        "worth": _worth(shown.worth, texts) if some else None,
        "charts": [
            _chart("asked", shown, texts),
            _chart("settled", shown, texts),
        ] if shown.asked else [],
        "spaces": _spaces(shown, titles, texts),
        "themes_title": texts("figures.themes_title"),
        "themes": [_theme(theme, titles, texts) for theme in found.themes],
        "themes_hint": texts("figures.themes_hint" if found.themes else "figures.themes_none"),
        "links": [
            {"href": "/api/v1/figures.csv", "label": texts("figures.csv")},
            {
                "href": f"/api/v1/figures.html?language={texts.language}",
                "label": texts("figures.print"),
            },
        ] if some else [],
        "texts": {"as_table": texts("figures.as_table")},
    }  # fmt: skip


def _intro(found: Managed, titles: Mapping[str, str], texts: Texts) -> str:
    shown = found.overview
    if shown.pilot and shown.all.asked:
        return texts("figures.pilot")
    if shown.first is None or shown.last is None:
        return texts("figures.nothing")
    days = {
        "first": shown_date(shown.first.isoformat(), texts),
        "last": shown_date(shown.last.isoformat(), texts),
    }
    if found.spaces is None:
        return texts("figures.intro_all", **days)
    names = sorted(titles.get(name, name) for name in found.spaces)
    return texts("figures.intro_some", spaces=writing.listed(names, texts.language), **days)


def _facts(sums: Sums, texts: Texts) -> list[dict[str, str]]:
    facts = [{"label": texts("figures.asked"), "value": grouped(sums.asked, texts), "note": ""}]
    for name, share in (
        ("answered", sums.answered),
        ("settled", sums.settled),
        ("earlier", sums.earlier),
        ("helpful", sums.helpful),
        ("right", sums.right),
    ):
        if share.of:
            facts.append(
                {
                    "label": texts(f"figures.{name}"),
                    "value": percent(share.value, texts),
                    "note": _between(share, texts),
                }
            )
    if sums.hours is not None:
        facts.append(
            {
                "label": texts("figures.cases"),
                "value": grouped(sums.cases.of, texts),
                "note": texts(
                    "figures.cases_note",
                    hours=_hours(sums.hours, texts),
                    day=percent(sums.cases.value, texts),
                ),
            }
        )
    return facts


def _between(share: Share, texts: Texts) -> str:
    return texts(
        "figures.between",
        count=grouped(share.count, texts),
        of=grouped(share.of, texts),
        low=percent(share.low, texts),
        high=percent(share.high, texts),
    )


def _worth(worth: Worth, texts: Texts) -> dict[str, Any]:
    if worth.hours is None or worth.low is None or worth.high is None or worth.lost is None:
        headline = texts(
            "figures.at_most",
            hours=_hours(worth.gross, texts),
            money=_money(worth.gross, worth, texts),
            fewest=grouped(FEWEST_JUDGED, texts),
        )
        judged = []
    else:
        headline = texts(
            "figures.saved",
            hours=_hours(worth.hours, texts),
            low=_hours(worth.low, texts),
            high=_hours(worth.high, texts),
            money=_money(worth.hours, worth, texts),
            money_low=_money(worth.low, worth, texts),
            money_high=_money(worth.high, worth, texts),
        )
        judged = [
            texts(
                f"figures.wrong_{worth.judged_by}",
                lost=_hours(worth.lost, texts),
                of=grouped(worth.wrong.of, texts),
                percent=percent(worth.wrong.value, texts),
                low=percent(worth.wrong.low, texts),
                high=percent(worth.wrong.high, texts),
            )
        ]
    reckoned = texts(
        "figures.reckoned",
        settled=grouped(worth.settled, texts),
        minutes=writing.number(worth.minutes, texts.language, 0 if worth.minutes % 1 == 0 else 1),
        hours=_hours(worth.gross, texts),
        cost=writing.money(worth.hourly_cost, worth.currency, texts.language),
    )
    return {"headline": headline, "lines": [reckoned, *judged, texts("figures.assumed")]}


def _hours(hours: float, texts: Texts) -> str:
    return writing.number(hours, texts.language, 1 if abs(hours) < 10 else 0)


def _money(hours: float, worth: Worth, texts: Texts) -> str:
    return writing.money(round(worth.money(hours), -2), worth.currency, texts.language)


def _chart(kind: str, shown: Overview, texts: Texts) -> dict[str, Any]:
    """Bars between 0 and 1, and the same as a table."""
    weeks = shown.settled if kind == "settled" else shown.asked
    most = max((one.share.of for one in weeks), default=1)
    bars = []
    for one in weeks:
        settled = kind == "settled"
        bars.append(
            {
                "label": _weeks(one, texts),
                "share": one.share.value if settled else one.share.of / most,
                "value": percent(one.share.value, texts)
                if settled
                else grouped(one.share.of, texts),
                "note": _between(one.share, texts) if settled else "",
                "hours": _at_most(one.share.count, shown.worth, texts) if settled else "",
            }
        )
    return {
        "key": kind,
        "title": texts(f"figures.weeks_{kind}"),
        "bars": bars,
        "head": [
            texts("figures.weeks"),
            texts(f"figures.{kind}"),
            *([texts("figures.hours")] if kind == "settled" else []),
        ],
        "none": texts("figures.too_few"),
    }


def _weeks(one: Weeks, texts: Texts) -> str:
    return texts(
        "figures.from_to",
        first=shown_date(one.first.isoformat(), texts),
        last=shown_date(one.last.isoformat(), texts),
    )


def _at_most(settled: int, worth: Worth, texts: Texts) -> str:
    """The hours of so many settled questions if all were right."""
    return texts("figures.up_to", hours=_hours(settled * worth.minutes / 60, texts))


def _range(worth: Worth, texts: Texts) -> str:
    if not worth.settled:
        return "–"
    if worth.low is None or worth.high is None:
        return _at_most(worth.settled, worth, texts)
    return texts("figures.range", low=_hours(worth.low, texts), high=_hours(worth.high, texts))


def _spaces(shown: Overview, titles: Mapping[str, str], texts: Texts) -> dict[str, Any]:
    keys = ("space", "asked", "answered", "settled", "helpful", "right", "cases", "hours")
    return {
        "title": texts("figures.spaces_title"),
        "head": [texts(f"figures.{key}") for key in keys],
        "rows": [
            [
                titles.get(name, name) or texts("figures.rest"),
                grouped(sums.asked, texts) if sums.asked else "–",
                *(
                    percent(share.value, texts) if share.of else "–"
                    for share in (sums.answered, sums.settled, sums.helpful, sums.right)
                ),
                grouped(sums.cases.of, texts) if sums.cases.of else "–",
                _range(shown.worth_of[name], texts),
            ]
            for name, sums in shown.spaces.items()
        ],
        "note": texts("figures.spaces_note"),
    }


def _theme(theme: Theme, titles: Mapping[str, str], texts: Texts) -> dict[str, Any]:
    return {
        "title": theme.title or texts("figures.nothing_near"),
        "place": " · ".join(filter(None, (titles.get(theme.space, theme.space), theme.heading))),
        "words": [texts("figures.in_words", question=one) for one in theme.questions],
    }
