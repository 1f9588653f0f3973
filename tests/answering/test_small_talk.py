"""Greetings, thanks and questions about Kilde get a human reply; questions get a search."""

from __future__ import annotations

import pytest

from answering.small_talk import small_talk


@pytest.mark.parametrize(
    ("message", "language", "kind", "answered_in"),
    [
        ("Hei!", "nb", "greeting", "nb"),
        ("hei på deg 😊", "nb", "greeting", "nb"),
        ("Tusen takk for hjelpen!", "nb", "thanks", "nb"),
        ("Hei, hva kan du gjøre?", "nb", "abilities", "nb"),
        ("Guten Morgen", "de", "greeting", "de"),
        ("Vielen Dank", "de", "thanks", "de"),
        ("Was kannst du?", "de", "abilities", "de"),
        ("Hallo", "de", "greeting", "de"),
        ("Hallo", "nb", "greeting", "nb"),
        ("Hello there", "en", "greeting", "en"),
        ("thanks a lot", "en", "thanks", "en"),
        ("What can you do?", "en", "abilities", "en"),
        ("Thank you, goodbye", "en", "thanks", "en"),
        ("Danke!", "en", "thanks", "de"),
    ],
)
def test_small_talk(message: str, language: str, kind: str, answered_in: str) -> None:
    talk = small_talk(message, language)
    assert talk is not None
    assert (talk.kind, talk.language) == (kind, answered_in)


@pytest.mark.parametrize(
    "message",
    [
        "Hei, hvor mange feriedager har jeg?",
        "Takk for sist-gave til kunder, hva er grensen?",
        "Was kann die Maschine?",
        "What can you do about a broken printer?",
        "Hjelp, printeren virker ikke",
        "og",
        "VPN",
        "???",
    ],
)
def test_a_question_is_no_small_talk(message: str) -> None:
    assert small_talk(message, "nb") is None
