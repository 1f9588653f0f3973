"""From what a parser read to what a person would copy out: pure functions over elements.

Running headers and footers go, hyphens at line ends are undone, and a paragraph that runs
over the end of its page becomes one, with the place where the page turns in `turns`.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from textwrap import dedent

from ingest.elements import Element

SOFT_BREAK = "\ufffe"
"""Where a parser joined two lines at a hyphen, as pdfium marks it."""

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000 ]+")
_NO_WIDTH = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ud800-\uf8ff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LEADERS = re.compile(r" ?(?:[.·…] ?){5,}")
_STRAY_ACCENT = re.compile("(?:^|(?<=\\s))[\u0300-\u036f]+")
_SPACING_ACCENT = re.compile("¨([aouAOU])|˚([aA])")
_LINE_END_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad]\n(?=[^\W\d_])")
_TOKEN = re.compile(r"\S+")
_NUMBER = re.compile(r"\d{1,5}")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_AND = re.compile(r"(?:og|und|and|eller|oder|or|samt|sowie|bzw|resp)\b\.?[,;)]?$")
# These end words too: they are words of their own only after what has a hyphen already.
_THAN = re.compile(r"(?:als|wie|bis|til|to)\b[,;)]?$")
_PAGE_NUMBER = re.compile(
    r"\W*(?:side|seite|page|s\.|p\.)?\s*(?:\d{1,4}|[ivxlc]{1,6})"
    r"(?:\s*(?:/|av|von|of)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡§])\s?\)?\s?\S")
# With these, English makes words without a hyphen: "over" and "view" are one word.
_MERGING = frozenset("after any back down every over some through under with".split())
_SHORTEST_HALF = 4
_UNFINISHED_LENGTH = 60
_MOST_BREAKS = 20

Vocabulary = Mapping[str, int]


def clean(elements: Iterable[Element]) -> tuple[Element, ...]:
    """The elements as text to read and quote; those with no letter or digit are left out."""
    given = without_furniture(tuple(elements))
    words = vocabulary(element.text for element in given)
    tidied = (_tidied(element, words) for element in given)
    kept = [element for element in tidied if any(map(str.isalnum, element.text))]
    return tuple(join_paragraphs(kept, words))


def tidy(text: str, words: Vocabulary | None = None) -> str:
    """The text in NFC, without control characters and ligatures, its spaces single.

    Line breaks and the indentation of lines stay. `words` (see `vocabulary`) tell which
    hyphens at line ends belong to their word.
    """
    text = unicodedata.normalize("NFC", text.translate(_LIGATURES))
    text = _LINE_END_HYPHEN.sub(SOFT_BREAK, text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("\x0c", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = _CONTROL.sub("", _NO_WIDTH.sub("", text)).replace("\u00ad", "")
    text = _SPACING_ACCENT.sub(_composed, _STRAY_ACCENT.sub("", text))
    if SOFT_BREAK in text:
        text = _TOKEN.sub(lambda token: _mended(token.group(), words or {}), text)
    lines = [line for line in map(_tidy_line, text.split("\n")) if line]
    return "\n".join(lines) if len(lines) > 1 else "".join(lines).strip()


def _tidy_line(line: str) -> str:
    body = line.lstrip(" \t\u00a0")
    indent = len(line[: len(line) - len(body)].expandtabs(4))
    body = _LEADERS.sub(" … ", _SPACES.sub(" ", body)).strip()
    return " " * indent + body if body else ""


def _composed(match: re.Match[str]) -> str:
    accent = "\u0308" if match.group(1) else "\u030a"
    return unicodedata.normalize("NFC", (match.group(1) or match.group(2)) + accent)


def vocabulary(texts: Iterable[str]) -> Counter[str]:
    """How often each word stands in the texts other than at a line's end."""
    counts: Counter[str] = Counter()
    given = list(texts)
    if any(SOFT_BREAK in text or "-\n" in text or text.endswith("-") for text in given):
        for text in given:
            counts.update(word.casefold() for word in _WORD.findall(text))
    return counts


