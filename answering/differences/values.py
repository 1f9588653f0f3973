"""The values in a sentence: numbers, amounts, dates and times, however they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["number", "amount", "percent", "duration", "date", "time", "weekday", "year",
               "negation"]  # fmt: skip


@dataclass(frozen=True)
class Value:
    """A value as it stands in a sentence, `text`, and what it comes to.

    `low` and `high` are equal but in a range; in days for a duration, in minutes for a time
    of day, month × 100 + day for a date. `unit` tells what is counted.
    """

    kind: Kind
    low: float
    high: float
    unit: str
    text: str
    start: int
    end: int

    def comes_to(self, other: Value) -> bool:
        """Whether both say the same, or one is within the other's range."""
        if self.kind != other.kind:
            return False
        if self.unit and other.unit and self.unit != other.unit:
            return False
        if self.low != self.high or other.low != other.high:
            inside = self.low <= other.low and other.high <= self.high
            around = other.low <= self.low and self.high <= other.high
            # A single value within a range agrees with it; two ranges have to be the same.
            single = self.low == self.high or other.low == other.high
            return (inside or around) if single else (inside and around)
        # A month is 30 days to some and 31 to others.
        loose = 0.025 if self.kind == "duration" else 1e-9
        return abs(self.low - other.low) <= loose * max(abs(self.low), abs(other.low), 1e-9)


_FIGURE = r"\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
_WORDS = {
    "nb": "null én|en|ett|et|éi|ei to tre fire fem seks sju|syv åtte ni ti elleve tolv",
    "de": "null eins|ein|eine|einen|einem|einer zwei drei vier fünf sechs sieben acht neun zehn "
    "elf zwölf",
    "en": "zero one two three four five six seven eight nine ten eleven twelve",
}
_ORDINALS = {
    "nb": "x første andre tredje fjerde femte sjette sjuende|syvende åttende niende tiende",
    "de": "x erste\\w? zweite\\w? dritte\\w? vierte\\w? fünfte\\w? sechste\\w? siebte\\w? "
    "achte\\w? neunte\\w? zehnte\\w?",
    "en": "x first second third fourth fifth sixth seventh eighth ninth tenth",
}
_MONTHS = (
    "jan(?:uar|uary)? feb(?:ruar|ruary)? mars|märz|march|mar|mrz apr(?:il)? mai|may jun[ie]? "
    "jul[iy]? aug(?:ust)? sept?(?:ember)? o[kc]t(?:ober)? nov(?:ember)? de[sczk](?:ember)?"
).split()
_DAYS = (
    "mandag(?:er)?|montags?|mondays? tirsdag(?:er)?|dienstags?|tuesdays? "
    "onsdag(?:er)?|mittwochs?|wednesdays? torsdag(?:er)?|donnerstags?|thursdays? "
    "fredag(?:er)?|freitags?|fridays? lørdag(?:er)?|samstags?|sonnabends?|saturdays? "
    "søndag(?:er)?|sonntags?|sundays?"
).split()
# By kind of unit: how many days one is. Working days are no days.
_DURATIONS = {
    r"min(?:utt(?:er)?|uten?|utes?)?": 1 / 1440,
    r"timer?|time|stunden?|std|hours?|h": 1 / 24,
    r"(?:kalender)?dager?|(?:kalender)?dag|(?:kalender)?tage?n?|(?:calendar )?days?|døgn": 1.0,
    r"uker?|uke|wochen?|weeks?": 7.0,
    r"måneder?|måned|mnd|monate?n?|months?": 30.4375,
    r"år|jahre?n?|years?": 365.25,
}
_CURRENCIES = {
    "nok": r"kr(?:oner)?\.?|nok",
    "eur": r"€|eur(?:os?)?",
    "usd": r"\$|usd|dollars?",
    "gbp": r"£|gbp|pounds?",
}
_MONEY = "|".join(_CURRENCIES.values())
_FRACTIONS = {
    r"halvparten|(?:die )?hälfte|half": 50.0,
    r"(?:en|ein|a|one) (?:tredel|drittel|third)": 100 / 3,
    r"(?:en|ein|a|one)[ -](?:firedel|kvart|viertel|quarter)": 25.0,
    r"(?:to|zwei|two)[ -](?:tredeler|drittel|thirds)": 200 / 3,
    r"(?:tre|drei|three)[ -](?:firedeler|viertel|quarters)": 75.0,
}
_TO = r"\s?(?:–|-|til|bis|to)\s?"
# Numbers that say where something stands, not how much of it there is.
_REFERENCES = re.compile(
    r"(?:§+|\b(?:punkt|pkt\.?|kapittel|kap\.?|avsnitt|side|paragraf|vedlegg|tabell|figur|"
    r"abschnitt|kapitel|ziffer|ziff\.?|seite|anlage|anhang|artikel|art\.?|abs\.?|tabelle|abbildung|"
    r"section|chapter|page|article|appendix|table|figure|step|trinn|steg|schritt|"
    r"versjon|version|rev\.?|utgave|ausgabe|nr\.?|no\.|skjema|formular|form))"
    r"\s*[A-Z]?-?\d+(?:[.\-]\d+)*\w?"
    r"|[¹²³⁰-⁹]+|\[\d{1,2}\]|(?<=\w)\*+|\*(?=\s|$)",
    re.IGNORECASE,
)


