"""Earlier conversations and links to answers, over real stores."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from answering import Kilde, Person
from answering.earlier import _around
from records.forgetting import Doomed, Finding
from records.forgetting import Person as Erased
from tests.conftest import Company
from vectorstore import server

TOML = """
[[space]]
name = "hr"
threshold = 0.2
[[space.source]]
folder = "hr"
[[space]]
name = "board"
readers = ["board"]
threshold = 0.2
[[space.source]]
folder = "board"
"""
BIKES = "# Sykler\n\nSykler settes i skuret bak kantina. Nøkkelen henger i resepsjonen.\n"
PAY = "# Lønn\n\nDaglig leder tjener 2 100 000 kroner i året.\n"
KARI, OLA = Person("kari", "Kari Nordmann"), Person("ola")
WHERE, EARNS = "Hvor settes sykler?", "Hva tjener daglig leder?"


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("KILDE_CONFIG", "KILDE_DATA"):
            patch.delenv(name, raising=False)
        made = Company(tmp_path_factory.mktemp("earlier"))
        made.configure(TOML)
        made.write("hr/sykler.md", BIKES)
        made.write("board/lonn.md", PAY)
        for space in ("hr", "board"):
            made.ingest(space)
        yield made
        server.stop(made.settings.data_folder)


@pytest.fixture
def kilde(company: Company) -> Iterator[Kilde]:
    kilde = company.kilde
    yield kilde
    for person in (KARI, OLA):
        kilde.earlier.forget(person)
    company.write("hr/sykler.md", BIKES)
    company.ingest("hr")


def ask(
    kilde: Kilde,
    question: str,
    person: Person = KARI,
    conversation: str = "one",
    groups: tuple[str, ...] = ("board",),
) -> str:
    """The id of an answer."""
    answer = kilde.conversations.ask(kilde.reader(groups), question, person, conversation)
    assert answer.status == "answered"
    return answer.id


def titles(
    kilde: Kilde, words: str, person: Person = KARI, groups: tuple[str, ...] = ()
) -> list[str]:
    return [one.head.title for one in kilde.earlier.find(words, person, kilde.reader(groups))]


def test_conversations_are_listed_and_found_by_their_own_person_only(kilde: Kilde) -> None:
    ask(kilde, WHERE)
    ask(kilde, EARNS, conversation="two")
    ask(kilde, WHERE, OLA, "three")
    assert [one.title for one in kilde.earlier.listed(KARI)] == [EARNS, WHERE]
    assert titles(kilde, "NOKKELEN") == []
    assert titles(kilde, "sykler") == [WHERE]
    assert titles(kilde, "bak kantina") == [WHERE]  # words of the answer
    kilde.earlier.rename("one", KARI, "  Sykkelskuret ")
    kilde.earlier.rename("three", KARI, "nothing of hers")
    assert titles(kilde, "sykkelskur") == ["Sykkelskuret"]
    assert [one.title for one in kilde.earlier.listed(OLA)] == [WHERE]


@pytest.mark.parametrize("typed", ["overføring", "OVERFORING", "overfoering"])
def test_letters_that_a_keyboard_lacks_are_not_missed(typed: str, kilde: Kilde) -> None:
    kilde.conversations.ask(kilde.reader(()), "Gjelder ferieoverføring her?", KARI, "one")
    assert titles(kilde, typed) == ["Gjelder ferieoverføring her?"]


def test_an_answer_that_may_no_longer_be_read_is_neither_shown_nor_searched(kilde: Kilde) -> None:
    ask(kilde, EARNS)
    board, others = kilde.reader(("board",)), kilde.reader(())
    [now] = kilde.earlier.open("one", KARI, board)
    assert now.answer and "2 100 000" in now.answer.answer
    [later] = kilde.earlier.open("one", KARI, others)
    assert later.answer is None and later.turn.question == EARNS
    assert titles(kilde, "kroner", groups=("board",)) == [EARNS]
    assert titles(kilde, "kroner") == []
    assert titles(kilde, "tjener") == [EARNS]  # a word of her own question
    assert kilde.earlier.open("one", OLA, board) == []


def test_a_question_that_was_answered_again_is_one_turn_in_the_place_where_it_stood(
    kilde: Kilde,
) -> None:
    first = ask(kilde, WHERE)
    ask(kilde, EARNS)

    def again(instead_of: str, without: tuple[tuple[str, str], ...] = ()) -> str:
        return kilde.conversations.ask(
            kilde.reader(("board",)), WHERE, KARI, "one", without=without, instead_of=instead_of
        ).id

    last = again(again(first, (("hr", "sykler.md"),)))
    opened = kilde.earlier.open("one", KARI, kilde.reader(("board",)))
    assert [one.turn.question for one in opened] == [WHERE, EARNS]
    assert opened[0].turn.id == last


def test_a_document_that_changed_is_said_to_have(kilde: Kilde, company: Company) -> None:
    link = kilde.earlier.share(ask(kilde, WHERE), KARI)
    assert link
    company.write("hr/sykler.md", BIKES + "\nSkuret stenger klokka 20.\n")
    company.ingest("hr")
    [grown] = kilde.earlier.open("one", KARI, kilde.reader(()))
    assert (grown.changed, grown.holds) == (True, True)
    company.write("hr/sykler.md", "# Sykler\n\nSykler settes på loftet.\n")
    company.ingest("hr")
    [moved] = kilde.earlier.open("one", KARI, kilde.reader(()))
    assert (moved.changed, moved.holds) == (True, False)
    followed = kilde.earlier.follow(link, kilde.reader(()))
    assert followed and (followed.changed, followed.holds) == (True, False)


def test_an_answer_whose_document_was_erased_is_gone(kilde: Kilde, company: Company) -> None:
    link = kilde.earlier.share(ask(kilde, WHERE), KARI)
    assert link
    engine = kilde.catalogue.engine
    kilde.forgetting.erase(Finding(engine).document("hr", ["hr/sykler.md"]), "a test", "document")
    [gone] = kilde.earlier.open("one", KARI, kilde.reader(()))
    assert gone.answer is None
    assert kilde.earlier.follow(link, kilde.reader(())) is None
    kilde.forgetting.lift("hr", "hr/sykler.md", "a test")


def test_a_link_is_for_those_who_may_read_all_of_its_sources(kilde: Kilde) -> None:
    answer = ask(kilde, EARNS)
    assert kilde.earlier.shared(answer, KARI) is None  # until she makes one
    assert kilde.earlier.share(answer, OLA) is None
    link = kilde.earlier.share(answer, KARI)
    assert link and link == kilde.earlier.share(answer, KARI)
    followed = kilde.earlier.follow(link, kilde.reader(("board",)))
    assert followed and followed.answer and "2 100 000" in followed.answer.answer
    assert kilde.earlier.follow(link, kilde.reader(("hr",))) is None
    assert kilde.earlier.follow("unheard-of", kilde.reader(("board",))) is None
    kilde.earlier.unshare(answer, OLA)
    assert kilde.earlier.follow(link, kilde.reader(("board",)))
    kilde.earlier.unshare(answer, KARI)
    assert kilde.earlier.follow(link, kilde.reader(("board",))) is None
    assert kilde.earlier.share(answer, KARI) != link


def test_what_is_deleted_is_gone_from_the_database_with_its_link(
    kilde: Kilde, company: Company
) -> None:
    other = ask(kilde, WHERE, conversation="two")
    answer = ask(kilde, WHERE)
    kilde.conversations.rate(answer, KARI, True, "Zebrasykkel")
    kilde.earlier.rename("one", KARI, "Giraffskuret")
    link = kilde.earlier.share(answer, KARI)
    assert link and kilde.earlier.forget(KARI, "one") == 1
    assert kilde.earlier.follow(link, kilde.reader(())) is None
    assert [one.turns[0].id for one in kilde.earlier.table.whole("kari")] == [other]
    data = Path(company.settings.data_folder)
    left = b"".join(file.read_bytes() for file in data.glob("kilde.db*"))
    assert not {word for word in (b"Zebrasykkel", b"Giraffskuret", link.encode()) if word in left}
    assert kilde.earlier.forget(KARI) == 1 and kilde.earlier.listed(KARI) == []


def test_a_persons_conversations_are_handed_out_whole(kilde: Kilde) -> None:
    first = ask(kilde, WHERE)
    kilde.conversations.rate(first, KARI, False)
    kilde.earlier.rename("one", KARI, "Skuret")
    link = kilde.earlier.share(first, KARI)
    second = ask(kilde, WHERE)
    [whole] = kilde.earlier.table.whole("kari")
    assert (whole.name, [turn.id for turn in whole.turns]) == ("Skuret", [first, second])
    assert (whole.helped, whole.links) == ({first: False}, {first: link})
    assert whole.turns[0].answer.startswith("Sykler settes i skuret bak kantina.")


def test_a_piece_of_an_answer_begins_and_ends_at_words() -> None:
    text = "Vi vet ikke alt. " * 5 + "Nøkkelen henger i resepsjonen. [1] " + "Og mer å lese. " * 12
    piece = _around(text, "nokkelen")
    assert piece.startswith("… ") and piece.endswith(" …")
    assert "Nøkkelen henger i resepsjonen. Og mer" in piece


def test_who_is_erased_is_gone_from_conversations_and_what_they_are_called(kilde: Kilde) -> None:
    link = kilde.earlier.share(ask(kilde, WHERE), KARI)
    kilde.earlier.rename("one", KARI, "Mine")
    ask(kilde, WHERE, OLA, "two")
    kilde.earlier.rename("two", OLA, "Fra Kari Nordmann")
    doomed = Doomed(person=Erased(addresses=("kari",), names=("Kari Nordmann",)))
    assert any("conversations are called" in line for line in kilde.forgetting.listing(doomed))
    kilde.forgetting.erase(doomed, "a test", "person")
    assert kilde.earlier.listed(KARI) == []
    assert link and kilde.earlier.follow(link, kilde.reader(())) is None
    assert [one.title for one in kilde.earlier.listed(OLA)] == ["Fra (erased)"]
