"""When somebody is back, as their out-of-office reply says it in Norwegian, German or English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

# A date without its year is taken for one that is near, one with its year for what it says.
_NEAR, _FAR = timedelta(days=200), timedelta(days=550)
_READ = 4000

_MONTHS = [
    "januar january jan jän jänner",
    "februar february feb",
    "mars märz march mar mär mrz",
    "april apr",
    "mai may",
    "juni june jun",
    "juli july jul",
    "august aug",
    "september sept sep",
    "oktober october okt oct",
    "november nov",
    "desember dezember december des dez dec",
]
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_WEEKDAYS = [
    "mandag montag monday måndag",
    "tirsdag dienstag tuesday tysdag",
    "onsdag mittwoch wednesday",
    "torsdag donnerstag thursday",
    "fredag freitag friday",
    "lørdag samstag sonnabend saturday laurdag",
    "søndag sonntag sunday sundag",
]
_WEEKDAY = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}


def _any(names: dict[str, int]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


_DATE = re.compile(
    rf"""
    \b(?P<iso>\d{{4}}-\d\d-\d\d)\b
    | (?<![\d.])(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?\s*(?:of\s+)?(?P<month>{_any(_MONTH)})\b
      (?:\.?,?\s*(?P<year>\d{{4}}))?
    | \b(?P<month_first>{_any(_MONTH)})\.?\s+(?:\d{{1,2}}\s*(?:-|–|to)\s*)?
      (?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?\b(?![.:]\d)(?:,?\s+(?P<year_after>\d{{4}}))?
    | (?<![\d.:/])(?P<d>\d{{1,2}})(?P<sign>[./])\s?(?P<m>\d{{1,2}})
      (?:(?:(?P=sign)\s?(?P<y>\d{{4}}|\d\d)(?!\d)) | \.(?!\d) | (?![\d:/%]))
    | \b(?:uke|veke|kw|kalenderwoche|week)\s+(?P<week>\d{{1,2}})\b
    | \b(?P<weekday>{_any(_WEEKDAY)})\b
    | \b(?P<tomorrow>i\ morgen|tomorrow|(?:ab|bis|ist)\ morgen)\b
    """,
    re.I | re.X,
)
_BACK = re.compile(
    r"tilbake|attende|på jobb(?: igjen)?|\bback\b|\breturn|again|\bigjen\b|zurück|\bwieder\b", re.I
)
_AWAY = re.compile(
    r"frav|ikke til stede|\bute\b|utilgjengelig|ferie|permisjon|\baway\b|\bout\b|absent|leave|"
    r"holiday|vacation|unavailable|abwesend|urlaub|nicht (?:im|erreichbar|da)|außer haus",
    re.I,
)
# What says so by itself: "find out" and "back to you" do not.
_ABSENT = re.compile(
    r"frav[æe]r|ikke til stede|ute av kontoret|utilgjengelig|ikke på (?:jobb|kontoret)|ferie|"
    r"permisjon|har fri\b|\bsyk|\baway\b|out[ -]of[ -](?:the[ -])?office|absent|"
    r"\bon (?:\w+ )?leave|holiday|vacation|unavailable|abwesen|urlaub|außer haus|"
    r"nicht (?:im (?:büro|haus)|erreichbar)|elternzeit|mutterschutz|\bkrank|dienstreise",
    re.I,
)
_UNTIL = re.compile(
    r"""(?:\btil\ og\ med|\bt\.?o\.?m\.?|\binntil|\bfr[ae]m\ til|\btil
    |\bbis(?:\ einschl(?:ießlich|\.))?(?:\ inkl(?:usive|\.))?(?:\ zum)?
    |\buntil|\btill|\bthrough|\bthru|\bto|\bup\ to|-|–)
    (?:\ and\ including)?\s*(?:(?:den|dem|the)\s+)?$""",
    re.I | re.X,
)
_FROM = re.compile(
    r"(?:\bfra(?: og med)?|\bf\.?o\.?m\.?|\bvom|\bvon|\bab(?: dem)?|\bseit(?: dem)?|\bfrom|\bsince|"
    r"\bstarting(?: on)?)\s*(?:(?:den|dem|the)\s+)?$",
    re.I,
)
# "Monday, " in front of a date, and what ends a sentence: not the point in "3. August".
_NAMED = re.compile(rf"(?:{_any(_WEEKDAY)})[,.]?\s*(?:(?:den|dem|the)\s+)?$", re.I)
_SENTENCE = re.compile(
    r"(?<!\d)(?<!o\.m)(?<!nschl)(?<!inkl)[.!?](?=\s|$)|\n\s*\n|[;!?]|(?<=\d{4})\.(?=\s|$)"
)


@dataclass(frozen=True)
class _Found:
    """A day, whether its year stands beside it, and the text around it in its sentence."""

    day: date
    stated: bool
    before: str
    after: str


def says_absent(text: str) -> bool:
    """Does an automatic reply say that its author is away, rather than that a mail has come?"""
    return _ABSENT.search(text[:_READ]) is not None


def back_on(text: str, sent: date) -> date | None:
    """The first day on which the author is there again; None where the text does not say.

    "Back on 3 August" and "away until 2 August" are both the third.
    """
    back: list[date] = []
    until: list[date] = []
    for found in _dates(text[:_READ], sent):
        sentence = found.before + found.after
        if not sent <= found.day <= sent + (_FAR if found.stated else _NEAR):
            continue
        if _UNTIL.search(found.before):
            until.append(found.day + timedelta(days=1))
        elif _BACK.search(sentence):
            back.append(found.day)
        elif _AWAY.search(sentence) and not _FROM.search(found.before):
            until.append(found.day + timedelta(days=1))
    later = [day for day in back if day > sent]
    return max(later, default=None) or max(until, default=None)


def _dates(text: str, sent: date) -> Iterator[_Found]:
    matches = list(_DATE.finditer(text))
    for number, match in enumerate(matches):
        following = matches[number + 1] if number + 1 < len(matches) else None
        if (
            match["weekday"]
            and following
            and re.fullmatch(
                r"[,.]?\s*(?:(?:den|dem|the)\s+)?", text[match.end() : following.start()], re.I
            )
        ):
            continue  # it belongs to the date that it stands before
        day = _day(match, sent)
        if day is None:
            continue
        before = _SENTENCE.split(text[: match.start()])[-1]
        before = _NAMED.sub("", before)
        after = _SENTENCE.split(text[match.end() :], maxsplit=1)[0]
        if match["tomorrow"] and not match["tomorrow"].lower().startswith(("i ", "t")):
            before += match["tomorrow"].split()[0] + " "
        stated = any(match[name] for name in ("iso", "year", "year_after", "y"))
        yield _Found(day, stated, before, after)


def _day(match: re.Match[str], sent: date) -> date | None:
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        if match["month"]:
            return _near(int(match["day"]), _MONTH[match["month"].lower()], match["year"], sent)
        if match["month_first"]:
            month = _MONTH[match["month_first"].lower()]
            return _near(int(match["day_after"]), month, match["year_after"], sent)
        if match["d"]:
            day, month = int(match["d"]), int(match["m"])
            if month > 12 and match["sign"] == "/":
                day, month = month, day
            return _near(day, month, match["y"], sent)
        if match["week"]:
            monday = date.fromisocalendar(sent.year, int(match["week"]), 1)
            again = date.fromisocalendar(sent.year + 1, int(match["week"]), 1)
            return again if monday < sent - timedelta(days=6) else monday
    except ValueError:
        return None
    if match["weekday"]:
        ahead = (_WEEKDAY[match["weekday"].lower()] - sent.weekday()) % 7
        return sent + timedelta(days=ahead or 7)
    return sent + timedelta(days=1)


def _near(day: int, month: int, year: str | None, sent: date) -> date:
    """The date; without a year the next such day."""
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    this = date(sent.year, month, day)
    return this if this >= sent else date(sent.year + 1, month, day)