def without_references(text: str) -> str:
    """The text with references and the marks of footnotes blanked, as long as before."""
    return _REFERENCES.sub(lambda found: " " * len(found[0]), text)


def values(text: str, language: str) -> list[Value]:
    """The values of a text in the order in which they stand there."""
    left = without_references(text)
    found: list[Value] = []
    for finder in (_dates, _times, _percents, _amounts, _durations, _plain):
        for value in finder(left, language):
            found.append(value)
            left = left[: value.start] + " " * (value.end - value.start) + left[value.end :]
    return sorted(found, key=lambda value: value.start)


def _dates(text: str, _: str) -> list[Value]:
    found: list[Value] = []
    months = "|".join(f"(?P<m{n}>{month})" for n, month in enumerate(_MONTHS, start=1))
    day = r"(?P<day>\d{1,2})(?:\.|st|nd|rd|th)?"
    for pattern in (
        rf"\b{day}\s?(?:of )?(?:{months})\b(?:\.?\s(?P<year>\d{{4}}))?",
        rf"\b(?:{months})\s{day}\b(?:,?\s(?P<year>\d{{4}}))?",
    ):
        for match in re.finditer(pattern, text, re.IGNORECASE):
            month = next(n for n in range(1, 13) if match[f"m{n}"])
            found.append(_date(match, int(match["day"]), month, match["year"]))
    for match in re.finditer(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})?(?!\d)", text):
        if int(match[2]) <= 12:
            found.append(_date(match, int(match[1]), int(match[2]), match[3]))
    for match in re.finditer(r"\b(\d{4})-(\d\d)-(\d\d)\b", text):
        found.append(_date(match, int(match[3]), int(match[2]), match[1]))
    for number, day in enumerate(_DAYS):
        for match in re.finditer(rf"\b(?:{day})\b", text, re.IGNORECASE):
            found.append(_value(match, "weekday", number))
    for match in re.finditer(r"\b(?:19|20)\d\d\b(?![.,]\d)", text):
        if not any(value.start <= match.start() < value.end for value in found):
            found.append(_value(match, "year", int(match[0])))
    return found


def _date(match: re.Match[str], day: int, month: int, year: str | None) -> Value:
    # Two dates differ in their years only where both have one.
    return _value(match, "date", month * 100 + day, unit=year or "")


def _times(text: str, _: str) -> list[Value]:
    found = []
    clock = r"(\d{1,2})(?:[.:](\d\d))?"
    said = rf"\b(?:kl\.?|klokka|at|um)\s?{clock}(?!\d|[.,]\d)(?:\s?(?:am|pm))?(?:\s?uhr)?"
    bare = r"\b(\d{1,2}):(\d\d)(?:\s?(?:am|pm))?(?:\s?uhr)?|\b(\d{1,2})\s?(?:uhr|am|pm)\b"
    for match in re.finditer(f"{said}|{bare}", text, re.IGNORECASE):
        hour = next(int(match[n]) for n in (1, 3, 5) if match[n])
        minute = int(match[2] or match[4] or 0)
        if hour <= 24 and minute < 60:
            late = "pm" in match[0].casefold() and hour < 12
            figure = re.search(r"\d[\d.:]*", match[0])
            assert figure is not None
            start = match.start() + figure.start()
            end = start + len(figure[0].rstrip(".:"))
            at = hour * 60 + minute + 720 * late
            found.append(Value("time", at, at, "", text[start:end], start, end))
    return found


