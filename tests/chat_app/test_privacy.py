"""The notice of what is kept: it says what the settings do, in each language."""

from __future__ import annotations

import pytest

from chat_app.show.audit import Looking
from chat_app.show.privacy import plain, privacy
from config import LANGUAGES, Settings, texts


def notice(language: str = "en", **settings: object) -> str:
    return plain(privacy(Settings.model_validate(settings), texts(language)))


def test_with_no_configuration_nothing_leaves_and_it_says_so() -> None:
    said = notice()
    assert "Nothing leaves it: no language model, no mail" in said
    assert "Who to ask: whoever runs Kilde in your company." in said
    assert said.splitlines()[0] == "# Privacy"


def test_what_leaves_the_machine_is_named() -> None:
    said = notice(
        mail={"smtp": "smtps://mail.example.com:465", "from": "kilde@example.com"},
        webhook=({"url": "https://chat.example.com/hook"},),
        chroma={"url": "http://127.0.0.1:8000"},
        privacy={"contact": "dpo@example.com"},
    )
    assert "- Letters about cases go out by the mail server mail.example.com." in said
    assert "- chat.example.com is told that a case was opened" in said
    assert "Nothing leaves" not in said
    assert "127.0.0.1" not in said, "that is this machine"
    assert "Who to ask: dpo@example.com" in said


def test_periods_and_names_are_those_of_the_settings() -> None:
    said = notice(
        retention={"conversations_days": 180, "feedback_days": 0, "audit_days": 1},
        privacy={"asker_names": "nobody", "expert_names": "readers"},
    )
    periods = [line for line in said.splitlines() if line.startswith("  How long: ")]
    assert periods[:2] == ["  How long: 180 days", "  How long: no end set"]
    assert periods[-1] == "  How long: 1 day"
    assert "Experts do not see who asks them." in said
    assert "beside an answer that was published for all" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_whole_in_each_language(language: str) -> None:
    data = privacy(Settings(), texts(language))
    assert [len(row) for row in data["sections"][0]["rows"]] == [4] * 6
    assert all(section["title"] for section in data["sections"])


def test_what_an_auditor_looks_for_is_what_makes_sense_of_it() -> None:
    given = {"kind": "asked", "person": "ab", "since": "2026-11-01", "until": "soon", "page": "x"}
    assert Looking.of(given) == Looking("asked", "ab", since="2026-11-01")
    assert Looking.of({"kind": "everything", "page": -1}) == Looking()
    assert Looking.of(given).query == "kind=asked&person=ab&since=2026-11-01"
