"""Which lines at the end of what somebody wrote are the signature."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mail.messages.own.closings import (
    BANNER,
    CLOSING,
    CONTACT,
    DEVICE,
    DISCLAIMER,
    LIST_FOOTER,
    POSTSCRIPT,
    WARNINGS,
    WEAK_CLOSING,
)
from mail.messages.own.lines import Line

_DELIMITER = re.compile(r"\s*--\s*")
_RULE = re.compile(r"\s*[_=*~–—-]{3,}\s*")
_BULLET = re.compile(r"\s*(?:[-*•+‣◦▪·]|\d{1,2}[.)]|[a-z][.)])\s+\S")
_ON_BEHALF = re.compile(r"(?:i\.?\s?[aAvV]\.|ppa\.|p\.\s?p\.|e\.?\s?f\.)\s*")
_WINDOW = 80
_LONGEST_SIGNATURE = 30
_LONGEST_AFTER_DASHES = 12
_LONGEST_LINE = 110
_MOST_WORDS = 9
_NAME_WORDS = 6


def signature(lines: Sequence[Line], names: Sequence[str]) -> set[int]:
    """The indexes of the lines that are signature, in what one person wrote in one piece.

    `names` are the author's. Doubtful lines are not among them.
    """
    last = len(lines)
    while last and lines[last - 1].blank:
        last -= 1
    start = max(0, last - _WINDOW)
    dropped = {index for index, line in enumerate(lines) if line.signature}
    dropped |= _banner(lines)
    dropped |= {index for index in range(start, last) if DEVICE.fullmatch(lines[index].told)}
    kept = [index for index in range(start, last) if index not in dropped]
    end = _footer(lines, kept)
    end = _delimited(lines, kept[:end])
    end = _disclaimed(lines, kept[:end])
    gone = _closed(lines, kept[:end], names)
    return dropped | set(kept[end:]) | gone


def _banner(lines: Sequence[Line]) -> set[int]:
    """The warning above a message from outside, at its very beginning."""
    found = set()
    for index, line in enumerate(lines[:8]):
        if BANNER.match(line.told):
            found.add(index)
        elif not line.blank and found and _RULE.fullmatch(line.told) is None:
            break
    return found


def _delimited(lines: Sequence[Line], kept: Sequence[int]) -> int:
    """How many of the lines stand before the line "-- "."""
    for position, index in enumerate(kept):
        text = lines[index].told
        if not _DELIMITER.fullmatch(text):
            continue
        rest = [lines[below] for below in kept[position + 1 :] if not lines[below].blank]
        most = _LONGEST_SIGNATURE if text.endswith(" ") else _LONGEST_AFTER_DASHES
        if len(rest) <= most:
            return position
    return len(kept)


def _footer(lines: Sequence[Line], kept: Sequence[int]) -> int:
    """How many of the lines stand before what a mailing list added below a rule."""
    for position in range(len(kept) - 1, -1, -1):
        text = lines[kept[position]].told
        if len(text.strip()) >= 10 and _RULE.fullmatch(text):
            rest = [lines[below].told for below in kept[position + 1 :]]
            if len(rest) <= 12 and any(map(LIST_FOOTER.search, rest)):
                return position
    return len(kept)


def _disclaimed(lines: Sequence[Line], kept: Sequence[int]) -> int:
    """How many of the lines stand before a disclaimer that is the message's last part."""
    for position in range(len(kept)):
        starts = (
            position == 0
            or lines[kept[position - 1]].blank
            or _RULE.fullmatch(lines[kept[position - 1]].told)
        )
        text = " ".join(lines[below].told for below in kept[position : position + 6])
        if position and starts and len(text) >= 60 and DISCLAIMER.match(text):
            rest = [lines[below].told for below in kept[position:]]
            warnings = {match.casefold() for match in WARNINGS.findall(" ".join(rest))}
            signed = any(POSTSCRIPT.match(line) or CLOSING.fullmatch(line) for line in rest)
            if len(warnings) >= 2 and not signed:
                return position
    return len(kept)


def _closed(lines: Sequence[Line], kept: Sequence[int], names: Sequence[str]) -> set[int]:
    """What begins with a greeting at the end, or is the author's name and how to reach him."""
    for position in range(len(kept)):
        length = _closing(lines, kept, position, names)
        if length:
            begin = position
            gone = set(kept[begin : begin + length])
            rest = kept[begin + length :]
            return gone | _closed(lines, rest, names) if rest else gone
    return _signed(lines, kept, names)


