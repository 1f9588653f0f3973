"""What is to be said about an answer beside its quotes, in words."""

from __future__ import annotations

from answering.models import Answer, Difference
from config import Texts, writing

# Kinds of difference where the documents contradict each other rather than differ in a value.
_NEGATION = "negation"


def notes(question: str, answer: Answer, texts: Texts) -> tuple[str, ...]:
    """Sentences for the person who asked `question`: how it was understood, in which language
    the answer was found, and where documents disagree."""
    said = []
    if answer.full_question and _folded(answer.full_question) != _folded(question):
        said.append(texts("note.understood", question=answer.full_question))
    if answer.status == "pending":
        # What an expert looks at first is not told before.
        return tuple(said)
    if answer.found_in and answer.citations:
        languages = dict.fromkeys(_language(code, texts) for code in answer.found_in)
        named = writing.listed(list(languages), texts.language)
        said.append(texts("note.found_in", languages=named))
    for title, newer in dict.fromkeys((c.title, c.superseded_by) for c in answer.citations):
        if newer is not None:
            said.append(texts("note.superseded", title=title, newer=newer))
    said += [_difference(one, answer, texts) for one in answer.differences]
    return tuple(said)


def _difference(one: Difference, answer: Answer, texts: Texts) -> str:
    first, second = (answer.citations[n - 1] for n in (one.first, one.second))
    key = "note.contradiction" if one.kind == _NEGATION else "note.difference"
    return texts(
        key,
        first=first.title,
        one=one.values[0],
        n=one.first,
        second=second.title,
        other=one.values[1],
        m=one.second,
    )


def _language(code: str, texts: Texts) -> str:
    key = f"language.{code}"
    return texts(key) if key in texts.entries else texts("language.other")


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
