"""One question and what it got, as the `entry` component draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from answering import Answer, Citation
from answering.models import VerifiedNote
from answering.notes import notes
from answering.reasons import FAIRLY_SURE, SURE, in_words
from chat_app.show.afterwards import copying, leaving_out, left_out
from chat_app.show.blocks import BAR, blocks
from chat_app.show.dates import shown_date
from chat_app.show.figures import estimate, estimated
from chat_app.show.links import safe_link
from chat_app.show.panel import given_by
from chat_app.show.segments import segments
from config import LANGUAGES, Texts

_SNIPPET = 280
# From which confidence on how many bars and which words; "uncertain" is said of no answer that is
# rather right than wrong, where it would read as contradicting the number beside it.
_LEVELS = ((SURE, 3, "high"), (FAIRLY_SURE, 2, "good"), (0.5, 1, "fair"), (0.0, 1, "low"))


def entry(
    question: str,
    answer: Answer | None,
    opened: int | None,
    newest: bool,
    texts: Texts,
    handed: bool = False,
) -> dict[str, Any]:
    """Data for the component. Without an answer yet it is `pending`; `opened` is the number
    of the citation whose document is open; `handed`: a person is asked, or that is offered."""
    base = {"question": question, "opened": opened, "newest": newest, "pending": answer is None}
    if answer is None:
        return base
    known = answer.status == "answered"
    if answer.status == "pending":
        # What an expert looks at first is not shown before, nor anything about it.
        answer = replace(answer, citations=(), reasons=(), contradicted=False)
    citations = answer.citations
    return base | {
        "known": known,
        "segments": _said(answer, citations) if known else [],
        "confidence": None if answer.small_talk or not known else _confidence(answer, texts),
        "sources": [
            source(citation, known, texts) | {"leave_out": leaving_out(citation, citations, texts)}
            for citation in citations
        ],
        "notes": list(notes(question, answer, texts)),
        "earlier": _earlier(answer.verified, answer.language, texts) if answer.verified else None,
        "sources_title": texts(_sources_title(answer)),
        "unknown": _unknown(answer, bool(citations), handed, texts),
        "why": _why(answer, known, texts),
        "left_out": left_out(answer, texts),
        "copy": copying(answer, texts) if known and citations else None,
        "done": _done(answer, texts),
        "texts": {
            "original": texts("answer.original"),
            "leave_out": texts("after.leave_out"),
            "unknown_title": unknown_title(answer, texts),
        },
    }


def unknown_title(answer: Answer, texts: Texts) -> str:
    """What stands above an answer that is none."""
    return texts("note.contradicted_title" if answer.contradicted else f"{_kind(answer)}.title")


def place(citation: Citation, texts: Texts) -> str:
    """Where a quote stands and from when it is: `Overføring · side 3 · 15. januar 2026`."""
    path = [part for part in citation.heading.split(" > ") if part]
    if path and path[0] == citation.title:
        path = path[1:]
    page = texts("answer.page", page=citation.page) if citation.page is not None else ""
    date = shown_date(citation.date, texts) or texts("answer.undated")
    return " · ".join(part for part in (" › ".join(path), page, date) if part)


def _said(answer: Answer, citations: Sequence[Citation]) -> list[dict[str, Any]]:
    return [
        {
            "blocks": blocks(segment.text),
            "quoted": segment.quoted,
            "numbers": list(segment.numbers),
        }
        for segment in segments(answer.answer, citations)
    ]


def source(citation: Citation, known: bool, texts: Texts) -> dict[str, Any]:
    """A row that opens a document; of what is not `known` it shows how the passage begins."""
    where = place(citation, texts)
    return {
        "n": citation.n,
        "title": citation.title,
        "meta": where,
        "label": texts("answer.open", n=citation.n, title=citation.title, place=where),
        "foot": texts("answer.footnote", n=citation.n, title=citation.title),
        "snippet": "" if known else _snippet(citation.quote),
        "link": safe_link(citation.link),
        "link_label": texts("answer.original_of", title=citation.title),
    }


def _snippet(quote: str) -> str:
    """The beginning of a passage on one line, table rows as lists."""
    lines = [" ".join(line.split()) for line in quote.split("\n")]
    table = any(BAR.search(line) for line in lines)
    lines = [", ".join(cell for cell in BAR.split(line) if cell) for line in lines]
    text = (" · " if table else " ").join(lines).replace(": · ", ": ")
    return text if len(text) <= _SNIPPET else text[:_SNIPPET].rsplit(" ", 1)[0] + " …"


def _confidence(answer: Answer, texts: Texts) -> dict[str, Any]:
    bars, word = next((bars, word) for least, bars, word in _LEVELS if answer.confidence >= least)
    percent = estimate(answer.confidence, texts)
    # Only what was estimated was compared with how often such answers are right; what was lowered
    # by a rule, or is a person's answer found again, was not.
    share = texts("confidence.estimated", percent=percent)
    if answer.basis is not None:
        share = texts("confidence.share", count=round(100 * estimated(answer.confidence)))
    return {
        "bars": bars,
        "words": texts(f"confidence.{word}"),
        "share": share,
        "meaning": texts("confidence.meaning", percent=percent),
    }


def _earlier(note: VerifiedNote, asked_in: str, texts: Texts) -> dict[str, Any]:
    """That a person answered earlier, and to which question, so that a wrong match is seen."""
    doubts = [key for key in ("changed", "overdue") if getattr(note, key)]
    if note.language != asked_in and note.language in LANGUAGES:
        doubts.insert(0, f"in_{note.language}")
    return {
        "for": texts("earlier.for", question=note.question),
        "by": given_by(note, texts),
        "doubts": [texts(f"earlier.{key}") for key in doubts],
        "otherwise": texts("earlier.otherwise"),
    }


def _why(answer: Answer, known: bool, texts: Texts) -> dict[str, Any] | None:
    """The reasons, to be opened: why it is sure, or why it is in doubt."""
    if not answer.reasons:
        return None
    return {
        "title": texts("confidence.why" if known else "unanswered.why"),
        "reasons": [in_words(reason, texts) for reason in answer.reasons],
    }


def _sources_title(answer: Answer) -> str:
    if answer.status == "answered":
        return "answer.sources"
    return "note.contradicted_sources" if answer.contradicted else "unanswered.nearest"


def _kind(answer: Answer) -> str:
    return "pending" if answer.status == "pending" else "unanswered"


def _unknown(answer: Answer, something: bool, handed: bool, texts: Texts) -> list[str]:
    if answer.status == "pending":
        return [texts("pending.body")]
    if answer.contradicted:
        return [texts("note.contradicted")]
    lines = [texts(f"unanswered.{'body' if something else 'nothing'}")]
    return lines if handed else [*lines, texts("unanswered.next")]


def _done(answer: Answer, texts: Texts) -> str:
    count = len(answer.citations)
    if answer.status == "pending":
        return texts("pending.title")
    if answer.status != "answered":
        return texts("unanswered.done" if count else "unanswered.done_nothing")
    if not count:
        return texts("answer.done_reply")
    return texts.counted("answer.done", count)
