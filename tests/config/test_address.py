"""How the company speaks to people in German: every text that does has both forms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import config
from answering.small_talk import small_talk
from config import LANGUAGES, Settings, addressed, texts

FOLDER = Path(config.__file__).parent
FORMAL = re.compile(r"\b(Sie|Ihr|Ihre|Ihren|Ihrem|Ihrer|Ihres|Ihnen)\b")
FAMILIAR = re.compile(r"\b(du|dich|dir|dein|deine|deinen|deinem|deiner|deines)\b", re.I)
# Where "Sie" begins a sentence about a thing: an answer, a mail, documents.
ABOUT_THINGS = {
    "pending.body", "error.unreadable", "autonomy.told_wrong_review", "verified_error.long",
    "held.automatic", "held.large", "held.no_mark", "held.own", "held.sender", "held.several",
    "held.unread", "held.stranger", "held.attachments_note", "held.returned_note",
    "operations.waiting_advice", "casework.found_now", "judging.right_review",
    "judging.wrong_review", "earlier.in_nb", "earlier.in_de", "earlier.in_en", "verified.looked",
    "figures.assumed",
}  # fmt: skip


def test_both_forms_stand_in_one_text() -> None:
    text = "[Stellen Sie|Stell] eine Frage zu [Ihrem|deinem] Fall [1]"
    assert addressed(text, "Sie") == "Stellen Sie eine Frage zu Ihrem Fall [1]"
    assert addressed(text, "du") == "Stell eine Frage zu deinem Fall [1]"


def test_every_german_text_that_speaks_to_somebody_has_both_forms() -> None:
    """Write `[Stellen Sie|Stell]`; a text about a thing ("Sie ist zu lang") goes into the list."""
    said = texts("de", "du").entries
    formal = {key for key, text in said.items() if FORMAL.search(text)}
    assert formal - ABOUT_THINGS == set()
    assert [said[key] for key in formal if re.search(r"[\w,] Sie\b|Ihr", said[key])] == []
    familiar = {key for key, text in texts("de").entries.items() if FAMILIAR.search(text)}
    assert familiar == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_mark_of_the_two_forms_is_left(language: str) -> None:
    both = [*texts(language).entries.values(), *texts(language, "du").entries.values()]
    assert [text for text in both if re.search(r"\[[^\[\]]*\|", text)] == []


def test_a_company_says_how_it_speaks_to_people() -> None:
    formal = Settings.model_validate({})
    familiar = Settings.model_validate({"page": {"address": "du"}})
    assert formal.texts("de")("ask.placeholder") == "Stellen Sie eine Frage"
    assert familiar.texts("de")("ask.placeholder") == "Stell eine Frage"
    assert familiar.texts("nb")("ask.placeholder") == formal.texts("nb")("ask.placeholder")


def test_small_talk_has_both_forms() -> None:
    for message in ("Guten Tag", "Danke", "Tschüss", "Was kannst du?"):
        formal, familiar = (small_talk(message, "de", form) for form in ("Sie", "du"))
        assert formal and familiar and not FAMILIAR.search(formal.text)
        assert not FORMAL.search(familiar.text) and "|" not in formal.text + familiar.text
