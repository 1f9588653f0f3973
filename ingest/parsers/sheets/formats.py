"""Numbers and dates as a spreadsheet shows them, by their format codes (ECMA-376, 18.8.31)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0 kr", 6: "#,##0 kr",
    7: "#,##0.00 kr", 8: "#,##0.00 kr", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "DATE", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "DATE h:mm", 37: "#,##0;-#,##0",
    38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: "#,##0",
    42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss",
    48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""Codes that files name by number only; DATE is the short date of the reader's country."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<general>General)'
    r"|(?P<date>DATE)|(?P<ampm>AM/PM|A/P)|(?P<letters>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+)"
    r"|(?P<exponent>[eE][+-])|(?P<digits>[0#?.,]+)|(?P<percent>%)|(?P<at>@)|(?P<other>.)",
    re.DOTALL,
)
_CURRENCY = re.compile(r"\$([^-]*)(?:-([0-9A-Fa-f]+))?")
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[\d.]+)")
_ELAPSED = re.compile(r"[hHmMsS]+")
_LARGEST_DATE = 2_958_466  # the day after 9999-12-31
_WORDS = {
    "nb": "og er det som på av til med for ikke skal kan navn avdeling pris antall dato sum "
    "beløp uke ansatt ansvarlig år måned kommentar betaling reise ferie kunde vare stk",
    "de": "und der die das von mit für nicht ist ein eine soll kann name abteilung preis anzahl "
    "datum summe betrag woche mitarbeiter jahr monat bemerkung zahlung reise urlaub kunde stück",
    "en": "and the of to in is for with not can name department price quantity date total amount "
    "week employee year month comment payment travel holiday customer item each",
}
_KNOWN = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_LETTERS = {"nb": "æøå", "de": "äöüß", "en": ""}


@dataclass(frozen=True)
class Locale:
    """How a language writes numbers and dates; the default offends nobody."""

    decimal: str = "."
    thousands: str = "\u00a0"
    date: str = "yyyy-mm-dd"
    months: str = (
        "January February March April May June July August September October November December"
    )
    days: str = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
    true: str = "TRUE"
    false: str = "FALSE"

    def month(self, number: int) -> str:
        return self.months.split()[number - 1]


_LOCALES = {
    "nb": Locale(
        ",", "\u00a0", "dd.mm.yyyy",
        "januar februar mars april mai juni juli august september oktober november desember",
        "mandag tirsdag onsdag torsdag fredag lørdag søndag", "SANN", "USANN",
    ),
    "de": Locale(
        ",", ".", "dd.mm.yyyy",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag", "WAHR", "FALSCH",
    ),
    "en": Locale(".", ","),
}  # fmt: skip
_BY_NUMBER = {0x414: "nb", 0x814: "nb", 0x407: "de", 0xC07: "de", 0x807: "de", 0x409: "en",
              0x809: "en"}  # fmt: skip


def locale_of(texts: Iterable[str], codes: Iterable[str] = ()) -> Locale:
    """The locale of a workbook, by the words and letters in it, else by its formats' own."""
    scores: Counter[str] = Counter()
    for text in texts:
        words = set(re.findall(r"[^\W\d_]+", text.casefold()))
        for language, known in _KNOWN.items():
            scores[language] += len(words & known)
            scores[language] += 2 * any(letter in text.casefold() for letter in _LETTERS[language])
    best = scores.most_common(2)
    if best and best[0][1] and (len(best) == 1 or best[0][1] > best[1][1]):
        return _LOCALES[best[0][0]]
    for code in codes:
        for match in _CURRENCY.finditer(code):
            named = _BY_NUMBER.get(int(match.group(2) or "0", 16) & 0xFFFF)
            if named:
                return _LOCALES[named]
    return Locale()


def is_date(code: str) -> bool:
    """Does the format show a date or a time?"""
    return any(_is_date(tokens) for tokens in _sections(code)[:1])


