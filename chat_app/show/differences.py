"""Differences between documents, as the `differences` component draws them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from answering.differences.between import Between, Side
from chat_app.show.dates import shown_date
from chat_app.show.figures import counted
from config import Texts
from records import Passage

# So much of a passage is shown around the sentence.
_AROUND = 160


def differences(
    found: Sequence[Between] | None,
    passages: Mapping[int, Passage],
    state: str,
    at: str,
    texts: Texts,
) -> dict[str, Any]:
    """Those of which both passages are among `passages`, which the person may read now.

    `state` is never, running, failed or done; `at` when it was.
    """
    shown = [
        (number, one)
        for number, one in enumerate(found or ())
        if all(side.passage in passages for side in one.sides)
    ]
    told = texts(f"knowledge.compare_{state}", at=at) if state != "never" else ""
    return {
        "about": texts("knowledge.compare_about"),
        "state": state,
        "told": told,
        "counted": counted(len(shown), "differences", texts) if state == "done" else "",
        "none": texts("knowledge.compare_none") if state == "done" and not shown else "",
        "differences": [
            {
                "id": number,
                "kind": texts(f"knowledge.difference_kinds.{one.kind}"),
                "values": [side.value for side in one.sides],
                "sides": [_side(side, passages[side.passage], texts) for side in one.sides],
            }
            for number, one in shown
        ],
        "texts": {key: texts(f"knowledge.compare_{key}") for key in ("run", "holds", "holds_hint")},
    }


def _side(side: Side, passage: Passage, texts: Texts) -> dict[str, Any]:
    text = passage.text
    before, said, after = text[: side.start], text[side.start : side.end], text[side.end :]
    place = " · ".join(filter(None, [passage.document, shown_date(passage.date, texts)]))
    return {
        "title": passage.title,
        "place": place,
        "heading": " > ".join(passage.headings),
        "runs": [
            [("… " if len(before) > _AROUND else "") + before[-_AROUND:], 0],
            [said, 2],
            [after[:_AROUND] + (" …" if len(after) > _AROUND else ""), 0],
        ],
        "label": texts("knowledge.compare_holds_of", title=passage.title, place=place),
    }