def _percents(text: str, language: str) -> list[Value]:
    unit = r"\s?(?:%|prosent\b|prozent\b|per ?cent\b)"
    found = _measured(text, language, unit, "percent", 1.0, "")
    for pattern, share in _FRACTIONS.items():
        for match in re.finditer(rf"\b(?:{pattern})\b", text, re.IGNORECASE):
            found.append(_value(match, "percent", share))
    return found


def _amounts(text: str, language: str) -> list[Value]:
    found = []
    for name, currency in _CURRENCIES.items():
        found += _measured(text, language, rf"\s?(?:{currency})(?![^\W\d_])", "amount", 1.0, name)
        taken = {(value.start, value.end) for value in found}
        for match in re.finditer(
            rf"(?<!\w)(?:{currency})\s?(?P<figure>{_FIGURE})", text, re.IGNORECASE
        ):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                found.append(_value(match, "amount", number(match["figure"]), unit=name))
    return found


def _durations(text: str, language: str) -> list[Value]:
    found = []
    for unit, days in _DURATIONS.items():
        family = "day" if days >= 1 else "hour"
        found += _measured(text, language, rf"\s(?:{unit})\b", "duration", days, family)
    return found


def _measured(
    text: str, language: str, unit: str, kind: Kind, size: float, name: str
) -> list[Value]:
    words = _number_words(language)
    one = rf"(?:{_FIGURE}|\b(?:{'|'.join(words)})\b)"
    found = []
    for match in re.finditer(
        rf"(?<![\w.,])(?P<low>{one})(?:{_TO}(?P<high>{one}))?{unit}", text, re.IGNORECASE
    ):
        low = _counted(match["low"], words)
        high = _counted(match["high"], words) if match["high"] else low
        found.append(_value(match, kind, low * size, high * size, name))
    return found


def _plain(text: str, language: str) -> list[Value]:
    found = []
    words = _number_words(language, alone=True)
    one = rf"(?:{_FIGURE}|\b(?:{'|'.join(words)})\b)"
    for match in re.finditer(
        rf"(?<![\w.,-])(?P<low>{one})(?:{_TO}(?P<high>{one}))?(?P<nth>\.(?=\s[a-zæøåäöü])|st|nd|rd|th)?"
        r"(?![\w])",
        text,
        re.IGNORECASE,
    ):
        low = _counted(match["low"], words)
        high = _counted(match["high"], words) if match["high"] else low
        found.append(_value(match, "number", low, high))
    for nth, pattern in enumerate(_ORDINALS.get(language, "").split()):
        if nth:
            for match in re.finditer(rf"\b(?:{pattern})\b", text, re.IGNORECASE):
                found.append(_value(match, "number", nth, unit="nth"))
    return found


def _value(
    match: re.Match[str], kind: Kind, low: float, high: float | None = None, unit: str = ""
) -> Value:
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    high = low if high is None else high
    return Value(kind, low, high, unit, match[0].strip(), start, match.end())


def _number_words(language: str, alone: bool = False) -> dict[str, float]:
    found: dict[str, float] = {}
    for counted, forms in enumerate(_WORDS.get(language, "").split()):
        for form in forms.split("|"):
            # "en", "ein", "one" before no unit are articles and pronouns.
            if not (alone and counted == 1):
                found[form] = counted
    return found or {"\0": 0.0}


def _counted(text: str, words: dict[str, float]) -> float:
    return words[text.casefold()] if text.casefold() in words else number(text)


def number(text: str) -> float:
    """A number as it is written in Norway, Germany or England.

    >>> [number(text) for text in ("1 200", "1.200", "1,200", "1.245,50", "5,10", "12.5")]
    [1200.0, 1200.0, 1200.0, 1245.5, 5.1, 12.5]
    """
    bare = re.sub(r"[ \u00a0\u202f'’]", "", text)
    decimals = re.search(r"[.,](\d{1,2})$", bare)
    whole = bare[: decimals.start()] if decimals else bare
    figures = re.sub(r"[.,]", "", whole)
    if not decimals and re.search(r"[.,]\d{4,}$", bare):
        return float(bare.replace(",", "."))
    return float(f"{figures}.{decimals[1]}" if decimals else figures)