def _mended(token: str, words: Vocabulary) -> str:
    parts = token.split(SOFT_BREAK)
    if len(parts) > _MOST_BREAKS:  # no word is broken so often
        return "-".join(parts)
    whole = parts[0]
    for part in parts[1:]:
        whole = mend(whole, part, words)
    return whole


def mend(left: str, right: str, words: Vocabulary) -> str:
    """The word that a line's end broke after a hyphen, with or without it.

    A hyphen before "og", "und", "and" is a suspended one ("inn- og utgang"). Else the
    document itself tells: "full-upgrade" keeps its hyphen if it stands so elsewhere. Where
    it doesn't, a hyphen stays after a figure or an abbreviation in capitals, before
    anything but a small letter, in addresses, and in English between two of its words.
    """
    before = _WORD.findall(left)[-1:] if left[-1:].isalnum() else []
    after = _WORD.match(right)
    if not before or after is None:
        return f"{left}-{right}"
    joined = words.get((before[0] + after.group()).casefold(), 0)
    hyphenated = words.get(f"{before[0]}-{after.group()}".casefold(), 0)
    if joined != hyphenated:
        return left + right if joined > hyphenated else f"{left}-{right}"
    if _AND.match(right) or ("-" in before[0] and _THAN.match(right)):
        return f"{left}- {right}"
    last = before[0].rpartition("-")[2]
    abbreviation = len(last) > 1 and last.isupper()
    if len(last) > 4 and last.isupper() and after.group().isupper():
        return left + right
    if "://" in left or abbreviation or last[-1].isdigit() or not right[0].islower():
        return f"{left}-{right}"
    if _are_two_words(last.casefold(), after.group().casefold(), words):
        return f"{left}-{right}"
    return left + right


def _are_two_words(first: str, second: str, words: Vocabulary) -> bool:
    """Do both halves stand elsewhere in an English document as words?

    German and the Nordic languages write compounds of two words as one.
    """
    if min(len(first), len(second)) < _SHORTEST_HALF or first in _MERGING:
        return False
    # Each is counted once where it was broken.
    if words.get(first, 0) < 2 or words.get(second, 0) < 2:
        return False
    others = sum(words.get(word, 0) for word in ("og", "och", "und", "der", "av"))
    return words.get("the", 0) > 20 * others


def _tidied(element: Element, words: Vocabulary) -> Element:
    if element.kind == "list" and element.page is not None and not element.turns:
        # One item may be nested in those on the page before.
        indent = element.text[: len(element.text) - len(element.text.lstrip(" "))]
        return replace(element, text=indent + tidy(element.text, words).lstrip())
    if not element.turns:
        return replace(element, text=tidy(element.text, words))
    offsets = [0, *(offset for offset, _ in element.turns), len(element.text)]
    text, turns = "", []
    for number, (start, end) in enumerate(itertools.pairwise(offsets)):
        part = tidy(element.text[start:end], words)
        gap = element.text[max(start - 1, 0) : start + 1]
        if text and any(map(str.isspace, gap)):
            text += " "
        if number:
            turns.append((len(text), element.turns[number - 1][1]))
        text += part
    return replace(element, text=text, turns=tuple(turns))


def without_furniture(elements: Sequence[Element]) -> tuple[Element, ...]:
    """The elements without paragraphs that recur at the tops or bottoms of pages.

    A paragraph recurs if three pages or more, and a tenth of them, have it first or have it
    last; the page's own number in it may differ. Page numbers alone go in any case.
    """
    pages: dict[int, list[int]] = defaultdict(list)
    for index, element in enumerate(elements):
        if element.page is not None:
            pages[element.page].append(index)
    dropped: set[int] = set()
    for from_top in (True, False):
        edges = [_edge(elements, page if from_top else page[::-1]) for page in pages.values()]
        counts = Counter(key for edge in edges for keys, _ in edge for key in keys)
        for edge in edges:
            for keys, index in edge:
                most = max(counts[key] for key in keys)
                recurs = most >= 3 and most >= 0.1 * len(pages)
                number = len(pages) > 1 and _PAGE_NUMBER.fullmatch(elements[index].text)
                if not recurs and not number:
                    break
                dropped.add(index)
    return tuple(e for index, e in enumerate(elements) if index not in dropped)


