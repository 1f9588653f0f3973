"""What is asked and not answered, in the documents' words."""

from __future__ import annotations

import json

from answering.figures.themes import themes
from records.figures import Unanswered

FIVE = ["ada", "bo", "cai", "dag", "eva"]
NEAREST = {"space": "hr", "document": "hr/ferie.md", "title": "Ferie", "heading": "Ferie > Barn"}


def asked(person: str, question: str, nearest: dict[str, str] | None) -> Unanswered:
    return Unanswered(person, question, json.dumps([nearest] if nearest else []))


def test_a_heading_that_five_people_came_near_to() -> None:
    questions = [asked(person, f"Ord fra {person}", NEAREST) for person in FIVE]
    [theme] = themes(questions, None, lambda *_: True)
    assert (theme.title, theme.heading, theme.questions) == ("Ferie", "Ferie > Barn", ())
    assert themes(questions[:4] * 3, None, lambda *_: True) == []
    assert themes(questions, frozenset({"it"}), lambda *_: True) == []
    assert themes(questions, None, lambda *_: False) == [], "a heading is text of a document"


def test_words_that_five_people_used() -> None:
    questions = [asked(person, "Når er julebordet?", None) for person in FIVE]
    [theme] = themes(questions, None, lambda *_: True)
    assert (theme.document, theme.questions) == ("", ("Når er julebordet?",))
    assert themes([*questions[:4], asked("eva", "Hvor er det?", None)], None, lambda *_: True) == []
