"""An urgent case goes first, and those who are told of such are told at once."""

from __future__ import annotations

import pytest

from answering import Kilde
from answering.cases import CaseError, Cases
from tests.answering.cases.office import EXPERT, KARI, OLA, escalated, forget_mail, letters


def test_told_at_once_with_the_reason(kilde: Kilde) -> None:
    case = escalated(
        kilde, "Kollegaen jeg skulle overføre ferie fra, falt ned fra rampen, bør lederen vite det?"
    )
    assert case.urgency == "injury"
    told = {to: (subject, body) for to, subject, body in letters(kilde)}
    assert set(told) >= {"leder@example.com"}
    subject, body = told["leder@example.com"]
    assert subject.startswith("URGENT: ")
    assert "somebody may be hurt" in body


def test_before_what_came_later(kilde: Kilde) -> None:
    urgent = escalated(kilde, "Haster! Når må ferien være meldt inn?")
    later = escalated(kilde, "Hvor mange uker ferie har jeg?")
    assert (urgent.urgency, later.urgency) == ("hurry", None)
    assert [case.id for case in kilde.cases.list()] == [urgent.id, later.id]


def test_what_is_added_can_make_it_urgent(kilde: Kilde) -> None:
    case = escalated(kilde, "Hvem tar ferieavløsning på lageret?")
    forget_mail(kilde)
    kilde.cases.add(case.id, KARI, "Det haster, vikaren har gått hjem og porten står åpen!")
    assert kilde.cases.get(case.id).urgency is not None
    assert "leder@example.com" in {to for to, _, _ in letters(kilde)}


def test_who_joins_can_make_it_urgent(kilde: Kilde) -> None:
    case = escalated(kilde, "Hvem tar ferieavløsning på lageret?")
    forget_mail(kilde)
    cases = Cases(lambda: kilde.settings, kilde.catalogue.engine, lambda _text, _others: 0)
    reader = kilde.reader(())
    proposal = cases.propose(reader, "Det haster! Hvem tar ferieavløsning på lageret?", "nb")
    assert proposal is not None
    assert cases.open(proposal, OLA, reader).id == case.id
    assert {to for to, _, _ in letters(kilde)} == {"hr@example.com", "leder@example.com"}
    assert all(subject.startswith("URGENT: ") for _, subject, _ in letters(kilde))


def test_an_urgent_one_that_is_passed_to_a_space_is_told_to_who_is_told_there(kilde: Kilde) -> None:
    case = escalated(kilde, "Es brennt im Labor und jemand ist verletzt! Was tun?")
    forget_mail(kilde)
    kilde.cases.pass_on(case.id, EXPERT, space="hr")
    assert {to for to, _, _ in letters(kilde)} == {"hr@example.com", "leder@example.com"}


def test_what_an_urgent_one_is_merged_into_is_urgent(kilde: Kilde) -> None:
    urgent = escalated(kilde, "Haster! Når må ferien være meldt inn?")
    other = escalated(kilde, "Hvor mange uker ferie har jeg?", OLA)
    forget_mail(kilde)
    assert kilde.cases.merge(urgent.id, other.id, EXPERT).urgency == "hurry"
    assert {to for to, _, _ in letters(kilde)} == {"hr@example.com", "leder@example.com"}


def test_what_is_about_a_person_is_never_published(kilde: Kilde) -> None:
    case = escalated(kilde, "Har Anders fått ferie fordi han er sykmeldt for utbrenthet?")
    assert case.personal
    with pytest.raises(CaseError, match="health or conduct"):
        kilde.cases.reply(case.id, EXPERT, "Det kan jeg ikke svare på.", publish=True)


def test_an_urgent_one_that_fits_no_space_is_told_to_all_who_are_told_of_such(kilde: Kilde) -> None:
    case = escalated(kilde, "Es brennt im Labor und jemand ist verletzt! Was tun?")

    assert case.space is None
    assert {to for to, _, _ in letters(kilde)} >= {"admin@example.com", "leder@example.com"}