def _edge(elements: Sequence[Element], indexes: Sequence[int]) -> list[tuple[set[str], int]]:
    """The first short paragraphs, each with its wordings and its index.

    The wordings are the text, and the text with its first or last number less the page's.
    """
    made = []
    for index in indexes[:3]:
        element = elements[index]
        text = " ".join(element.text.casefold().split())
        if element.kind != "paragraph" or len(text) > 120 or "\n" in element.text:
            break
        keys = {text}
        numbers = list(_NUMBER.finditer(text))
        for number in numbers[:1] + numbers[-1:]:
            above = int(number.group()) - (element.page or 0)
            keys.add(f"{text[: number.start()]}{above:+}{text[number.end() :]}")
        made.append((keys, index))
    return made


def join_paragraphs(elements: Sequence[Element], words: Vocabulary) -> list[Element]:
    """The elements with each paragraph that a page, column or figure divides put together.

    So are lists that a page divides.
    """
    made: list[Element] = []
    for element in elements:
        target = _unfinished(made, element)
        if target is not None:
            made[target] = _joined(made[target], element, words)
        elif element.kind == "list" and element.page is not None:
            made.append(replace(element, text=dedent(element.text)))
        else:
            made.append(element)
    return made


def _unfinished(made: Sequence[Element], element: Element) -> int | None:
    """Which element the next one continues; footnotes may stand between them."""
    if element.kind not in ("paragraph", "list") or element.page is None or not made:
        return None
    for back in range(1, min(4, len(made)) + 1):
        before = made[-back]
        if before.page is None or before.kind not in ("paragraph", "list"):
            return None
        page = before.turns[-1][1] if before.turns else before.page
        if not 0 <= element.page - page <= 1:
            return None
        if element.kind == "list":
            goes_on = before.kind == "list"
        else:
            goes_on = continues(before, element, turns=element.page > page)
        if goes_on:
            return len(made) - back
        if element.page == page or not _NOTE.match(before.text):
            return None
    return None


def continues(before: Element, after: Element, *, turns: bool) -> bool:
    """Is `after` the rest of `before`, a paragraph or the last item of a list?

    `turns` says that a page ends between them. It is if a sentence is open and goes on with
    a small letter, or, over the end of a page, if nothing at all ends the first of them.
    """
    if "\n" in after.text or (before.kind == "paragraph" and "\n" in before.text):
        return False
    last = before.text.rpartition("\n")[2]
    if after.text[0] in "•-–—*" or len(last) < (20 if turns else _UNFINISHED_LENGTH):
        return False
    if after.text[0].islower() and (last[-1].isalnum() or last[-1] in ',-–)»”"’'):
        return True
    if not last[-1].isalnum() and last[-1] not in ",-":
        return False
    # Without a small letter to go by, both halves must look like parts of a text.
    short = min(len(last), len(after.text)) < _UNFINISHED_LENGTH
    return turns and before.kind == "paragraph" and not short


def _joined(before: Element, after: Element, words: Vocabulary) -> Element:
    text, rest = before.text, after.text
    if after.kind == "list":
        whole = f"{text}\n{rest}"
    elif text.endswith("-") and text[-2:-1].isalnum():
        head, space, left = text[:-1].rpartition(" ")
        right = rest.partition(" ")[0]
        word = mend(left, right, words)
        whole = head + space + word + rest[len(right) :]
    else:
        whole = f"{text} {rest}"
    offset = len(whole) - len(rest)
    page = before.turns[-1][1] if before.turns else before.page
    turns = before.turns
    if after.page is not None and after.page != page:
        turns = (*turns, (offset, after.page))
    later = tuple((offset + at, number) for at, number in after.turns)
    return replace(before, text=whole, turns=turns + later)