def _closing(
    lines: Sequence[Line], kept: Sequence[int], position: int, names: Sequence[str]
) -> int:
    """How many lines from this one on are a closing and what belongs to it; 0 if it is none."""
    text = lines[kept[position]].told
    if not text or len(text) > 100:
        return 0
    strong = CLOSING.fullmatch(text)
    weak = None if strong else WEAK_CLOSING.fullmatch(text)
    match = strong or weak
    if match is None:
        return 0
    behind = match.group("rest").strip(" ,.!-–/")
    # "Thanks, Kari" closes, "Thanks for the list" and "Hilsen til alle på 3. etasje" say something.
    if CLOSING.fullmatch(behind):
        behind = ""  # in two languages
    if behind and not (_is_name(behind, names) and (strong or _known(behind, names))):
        return 0
    below = kept[position + 1 :]
    taken = _signature_lines(lines, below, names)
    rest = [lines[index] for index in below[taken:] if not lines[index].blank]
    if not rest:
        if weak and not behind and not any(not lines[index].blank for index in below):
            return 0  # "Takk!" alone is said, not signed
        return 1 + len(below)
    if POSTSCRIPT.match(rest[0].told):
        return 1 + taken
    if weak:
        return 0
    # Prose follows: of what stands between, only the name's own lines are surely no text.
    paragraph = 0
    for index in below[:taken]:
        if lines[index].blank and paragraph:
            break
        paragraph += 1
    return 1 + paragraph


def _signature_lines(lines: Sequence[Line], below: Sequence[int], names: Sequence[str]) -> int:
    """How many lines look like names, titles, numbers and addresses, or are a disclaimer."""
    seen = 0
    for position, index in enumerate(below):
        text = lines[index].told
        if POSTSCRIPT.match(text):
            return position
        if not text or _RULE.fullmatch(text):
            continue
        ahead = " ".join(lines[other].told for other in below[position : position + 6])
        if DISCLAIMER.match(ahead):
            return len(below)
        seen += 1
        if seen > _LONGEST_SIGNATURE or not _is_signature_line(text, names):
            return position
    return len(below)


def _is_signature_line(text: str, names: Sequence[str]) -> bool:
    if _known(text, names) or DEVICE.fullmatch(text):
        return True
    text = _ON_BEHALF.sub("", text)
    words = text.split()
    if not words:
        return True
    if len(text) > _LONGEST_LINE or text.endswith(("?", ":")):
        return False
    if CONTACT.search(text) and len(words) <= 16:
        return not re.search(r"[a-zæøåäöüß]{3,}[.!]\s*$", text) or len(words) <= 5
    if _BULLET.match(text) and not re.match(
        r"\s*[-·•|]\s*[A-ZÆØÅÄÖÜ]\w+(?:\s[A-ZÆØÅÄÖÜ]\w+)*\s*$", text
    ):
        return False
    sentence = text.endswith((".", "!")) and len(words) > 3
    return len(words) <= _MOST_WORDS and not sentence and not words[0][:1].islower()


def _is_name(text: str, names: Sequence[str]) -> bool:
    """Could it be a name, perhaps with what its bearer is?"""
    words = re.sub(r"\(.*?\)", "", text).split()
    if not words:
        return True
    if _known(text, names):
        return True
    small = {
        "fra",
        "von",
        "from",
        "van",
        "de",
        "og",
        "and",
        "und",
        "&",
        "i",
        "/",
        "-",
        "aus",
        "hos",
        "ved",
    }
    return len(words) <= _NAME_WORDS and all(
        word[:1].isupper() or word.lower() in small for word in words
    )


def _known(text: str, names: Sequence[str]) -> bool:
    """Is it the author's name, whole or in part, and nothing else?"""
    said = {word for word in re.findall(r"\w+", text.casefold()) if not word.isdigit()}
    own = {word for name in names for word in re.findall(r"\w+", name.casefold())}
    return bool(said) and len(said) <= _NAME_WORDS and said <= own


def _signed(lines: Sequence[Line], kept: Sequence[int], names: Sequence[str]) -> set[int]:
    """The author's name with or without a way to be reached, as the last paragraph."""
    last = len(kept)
    while last and lines[kept[last - 1]].blank:
        last -= 1
    first = last
    while first and not lines[kept[first - 1]].blank:
        first -= 1
    for begin in range(max(first, last - 12), last):
        texts = [lines[index].told for index in kept[begin:last]]
        alone = len(texts) == 1
        told = _known(texts[0].strip("-–—/ "), names)
        reached = any(CONTACT.search(text) for text in texts)
        if told and (alone or reached) and all(_is_signature_line(t, names) for t in texts[1:]):
            return set(kept[begin:])
    return set()
