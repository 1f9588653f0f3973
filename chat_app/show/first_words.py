"""The first words of an answer, shown as soon as they are known."""

from __future__ import annotations

from html import escape

from answering import Answer
from chat_app.show.entries import unknown_title
from chat_app.show.segments import segments
from config import Texts


def first_words(answer: Answer, texts: Texts) -> str:
    """HTML: the first quote of an answer; that there is none, where there is none."""
    if answer.status != "answered":
        return _framed([unknown_title(answer, texts)], "kilde-words", "kilde-unknown")
    said = segments(answer.answer, answer.citations)
    return _framed(said[0].text.split("\n") if said else [], "kilde-words")


def _framed(lines: list[str], *kinds: str) -> str:
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in lines if line.strip())
    return f'<div class="{" ".join(kinds)}">{paragraphs}</div>'
