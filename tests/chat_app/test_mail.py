"""A message, and a PDF that is attached to one, open beside the conversation."""

from __future__ import annotations

import io
import mailbox
from collections.abc import Iterator
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest import Guard
from tests.chat_app.test_pages import ask, open_source, opened
from tests.conftest import Company
from tests.ingest.dovecot import message


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    with Guard() as guard:
        yield guard


def pdf(*lines: str) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file)
    for number, line in enumerate(lines):
        canvas.drawString(72, 720 - 14 * number, line)
    canvas.save()
    return file.getvalue()


def text_of(beside: dict[str, Any]) -> str:
    """What the blocks beside the conversation say."""
    return " ".join(run[0] for block in beside["blocks"] for run in block.get("runs", []) if run[0])


def test_a_message_and_what_is_attached_to_it_open_as_text(company: Company, guard: Guard) -> None:
    mail = message(1, "Skriveren i andre etasje heter HP-204.", subject="Skriveren")
    mail.add_attachment(
        pdf("Parkering i kjelleren", "Bilen parkeres i kjelleren under bygg C, plan to."),
        maintype="application",
        subtype="pdf",
        filename="parkering.pdf",
    )
    box = mailbox.mbox(company.folder / "box")
    box.add(mail)
    box.flush()
    company.configure('[[space]]\nname = "docs"\n[[space.source]]\nmailbox = "box"\n')
    assert company.ingest().failures == {}
    page = opened(company, guard)
    ask(page, "Hva heter skriveren i andre etasje?")
    beside = open_source(page, 1)
    assert beside["title"] == "Skriveren"
    assert "Skriveren i andre etasje heter HP-204." in text_of(beside)
    ask(page, "Hvor parkeres bilen?")
    beside = open_source(page, 1)
    assert (beside["picture"], beside["title"]) == (None, "Parkering")
    assert "Bilen parkeres i kjelleren under bygg C, plan to." in text_of(beside)