def shown(value: float, code: str, locale: Locale, *, since_1904: bool = False) -> str:
    """The number as a cell of that format shows it; "" where the format shows nothing."""
    sections = _sections(code)
    tokens, signed = _chosen(sections, value)
    try:
        if _is_date(tokens):
            return _date(value, tokens, locale, since_1904)
        return _number(value if signed else abs(value), tokens, locale)
    except (OverflowError, ValueError, ArithmeticError):
        return _general(value, locale)


_Tokens = tuple[tuple[str, str], ...]


@lru_cache(maxsize=1000)
def _sections(code: str) -> tuple[_Tokens, ...]:
    sections: list[list[tuple[str, str]]] = [[]]
    for match in _TOKEN.finditer(code[:1000]):
        kind = match.lastgroup
        if kind is None:
            continue
        text = match.group(kind)
        if kind == "other" and text == ";":
            sections.append([])
        else:
            sections[-1].append((kind, text))
    return tuple(map(tuple, sections[:4]))


def _chosen(sections: tuple[_Tokens, ...], value: float) -> tuple[_Tokens, bool]:
    """The section that holds for the value, and whether its sign is still to be written."""
    conditions = [_condition(tokens) for tokens in sections[:2]]
    if any(conditions):
        for tokens, condition in zip(sections, conditions, strict=False):
            if condition and _holds(value, *condition):
                return tokens, True
        rest = [t for t, c in zip(sections, [*conditions, None, None], strict=False) if not c]
        return (rest[0] if rest else sections[-1]), True
    if value < 0 and len(sections) > 1:
        return sections[1], False
    if value == 0 and len(sections) > 2:
        return sections[2], True
    return sections[0], True


def _condition(tokens: _Tokens) -> tuple[str, float] | None:
    for kind, text in tokens:
        match = _CONDITION.fullmatch(text) if kind == "bracket" else None
        if match:
            return match.group(1), float(match.group(2))
    return None


def _holds(value: float, sign: str, bound: float) -> bool:
    return {
        "<": value < bound, "<=": value <= bound, ">": value > bound, ">=": value >= bound,
        "=": value == bound, "<>": value != bound,
    }[sign]  # fmt: skip


def _is_date(tokens: _Tokens) -> bool:
    return any(
        kind in ("letters", "date", "ampm") or (kind == "bracket" and _ELAPSED.fullmatch(text))
        for kind, text in tokens
    )


def _number(value: float, tokens: _Tokens, locale: Locale) -> str:
    percents = sum(kind == "percent" for kind, _ in tokens)
    if any(kind in ("general", "at") for kind, _ in tokens):
        made = "".join(
            _general(value, locale) if kind in ("general", "at") else _literal(kind, text)
            for kind, text in tokens
        )
        return made.strip()
    digits = [text for kind, text in tokens if kind == "digits" and re.search("[0#?]", text)]
    if not digits:
        return "".join(_literal(kind, text) for kind, text in tokens).strip()
    if any(kind == "exponent" for kind, _ in tokens):
        places = len(digits[0].partition(".")[2])
        return f"{value:.{places}E}".replace(".", locale.decimal)
    if any(kind == "other" and text == "/" for kind, text in tokens):
        return _general(value, locale)
    pattern = "".join(digits)
    scaled = Decimal(repr(value)) * 100**percents
    whole_pattern, _, fraction = pattern.partition(".")
    trailing = len(pattern.rstrip("0#?.")) and len(pattern) - len(pattern.rstrip(","))
    if trailing:
        scaled /= 1000**trailing
        whole_pattern, fraction = whole_pattern.rstrip(","), fraction.rstrip(",")
    most = len(re.sub("[^0#?]", "", fraction))
    least = len(re.sub("[^0]", "", fraction))
    text = format(abs(scaled).quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP), "f")
    whole, _, decimals = text.partition(".")
    while len(decimals) > least and decimals.endswith("0"):
        decimals = decimals[:-1]
    whole = whole.zfill(len(re.sub("[^0]", "", whole_pattern)))
    if whole == "0" and "0" not in whole_pattern and decimals:
        whole = ""
    if "," in whole_pattern:
        whole = f"{int(whole or 0):,}".replace(",", locale.thousands)
    sign = "-" if scaled < 0 and (whole.strip("0") or decimals.strip("0")) else ""
    figure = sign + whole + (locale.decimal + decimals if decimals else "")
    return _placed(figure, tokens)


