"""The town, with real servers."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from tests.answering.replies.town import Town
from tests.conftest import Company
from tests.ingest.dovecot import PASSWORD, Dovecot, Mailbox, running
from tests.mail.post_office import open_post_office

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with running() as dovecot:
        yield dovecot


@pytest.fixture
def town(company: Company, server: Dovecot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """An account of its own for each test."""
    monkeypatch.setenv("KILDE_REPLIES_PASSWORD", PASSWORD)
    mailbox = Mailbox(server, f"kilde{next(_NUMBERS)}@example.com")
    with open_post_office() as office:
        made = Town(company, office, mailbox)
        made.configure()
        yield made
