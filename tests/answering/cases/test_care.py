"""Which answers an expert is to see."""

from __future__ import annotations

import pytest

from answering.cases.care import care
from answering.cases.models import Care
from answering.models import Answer, Citation, VerifiedNote
from config import Settings

SETTINGS = Settings.model_validate({"space": ({"name": "hr", "autonomy": "suggest"},)})
HERE = VerifiedNote(3, "Hvor mange uker ferie har vi?", "Hanne", "2026-11-01", "nb")


@pytest.mark.parametrize(
    ("document", "verified", "expected"),
    [
        ("hr/ferie.md", None, Care("approval", "hr")),
        # What was said to another question is only found for this one.
        ("verified/3", None, Care("approval", "hr")),
        ("verified/3", HERE, None),
    ],
)
def test_what_an_expert_said_needs_no_other_for_its_own_question_alone(
    document: str, verified: VerifiedNote | None, expected: Care | None
) -> None:
    quoted = Citation(1, "hr", document, "Ferie", None, "Ferie", None, "Fem uker.", 0.8, None, 1)
    answer = Answer(
        "a0", "answered", 0.9, "nb", "Fem uker. [1]", None, 5, (quoted,), verified=verified
    )
    assert care(SETTINGS, answer) == expected