def _placed(figure: str, tokens: _Tokens) -> str:
    """The figure where the digits stand, between the format's literals."""
    made, placed = "", False
    for kind, text in tokens:
        if kind == "digits" and re.search("[0#?]", text):
            made += "" if placed else figure
            placed = True
        else:
            made += _literal(kind, text)
    return " ".join(made.replace("\u00a0", "\u2007").split(" ")).replace("\u2007", "\u00a0").strip()


def _literal(kind: str, text: str) -> str:
    if kind in ("quoted", "escaped", "other"):
        return text
    if kind == "percent":
        return "%"
    currency = _CURRENCY.fullmatch(text) if kind == "bracket" else None
    return currency.group(1) if currency else ""


def _general(value: float, locale: Locale) -> str:
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    text = format(value, ".10g")
    if "e" in text:
        text = text.upper()
    return text.replace(".", locale.decimal)


def _date(value: float, tokens: _Tokens, locale: Locale, since_1904: bool) -> str:
    if since_1904:
        value += 1462
    elapsed = any(kind == "bracket" and _ELAPSED.fullmatch(text) for kind, text in tokens)
    if not elapsed and not 0 <= value < _LARGEST_DATE:
        return _general(value, locale)
    # 1900 had no 29 February, but Lotus 1-2-3 thought so, and Excel after it.
    days = value if value >= 60 or value < 1 else value + 1
    moment = datetime(1899, 12, 30) + timedelta(seconds=round(days * 86_400))
    tokens = _with_dates(tokens, locale)
    clock_of_12 = any(kind == "ampm" for kind, _ in tokens)
    parts: list[str] = []
    for at, (kind, text) in enumerate(tokens):
        if kind == "letters":
            minutes = text[0] in "mM" and _are_minutes(tokens, at)
            parts.append(_part(moment, text.lower(), locale, minutes, clock_of_12))
        elif kind == "bracket" and _ELAPSED.fullmatch(text):
            unit = {"h": 3600, "m": 60, "s": 1}[text[0].lower()]
            parts.append(str(round(value * 86_400) // unit).zfill(len(text)))
        elif kind == "ampm":
            parts.append("AM" if moment.hour < 12 else "PM")
        elif kind == "digits":
            parts.append("" if text.strip("0.") == "" and len(text) > 1 else text)
        else:
            parts.append(_literal(kind, text))
    return "".join(parts).strip()


def _with_dates(tokens: _Tokens, locale: Locale) -> _Tokens:
    made: list[tuple[str, str]] = []
    for kind, text in tokens:
        made += _sections(locale.date)[0] if kind == "date" else [(kind, text)]
    return tuple(made)


def _are_minutes(tokens: _Tokens, at: int) -> bool:
    """Does an m stand for minutes: after hours, or before seconds?"""

    def beside(step: int) -> str:
        place = at + step
        while 0 <= place < len(tokens):
            kind, text = tokens[place]
            if kind == "letters" or (kind == "bracket" and _ELAPSED.fullmatch(text)):
                return text[0].lower()
            place += step
        return ""

    return beside(-1) == "h" or beside(1) == "s"


def _part(moment: datetime, letters: str, locale: Locale, minutes: bool, of_12: bool) -> str:
    first, length = letters[0], len(letters)
    if first == "y":
        return f"{moment.year:04d}" if length > 2 else f"{moment.year % 100:02d}"
    if first == "m" and minutes:
        return f"{moment.minute:0{min(length, 2)}d}"
    if first == "m":
        name = locale.month(moment.month)
        return f"{moment.month:0{length}d}" if length < 3 else name[:3] if length == 3 else name
    if first == "d":
        day = locale.days.split()[moment.weekday()]
        return f"{moment.day:0{length}d}" if length < 3 else day[:3] if length == 3 else day
    if first == "h":
        hour = (moment.hour - 1) % 12 + 1 if of_12 else moment.hour
        return f"{hour:0{min(length, 2)}d}"
    return f"{moment.second:0{min(length, 2)}d}"
