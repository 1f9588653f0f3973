"""Where an earlier message begins: its head, or the line that says who wrote it."""

from __future__ import annotations

from collections.abc import Sequence

from mail.messages.own.lines import Line
from mail.messages.own.phrases import ADDRESS, CLOCK, DAY, LEAD, ORIGINAL, VERB

_LONGEST_HEAD = 16
_BETWEEN_FIELDS = 3
_LONGEST_ATTRIBUTION = 400
_ATTRIBUTION_LINES = 4


def head(lines: Sequence[Line], start: int) -> int:
    """Where the head of an earlier message that begins on the line ends, 0 if none does.

    A head is "From:" with a date and a third field, one of them the subject or some of them
    with an address: who books a journey may write from, to and date as well. "From:" and
    "Sent:" with the time of day are enough.
    """
    if ORIGINAL.fullmatch(lines[start].told):
        end = _after_blank(lines, start + 1)
        return (head(lines, end) if end < len(lines) else 0) or end
    if not lines[start].field:
        return 0
    kinds: set[str] = set()
    address = timed = False
    end = start
    between = 0
    for index in range(start, min(start + _LONGEST_HEAD, len(lines))):
        line = lines[index]
        kind = line.field
        if kind:
            kinds.add(kind)
            end, between = index + 1, 0
        elif line.blank:
            if {"from", "subject"} <= kinds:
                break
            continue
        else:
            between += 1
            if between > _BETWEEN_FIELDS or line.depth != lines[start].depth:
                break
        address = address or bool(ADDRESS.search(line.told))
        timed = timed or (kind == "sent" and bool(CLOCK.search(line.told)))
    if "from" not in kinds or not kinds & {"sent", "date"}:
        return 0
    told = len(kinds - {"other"}) >= 3 and ("subject" in kinds or address)
    return end if told or timed else 0


def attribution(lines: Sequence[Line], start: int) -> tuple[int, bool]:
    """Where the line "On … wrote:", which may be broken over several, ends, 0 if there is none;
    and whether it is beyond doubt, so that what follows is quoted though nothing marks it."""
    text = ""
    first = lines[start]
    for index in range(start, min(start + _ATTRIBUTION_LINES, len(lines))):
        line = lines[index]
        if line.blank or line.depth != first.depth:
            break
        text = f"{text} {line.told}".strip()
        if not line.told or len(text) > _LONGEST_ATTRIBUTION:
            break
        if text.endswith((":", "：", ":*")):
            found = _attributes(text, index > start)
            if not found or (index > start and _begins_later(lines, start, index)):
                return (0, False)
            return (index + 1, found == "surely")
    return (0, False)


def _attributes(text: str, broken: bool) -> str:
    verb = VERB.search(text) is not None
    address = ADDRESS.search(text) is not None
    when = bool(CLOCK.search(text)) + bool(DAY.search(text))
    lead = LEAD.match(text) is not None or text[:1].isdigit()
    if verb and address and when == 2:
        return "surely"
    if verb and (when or address) and (lead or not broken):
        return "perhaps"
    if address and when == 2 and text.rstrip(":：* ").endswith(">"):
        return "perhaps"
    return "weakly" if verb and not broken and len(text.split()) <= 8 else ""


def _begins_later(lines: Sequence[Line], start: int, last: int) -> bool:
    """Is the first of the lines rather the end of what the author wrote above?"""
    first = lines[start].told
    part = DAY.search(first) or CLOCK.search(first) or ADDRESS.search(first) or VERB.search(first)
    if not (part or LEAD.match(first)) or first[-1] in ".!?":
        return True
    return any(LEAD.match(lines[index].told) for index in range(start + 1, last + 1)) and bool(
        _attributes(" ".join(line.told for line in lines[start + 1 : last + 1]), True)
    )


def _after_blank(lines: Sequence[Line], index: int) -> int:
    while index < len(lines) and lines[index].blank:
        index += 1
    return index
