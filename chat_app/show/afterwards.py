"""What can be done with an answer: copied with its sources, made again without some of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from answering import Answer, Citation
from chat_app.show.links import safe_link
from config import Texts


def copying(answer: Answer, texts: Texts) -> dict[str, Any]:
    """The answer as plain text, and what the button that copies it says."""
    return {
        "text": copied(answer, texts),
        "label": texts("after.copy"),
        "done": texts("after.copied"),
        "yourself": texts("after.copy_yourself"),
    }


def copied(answer: Answer, texts: Texts) -> str:
    """The answer and its numbered sources: `[1] Ferie, page 3, https://…`."""
    sources = "\n".join(_source(citation, texts) for citation in answer.citations)
    return f"{answer.answer}\n\n{texts('answer.sources')}:\n{sources}"


def _source(citation: Citation, texts: Texts) -> str:
    page = texts("answer.page", page=citation.page) if citation.page is not None else ""
    parts = (citation.title, page, safe_link(citation.link))
    return f"[{citation.n}] " + ", ".join(part for part in parts if part)


def leaving_out(citation: Citation, citations: Sequence[Citation], texts: Texts) -> str | None:
    """What the button says that leaves a document out; None but at its first citation."""
    named = (citation.space, citation.document)
    first = next(one for one in citations if (one.space, one.document) == named)
    return texts("after.leave_out_of", title=citation.title) if first is citation else None


def left_out(answer: Answer, texts: Texts) -> list[dict[str, str]]:
    """The documents that the answer was made without, in the order in which they were left out."""
    return [
        {
            "said": texts("after.without", title=one.title),
            "back": texts("after.take_back"),
            "label": texts("after.take_back_of", title=one.title),
        }
        for one in answer.without
    ]
