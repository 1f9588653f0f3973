"""What a case tells whom: the asker who stays unnamed, those who joined, and who may not read."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from answering import Kilde, Person
from answering.cases import CaseError, Proposal
from tests.answering.cases.office import (
    EXPERT,
    KARI,
    OLA,
    ask,
    clean,
    escalated,
    forget_mail,
    letters,
)

QUESTION = "Får jeg feriepenger i foreldrepermisjonen?"
# A member of the board.
BERIT = Person("berit", "Berit", "berit@example.com")
BONUS = "Hvor stor bonus fikk daglig leder i fjor?"


def proposed(kilde: Kilde, question: str, groups: tuple[str, ...] = ()) -> Proposal:
    found = kilde.cases.propose(kilde.reader(groups), question, "nb")
    assert found is not None
    return found


def test_where_a_question_belongs_and_who_else_may_be_asked(kilde: Kilde) -> None:
    proposal = proposed(kilde, QUESTION)
    assert [(c.space, c.title, c.addressee) for c in proposal.choices] == [
        ("hr", "Personal", "hr@example.com"),
        ("it", "IT", "it@example.com"),
        (None, "dem som drifter dette", "admin@example.com"),
    ]
    assert (proposal.text, proposal.joins) == (QUESTION, None)
    nowhere = proposed(kilde, "Hva er hovedstaden i Peru?").choice
    assert (nowhere.space, nowhere.addressee) == (None, "admin@example.com")


def test_a_space_that_may_not_be_read_is_never_proposed(kilde: Kilde) -> None:
    assert "board" not in {choice.space for choice in proposed(kilde, BONUS).choices}
    assert proposed(kilde, BONUS, ("board",)).choice.space == "board"


def test_a_space_may_offer_nothing(kilde: Kilde) -> None:
    reader = kilde.reader(())
    assert kilde.cases.propose(reader, "Når er det suppe i kantina?", "nb") is None


def test_the_asker_corrects_who_is_asked_and_what_is_sent(kilde: Kilde) -> None:
    proposal = proposed(kilde, QUESTION)
    case = kilde.cases.open(
        proposal, KARI, kilde.reader(()), text="Et annet spørsmål?", choice=proposal.choices[1]
    )
    assert (case.space, case.assignee) == ("it", "it@example.com")
    [(to, _, body)] = letters(kilde)
    assert to == "it@example.com"
    assert "Et annet spørsmål?" in body
    assert "feriepenger" not in json.dumps(letters(kilde), ensure_ascii=False)
    with pytest.raises(CaseError, match="nobody takes cases there"):
        kilde.cases.open(
            proposal, KARI, kilde.reader(()), choice=replace(proposal.choice, space="board")
        )


def test_without_ones_name(kilde: Kilde) -> None:
    proposal = proposed(kilde, QUESTION)
    case = kilde.cases.open(proposal, KARI, kilde.reader(()), anonymous=True)
    [(_, _, body)] = letters(kilde)
    assert "Somebody who prefers not to be named asks" in body
    shown = repr(kilde.cases.view(case.id))
    assert [word for word in ("kari", "Kari", "Nordmann") if word in shown] == []
    assert not case.shared
    kilde.cases.reply(case.id, EXPERT, "Ja, i 15 uker.")
    assert letters(kilde)[-1][0] == "kari@example.com"
    with pytest.raises(CaseError, match="stay unnamed"):
        kilde.cases.open(
            proposal, OLA, kilde.reader(()), choice=proposal.choices[1], anonymous=True
        )


def test_without_ones_name_to_the_end(kilde: Kilde) -> None:
    proposal = proposed(kilde, QUESTION)
    case = kilde.cases.open(proposal, KARI, kilde.reader(()), anonymous=True)
    kilde.cases.close(case.id, KARI, "Fant det selv.")
    assert "kari" not in repr(kilde.cases.view(case.id)).lower()
    [_, closed] = kilde.cases.seen_by(case.id, "kari").entries
    assert (closed.author, closed.text) == ("kari", "Fant det selv.")


def test_who_joins_sees_their_own_words_and_what_is_answered_from_then_on(kilde: Kilde) -> None:
    case = escalated(kilde, QUESTION)
    kilde.cases.add(case.id, KARI, "Det gjelder fra mars.")
    kilde.cases.note(case.id, EXPERT, "Spør advokaten.")
    escalated(kilde, QUESTION, OLA)
    kilde.cases.reply(case.id, EXPERT, "Ja, i 15 uker.")
    seen = kilde.cases.seen_by(case.id, "ola")
    assert [(e.kind, e.text) for e in seen.entries] == [
        ("joined", QUESTION), ("reply", "Ja, i 15 uker."),
    ]  # fmt: skip
    assert [asker.person for asker in seen.askers] == ["ola"]
    with pytest.raises(CaseError, match="no case"):
        kilde.cases.seen_by(case.id, "berit")


def test_nobody_joins_a_case_on_what_they_may_not_read(kilde: Kilde) -> None:
    board = kilde.reader(("board",))
    answer = kilde.conversations.ask(board, BONUS, BERIT)
    turn = kilde.conversations.turn(answer.id, BERIT)
    assert turn is not None
    proposal = kilde.cases.propose(board, BONUS, "nb", turn)
    assert proposal is not None
    first = kilde.cases.open(proposal, BERIT, board)
    assert proposed(kilde, BONUS, ("board",)).joins == first.id
    assert proposed(kilde, BONUS).joins is None
    assert escalated(kilde, BONUS).id != first.id


def test_what_is_about_a_person_is_joined_by_nobody(kilde: Kilde) -> None:
    question = "Kollegaen min drikker på jobben, hva gjør jeg?"
    first = escalated(kilde, question)
    assert first.personal
    assert escalated(kilde, question, OLA).id != first.id
    with pytest.raises(CaseError, match="never merged"):
        kilde.cases.merge(first.id, escalated(kilde, QUESTION).id, EXPERT)


def test_what_turns_out_to_be_about_a_person_goes_on_apart(kilde: Kilde) -> None:
    together = escalated(kilde, QUESTION)
    escalated(kilde, QUESTION, OLA)
    entry = kilde.cases.add(together.id, OLA, "Jeg er sykmeldt med angst og gravid.")
    assert entry.case_id != together.id
    alone = kilde.cases.get(entry.case_id)
    assert (alone.personal, alone.space) == (True, "hr")
    assert [asker.person for asker in kilde.cases.view(together.id).askers] == ["kari"]
    assert "angst" not in repr(kilde.cases.view(together.id))
    kilde.cases.reply(alone.id, EXPERT, "God bedring!")
    assert letters(kilde)[-1][0] == "ola@example.com"


def test_merged_cases_tell_everybody(kilde: Kilde) -> None:
    first, second = escalated(kilde, QUESTION), escalated(kilde, "Hvor mye ferie har jeg?", OLA)
    kilde.cases.merge(second.id, first.id, EXPERT)
    assert kilde.cases.get(second.id).state == "closed"
    with pytest.raises(CaseError, match="does not wait any more"):
        kilde.cases.merge(first.id, second.id, EXPERT)
    kilde.cases.reply(first.id, EXPERT, "Se håndboka.")
    told = {to: body for to, subject, body in letters(kilde) if "svar" in subject}
    assert set(told) == {"kari@example.com", "ola@example.com"}
    assert "Hvor mye ferie har jeg?" in told["ola@example.com"]
    assert QUESTION not in told["ola@example.com"]


@pytest.mark.parametrize("unnamed_in", ["first", "second"])
def test_who_is_unnamed_in_one_of_merged_cases_is_unnamed(kilde: Kilde, unnamed_in: str) -> None:
    first, second = (
        kilde.cases.open(
            proposed(kilde, question), KARI, kilde.reader(()), anonymous=place == unnamed_in
        )
        for place, question in (("first", QUESTION), ("second", "Hvor mye ferie har jeg? Haster!"))
    )
    forget_mail(kilde)
    assert kilde.cases.merge(second.id, first.id, EXPERT).urgency == "hurry"
    seen = kilde.cases.view(first.id)
    assert len(seen.entries) == 2
    assert "kari" not in repr((seen.askers, seen.entries)).lower()
    assert not seen.case.shared
    assert {to: body for to, _, body in letters(kilde) if "Kari" in body} == {}
    kilde.cases.reply(first.id, EXPERT, "Se håndboka.")
    assert letters(kilde)[-1][0] == "kari@example.com"


def test_the_same_turn_makes_one_case(kilde: Kilde) -> None:
    answer = ask(kilde, QUESTION, escalate=True)
    turn = kilde.conversations.turn(answer.id, KARI)
    assert turn is not None
    proposal = kilde.cases.propose(kilde.reader(()), QUESTION, "nb", turn)
    assert proposal is not None
    again = kilde.cases.open(proposal, KARI, kilde.reader(()))
    assert again.id == answer.case
    assert len(letters(kilde)) == 1


def test_a_number_is_never_given_twice(kilde: Kilde) -> None:
    first = escalated(kilde, QUESTION).id
    clean(kilde)
    assert escalated(kilde, QUESTION).id > first


def test_a_reply_that_comes_twice_counts_once(kilde: Kilde) -> None:
    case = escalated(kilde, QUESTION)
    first = kilde.cases.reply(case.id, EXPERT, "Ja.", key="<1@example.com>")
    assert kilde.cases.reply(case.id, EXPERT, "Ja.", key="<1@example.com>") == first
    assert len([1 for to, *_ in letters(kilde) if to == "kari@example.com"]) == 1
