"""Answers that people gave: kept, found again by who may read them, and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from answering import Answer, Exchange, Kilde
from answering.verified import GIVEN_OVERDUE, REVIEW, Draft, NotPublished
from ingest.behind import remind
from records import VerifiedRecord
from tests.conftest import Company

QUESTION = "Hvem har nøkkelen til sykkelskuret?"
ANSWER = "Nøkkelen til sykkelskuret henger i skapet bak resepsjonen."
DRAFT = Draft("docs", QUESTION, ANSWER, "kari@example.com", "Kari")
RULE = "# Sykkelskur\n\nSykkelskuret er låst. Nøkkelen ligger i resepsjonen."

TWO_READERS = """
[[space]]
name = "docs"
readers = ["everyone"]
[[space.source]]
folder = "docs"
[[space.source]]
folder = "narrow"
readers = ["leads", "board"]
"""


def test_the_same_question_gets_it_at_once(company: Company) -> None:
    record = company.kilde.verified.publish(DRAFT, "kari")

    answer = company.ask("hvem har nøkkelen til sykkelskuret")

    assert (answer.status, answer.answer) == ("answered", f"{ANSWER} [1]")
    [citation] = answer.citations
    assert (citation.space, citation.document) == ("docs", f"verified/{record.id}")
    assert (citation.title, citation.quote) == (QUESTION, ANSWER)
    assert answer.verified is not None
    assert (answer.verified.id, answer.verified.question) == (record.id, QUESTION)
    assert (answer.verified.by, answer.verified.language) == ("", "nb"), "only askers are told"


@pytest.mark.parametrize(
    ("expert_names", "name_experts", "by"),
    [("readers", "true", "Kari"), ("readers", "false", ""), ("askers", "true", "")],
)
def test_who_gave_it_is_said_where_the_company_and_the_space_say_so(
    company: Company, expert_names: str, name_experts: str, by: str
) -> None:
    company.configure(
        f'[privacy]\nexpert_names = "{expert_names}"\n[[space]]\nname = "docs"\n'
        f'name_experts = {name_experts}\n[[space.source]]\nfolder = "docs"\n'
    )
    company.kilde.verified.publish(DRAFT, "kari")

    note = company.ask(QUESTION).verified

    assert note is not None
    assert note.by == by


@pytest.mark.parametrize("ingested", [False, True])
def test_it_is_not_given_again_to_who_says_it_is_another_question(
    company: Company, ingested: bool
) -> None:
    company.write("docs/vpn.md", "# VPN\n\nStart the client and choose Larvik.\n")
    company.ingest()
    kilde = company.kilde
    record = kilde.verified.publish(DRAFT, "kari")
    if ingested:
        company.ingest()

    answer = kilde.reader(None).ask(QUESTION, without=[(record.space, record.document)])

    assert answer.verified is None
    assert answer.status == "unanswered"
    assert record.document not in {citation.document for citation in answer.citations}


def test_it_is_not_given_again_to_a_follow_up_but_to_who_asks_again(company: Company) -> None:
    asked = "Hvor finner jeg koden til gjestenettet?"
    company.kilde.verified.publish(replace(DRAFT, question=asked), "kari")
    reader = company.kilde.reader(None)
    before = [Exchange(asked, reader.ask(asked))]

    follow_up = reader.ask("Hvor finner jeg den?", before=before)

    assert follow_up.full_question == "Hvor finner jeg den (finner jeg koden til gjestenettet)?"
    assert (follow_up.verified, follow_up.status) == (None, "unanswered")
    assert reader.ask(asked, before=before).verified is not None


def test_who_may_not_read_it_gets_what_they_would_without_it(company: Company) -> None:
    company.configure(TWO_READERS)
    company.write("docs/skur.md", RULE)
    company.write("narrow/skur.md", "# Nøkler\n\nNøkkelen henger i skapet bak resepsjonen.")
    company.ingest()
    before = company.ask(QUESTION, ())
    draft = Draft("docs", QUESTION, ANSWER, "kari", documents=(("docs", "narrow/skur.md"),))

    record = company.kilde.verified.publish(draft, "kari")

    assert record.readers == ("board", "leads")
    assert company.ask(QUESTION, ("leads",)).verified is not None
    after = company.ask(QUESTION, ())
    assert _same(after) == _same(before)


def test_readers_are_never_wider_than_the_documents(company: Company) -> None:
    company.configure(TWO_READERS)
    company.write("narrow/skur.md", RULE)
    company.ingest()
    verified = company.kilde.verified
    behind = (("docs", "narrow/skur.md"),)

    narrower = verified.publish(
        Draft("docs", QUESTION, ANSWER, "kari", readers=("leads", "sales"), documents=behind), "k"
    )
    with pytest.raises(NotPublished, match="nobody of its readers may read"):
        verified.publish(
            Draft("docs", QUESTION, ANSWER, "kari", readers=("sales",), documents=behind), "kari"
        )

    assert narrower.readers == ("leads",)


def test_it_is_not_given_where_a_document_behind_it_has_narrower_readers_now(
    company: Company,
) -> None:
    company.write("docs/skur.md", RULE)
    company.ingest()
    kilde = company.kilde
    kilde.verified.publish(
        Draft("docs", QUESTION, ANSWER, "kari", documents=(("docs", "docs/skur.md"),)), "kari"
    )
    assert company.ask(QUESTION, ()).verified is not None

    company.configure(
        '[[space]]\nname = "docs"\n[[space.source]]\nfolder = "docs"\nreaders = ["leads"]\n'
    )
    company.ingest()

    assert company.ask(QUESTION, ()).verified is None
    assert company.ask(QUESTION, ("leads",)).verified is not None


def test_a_changed_document_flags_it_and_a_look_unflags_it(company: Company) -> None:
    company.write("docs/skur.md", RULE)
    company.ingest()
    verified = company.kilde.verified
    number = verified.publish(
        Draft("docs", QUESTION, ANSWER, "kari", documents=(("docs", "docs/skur.md"),)), "kari"
    ).id

    company.write("docs/skur.md", RULE + " Nøkkelen er flyttet.")
    company.ingest()

    [linked] = _record(company.kilde, number).documents
    assert linked.change == "changed"
    answer = company.ask(QUESTION)
    assert answer.verified is not None
    assert answer.verified.changed
    assert [reason.kind for reason in answer.reasons] == ["verified", "verified_changed"]

    verified.looked(number, "kari")

    assert _record(company.kilde, number).flagged is None
    company.ingest()
    assert _record(company.kilde, number).flagged is None


def test_a_removed_document_flags_it(company: Company) -> None:
    file = company.write("docs/skur.md", RULE)
    company.ingest()
    number = company.kilde.verified.publish(
        Draft("docs", QUESTION, ANSWER, "kari", documents=(("docs", "docs/skur.md"),)), "kari"
    ).id

    file.unlink()
    company.ingest(confirm_removals=True)

    record = _record(company.kilde, number)
    assert [one.change for one in record.documents] == ["removed"]
    assert record.flagged is not None


def test_one_that_nobody_looked_at_for_too_long_is_not_given(company: Company) -> None:
    today = datetime.now(UTC).date()
    late = Draft("docs", QUESTION, ANSWER, "kari", review_on=today - timedelta(days=1))
    kilde = company.kilde
    number = kilde.verified.publish(late, "kari").id
    note = company.ask(QUESTION).verified
    assert note is not None
    assert note.overdue

    old = {"review_on": today - GIVEN_OVERDUE - timedelta(1)}
    kilde.verified.table.edit(number, old, None, None, "kari")

    assert company.ask(QUESTION).verified is None


def test_editing_one_that_is_overdue_puts_its_review_off(company: Company) -> None:
    today = datetime.now(UTC).date()
    verified = company.kilde.verified
    late = Draft("docs", QUESTION, ANSWER, "kari", review_on=today - timedelta(days=1))
    number = verified.publish(late, "kari").id

    assert verified.edit(number, late, "kari").review_on == today + REVIEW


def test_groups_that_a_document_gave_it_may_stay_when_it_is_edited(company: Company) -> None:
    company.configure(
        '[[space]]\nname = "docs"\nreaders = ["team"]\n[[space.source]]\nfolder = "docs"\n'
        'readers = ["leads"]\n'
    )
    company.write("docs/skur.md", RULE)
    company.ingest()
    verified, behind = company.kilde.verified, (("docs", "docs/skur.md"),)
    record = verified.publish(Draft("docs", QUESTION, ANSWER, "kari", documents=behind), "kari")
    assert record.readers == ("leads",)

    draft = Draft("docs", QUESTION, ANSWER, "kari", readers=record.readers, documents=behind)

    assert verified.edit(record.id, draft, "kari").readers == ("leads",)
    with pytest.raises(NotPublished, match="sales may not read"):
        verified.edit(record.id, replace(draft, readers=("sales",)), "kari")


def test_it_is_found_for_other_questions_after_an_ingest_and_no_more_when_retired(
    company: Company,
) -> None:
    kilde = company.kilde
    record = kilde.verified.publish(DRAFT, "kari")
    company.ingest()
    assert company.found("nøkkelen") == [f"verified/{record.id}"]

    kilde.verified.retire(record.id, "kari")

    assert company.found("nøkkelen") == []
    assert company.ask(QUESTION).verified is None
    assert [one.act for one in kilde.verified.history(record.id)] == ["retired", "published"]


def test_one_with_narrower_readers_is_no_document_for_all(company: Company) -> None:
    company.kilde.verified.publish(
        Draft("docs", QUESTION, ANSWER, "kari", readers=("leads",)), "kari"
    )

    company.ingest()

    assert company.found("nøkkelen") == []


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        (Draft("docs", " ", ANSWER, "kari"), "empty"),
        (Draft("docs", QUESTION, "", "kari"), "empty"),
        (Draft("docs", QUESTION, "x" * 10_001, "kari"), "long"),
    ],
)
def test_what_is_no_answer_is_refused(company: Company, draft: Draft, reason: str) -> None:
    with pytest.raises(NotPublished) as refused:
        company.kilde.verified.publish(draft, "kari")
    assert refused.value.reason == reason


def test_the_day_of_review_may_be_chosen(company: Company) -> None:
    draft = Draft("docs", QUESTION, ANSWER, "kari", review_on=date(2027, 3, 1))
    assert company.kilde.verified.publish(draft, "kari").review_on == date(2027, 3, 1)


def _record(kilde: Kilde, number: int) -> VerifiedRecord:
    found = kilde.verified.get(number)
    assert found is not None
    return found


def _same(answer: Answer) -> tuple[object, ...]:
    """All of an answer but what no two have in common."""
    return (answer.status, answer.confidence, answer.answer, answer.citations, answer.reasons)


def test_it_is_read_as_a_document_before_any_ingest(company: Company) -> None:
    record = company.kilde.verified.publish(DRAFT, "kari")

    [passage] = company.kilde.reader(()).passages("docs", record.document)

    assert (passage.title, passage.text) == (QUESTION, ANSWER)
    assert company.kilde.reader(()).passages("docs", "verified/999") == []


def test_a_document_that_a_newer_edition_replaces_flags_it(company: Company) -> None:
    company.write("docs/skur-2025.md", RULE)
    company.write("docs/skur-2026.md", "# Skur 2026\n\nNå er det kodelås.")
    company.ingest()
    kilde = company.kilde
    number = kilde.verified.publish(
        Draft("docs", QUESTION, ANSWER, "kari", documents=(("docs", "docs/skur-2025.md"),)), "k"
    ).id

    kilde.catalogue.editions.decide("docs", "docs/skur-2025.md", "docs/skur-2026.md", "kari")
    company.ingest()

    assert [one.change for one in _record(kilde, number).documents] == ["superseded"]


def test_owners_are_told_of_changes_and_of_the_day_of_review_once(company: Company) -> None:
    company.configure(
        '[mail]\nsmtp = "smtp://127.0.0.1:1"\nfrom = "kilde@example.com"\n'
        '[[space]]\nname = "docs"\n[[space.source]]\nfolder = "docs"\n'
    )
    company.write("docs/skur.md", RULE)
    company.ingest()
    kilde, today = company.kilde, datetime.now(UTC).date()
    behind = (("docs", "docs/skur.md"),)
    kilde.verified.publish(
        Draft("docs", QUESTION, ANSWER, "kari@example.com", review_on=today, documents=behind), "k"
    )

    assert remind(company.settings, kilde.catalogue) == 1
    assert remind(company.settings, kilde.catalogue) == 0
    company.write("docs/skur.md", RULE + " Nøkkelen er flyttet.")
    company.ingest()
    company.ingest()

    assert kilde.catalogue.outbox.counts().get("waiting") == 2
