"""A company with experts, and the mail that its cases make."""

from __future__ import annotations

import json

from sqlalchemy import select

from answering import Kilde, Person
from answering.models import Answer
from records import Case
from records.schema import case_askers, case_entries, cases, feedback, outbox, turns
from tests.conftest import Company
from vectorstore.language import detect

TOML = """
language = "en"
[mail]
smtp = "smtp://127.0.0.1:1"
from = "Kilde <kilde@example.com>"
replies = "imaps://kilde@mail.example.com/INBOX"
[cases]
fallback = ["admin@example.com"]
[[space]]
name = "hr"
title = "Personal"
experts = ["hr@example.com", "hr2@example.com"]
urgent = ["leder@example.com"]
anonymous = true
[[space.source]]
folder = "hr"
[[space]]
name = "it"
title = "IT"
experts = ["it@example.com"]
escalate = "auto"
threshold = 0.95
[[space.source]]
folder = "it"
[[space]]
name = "canteen"
escalate = "off"
[[space.source]]
folder = "canteen"
[[space]]
name = "board"
title = "Styret"
readers = ["board"]
experts = ["chair@example.com"]
[[space.source]]
folder = "board"
[[webhook]]
url = "http://127.0.0.1:1/hook"
events = ["case.opened", "case.answered", "case.closed"]
"""

DOCUMENTS = {
    "hr/ferie.md": "# Ferie\n\nAlle ansatte har fem uker ferie i året. Ferie som ikke er tatt ut, "
    "kan overføres til neste år etter avtale med lederen.\n",
    "it/vpn.md": "# VPN\n\nTo connect to the VPN, install the client from the software centre and "
    "sign in with your company account. The VPN is needed outside the office.\n",
    "canteen/meny.md": "# Kantina\n\nKantina serverer varm lunsj fra klokka elleve. Suppe og salat "
    "hver dag, fisk på tirsdager.\n",
    "board/lonn.md": "# Lønn i ledelsen\n\nDaglig leder har en bonusordning på inntil tretti "
    "prosent av årslønnen, vedtatt av styret.\n",
}

KARI = Person("kari", "Kari Nordmann", "kari@example.com")
OLA = Person("ola", "Ola Hansen", "ola@example.com")
EXPERT = Person("hr@example.com", "Hanne", "hr@example.com")


def furnish(company: Company) -> Company:
    """The company with its documents read."""
    company.configure(TOML)
    for path, text in DOCUMENTS.items():
        company.write(path, text)
    for space in ("hr", "it", "canteen", "board"):
        company.ingest(space)
    return company


def ask(kilde: Kilde, question: str, person: Person = KARI, escalate: bool = False) -> Answer:
    """A question on a page, by somebody who may read what everybody may."""
    return kilde.conversations.ask(kilde.reader(()), question, person, escalate=escalate)


def escalated(kilde: Kilde, question: str, person: Person = KARI) -> Case:
    """A question that was handed to people."""
    reader = kilde.reader(())
    proposal = kilde.cases.propose(reader, question, detect(question))
    assert proposal is not None
    return kilde.cases.open(proposal, person, reader)


def letters(kilde: Kilde) -> list[tuple[str, str, str]]:
    """Receiver, subject and body of the mails in the outbox, the oldest first."""
    query = select(outbox.c.recipient, outbox.c.payload).where(outbox.c.kind == "mail")
    with kilde.catalogue.engine.connect() as connection:
        rows = connection.execute(query.order_by(outbox.c.id)).all()
    found = [(to, json.loads(payload)) for to, payload in rows]
    return [(to, letter["subject"], letter["body"]) for to, letter in found]


def events(kilde: Kilde) -> list[tuple[str, int]]:
    """The events for webhooks in the outbox, with the cases' numbers."""
    query = select(outbox.c.payload).where(outbox.c.kind == "webhook").order_by(outbox.c.id)
    with kilde.catalogue.engine.connect() as connection:
        payloads = [json.loads(text) for text in connection.execute(query).scalars()]
    return [(one["event"], one["case"]) for one in payloads]


def clean(kilde: Kilde) -> None:
    """No case, turn or mail is left of the test before."""
    with kilde.catalogue.engine.execution_options(writes=True).begin() as connection:
        for table in (feedback, turns, case_entries, case_askers, cases, outbox):
            connection.execute(table.delete())


def forget_mail(kilde: Kilde) -> None:
    """Empty the outbox, as if everything had been sent."""
    with kilde.catalogue.engine.execution_options(writes=True).begin() as connection:
        connection.execute(outbox.delete())
