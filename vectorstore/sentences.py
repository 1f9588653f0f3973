"""Where the sentences, list items and table rows of a passage begin and end."""

from __future__ import annotations

import re

Span = tuple[int, int]

_MARKS = ".!?…。！？"
_CLOSING = "\"'»”’“‘)]›"
# A full stop and what closes after it, with the white space that must follow; the
# ideographic stop needs none.
_STOP = re.compile(
    rf"(?P<stop>[.!?…]+)[{re.escape(_CLOSING)}]*(?:\[\d+\])*(?P<gap>\s+)|(?P<wide>[。！？]+)\s*"
)
_ITEM = re.compile(r"\s*(?:[-–•*]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+")
_LAST_WORD = re.compile(r"[^\s(\[{\"'»«„“”]*$")
_OPENS = re.compile(r"[\"'«»„“‘(\[–—-]*\s?(\w)")

# Abbreviations that something follows, so that their full stop ends no sentence even before
# a capital. Those that close one ("osv.", "etc.", "usw.") are left to the next letter's case.
_ABBREVIATIONS = frozenset(
    """
    f.eks bl.a dvs d.v.s ca kl tlf jf jfr pga p.g.a evt inkl ekskl ang vedr s.k iht mht mrd
    mill adm sml utg ev hhv pr alm pst hr fr frk sign
    z.b d.h u.a u.ä bzw vgl ggf evtl sog abs bspw dr ing exkl geb gest jh mio max mind prof
    i.d.r i.a s.o s.u v.a z.t zzgl tel hrsg inh verf z.hd dipl st str
    e.g i.e cf vs mr mrs ms jr sr messrs approx dept gen col lt sgt capt hon rev al eds
    """.split()
)
# These only before a number: "Nr. 5", "Art. 3", "S. 12", "Jan. 2026".
_BEFORE_NUMBER = frozenset(
    """
    nr no nrs nos pkt kap art ziff abb tab fig figs vol s ss side pp bd par pos seksj max min
    jan feb mar apr jun jul aug sep sept okt oct nov des dez dec kr eur nok usd
    """.split()
)
# What stands before an ordinal: "am 3. März", "den 2. verdenskrig", "im 19. Jahrhundert".
_BEFORE_ORDINAL = frozenset(
    """
    der die das des dem den im am vom zum zur bis ab seit beim und oder auf in ins mit nach
    zwischen det de i på fra til av og eller ved for om en et hver sin
    """.split()
)
_MONTH = re.compile(
    r"(?:jan|feb|mar|mär|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|des|dez|dec)", re.IGNORECASE
)


def spans(text: str) -> list[Span]:
    """The (start, end) of every sentence, list item and table row, in order, trimmed.

    A line that begins with a list's mark or holds " | " is one span, marks included; any
    other line is split into sentences. A sentence that a line break cuts goes on in the
    next line where that begins in lower case. Runs in linear time.
    """
    found: list[Span] = []
    for start, end in _lines(text):
        if " | " in text[start:end]:
            found.append((start, end))
        else:
            found += _sentences(text, start, end)
    return found


def is_item(text: str) -> bool:
    """Whether a line begins with a list's mark."""
    return _ITEM.match(text) is not None


def is_row(text: str) -> bool:
    """Whether a line is a table's row."""
    return " | " in text


def _lines(text: str) -> list[Span]:
    """Trimmed lines that are not empty, with those joined that break within a sentence."""
    lines: list[Span] = []
    at = 0
    for line in text.split("\n"):
        start = at + len(line) - len(line.lstrip())
        end = at + len(line.rstrip())
        at += len(line) + 1
        if start >= end:
            continue
        if lines and text[start].islower() and _goes_on(text, lines[-1], line):
            lines[-1] = (lines[-1][0], end)
        else:
            lines.append((start, end))
    return lines


def _goes_on(text: str, before: Span, line: str) -> bool:
    start, end = before
    return (
        text[end - 1] not in _MARKS + ":;" + _CLOSING
        and not is_item(line)
        and not is_row(line)
        and not is_row(text[start:end])
    )


def _sentences(text: str, start: int, end: int) -> list[Span]:
    found: list[Span] = []
    mark = _ITEM.match(text, start, end)
    begin, search = start, mark.end() if mark else start
    for stop in _STOP.finditer(text, search, end):
        if stop.end() < end and (stop["wide"] or _ends(text, begin, stop, end)):
            found.append((begin, stop.start("gap") if stop["gap"] else stop.end("wide")))
            begin = stop.end()
    if begin < end:
        found.append((begin, end))
    return found


def _ends(text: str, begin: int, stop: re.Match[str], end: int) -> bool:
    """Whether the marks at `stop` end a sentence."""
    following = _OPENS.match(text, stop.end(), end)
    if following and following[1].islower():
        return False
    if stop["stop"] != ".":
        return True
    # A bounded look back keeps the whole linear.
    before = text[max(begin, stop.start() - 40) : stop.start()]
    found = _LAST_WORD.search(before)
    word = found[0] if found else ""
    bare = word.rstrip(".").casefold()
    if bare.isdigit() and len(bare) <= 2:
        return not _ordinal(before[: len(before) - len(word)], text[stop.end() : stop.end() + 4])
    if bare in _ABBREVIATIONS:
        return False
    if bare in _BEFORE_NUMBER and following and following[1].isdigit():
        return False
    # Initials: "J. R. R. Tolkien", "z. B."
    return not (len(bare) == 1 and bare.isalpha())


def _ordinal(before: str, after: str) -> bool:
    words = before.split()
    return bool(_MONTH.match(after)) or bool(words and words[-1].casefold() in _BEFORE_ORDINAL)
