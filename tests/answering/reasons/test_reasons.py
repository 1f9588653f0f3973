"""Reasons: each holds of what was found, and they go with the confidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from answering.models import Reason
from answering.quoting import quote
from answering.reasons import NOTHING, Evidence, in_words, reasons_for
from answering.reasons.choice import UNCERTAIN
from answering.reasons.doubting import (
    far,
    not_here,
    nowhere,
    number,
    old,
    other_language,
    scattered,
    unclear,
)
from answering.reasons.supporting import all_words, clear, recent, same
from config import LANGUAGES, texts
from tests.answering.finding import embedder, search, trained

TODAY = date(2026, 11, 25)
HOLIDAYS = "Ferie. Inntil ti feriedager kan overføres til neste år etter avtale med lederen."
CANTEEN = "Kantina er åpen fra kl. 8 til kl. 14, og serverer varm mat fra kl. 11."
QUESTION = "Hvor mange feriedager kan overføres til neste år?"


def evidence(
    question: str,
    *passages: str,
    language: str = "nb",
    dates: Sequence[str | None] = (),
    shown: int = 3,
) -> Evidence:
    """A search over passages, each a document of its own, with the trained reader."""
    found = search(question, *(passages or (HOLIDAYS, CANTEEN)), language=language)
    dated = tuple(
        replace(hit, passage=replace(hit.passage, date=dates[hit.passage.id] if dates else None))
        for hit in found.hits
    )
    found = replace(found, hits=dated)
    quotation = quote(found, embedder(), trained())
    order = dict.fromkeys([*(part.hit for part in quotation.quotes), *range(len(dated))])
    return Evidence(found, quotation, [dated[n].passage for n in order][:shown], TODAY)


def test_other_documents_that_say_the_same_are_counted() -> None:
    again = "Du kan få overført inntil ti feriedager til neste år, etter avtale med lederen."
    assert same(evidence(QUESTION, HOLIDAYS, CANTEEN, again)) == Reason("same", {"documents": 2})


@pytest.mark.parametrize(
    "other",
    [
        "Inntil 14 feriedager kan overføres til neste år etter avtale med lederen.",
        "Inntil tolv feriedager kan overføres til neste år etter avtale med lederen.",
        "Inntil ti feriedager kan ikke overføres til neste år etter avtale med lederen.",
        "Inntil ti kontorstoler kan overføres til neste bygg etter avtale med vaktmesteren.",
    ],
)
def test_what_says_otherwise_does_not_say_the_same(other: str) -> None:
    assert same(evidence(QUESTION, HOLIDAYS, other, CANTEEN)) is None


def test_a_document_does_not_count_twice() -> None:
    given = evidence(QUESTION, HOLIDAYS, HOLIDAYS)
    one = replace(
        given.found,
        hits=tuple(
            replace(hit, passage=replace(hit.passage, document="a.md")) for hit in given.found.hits
        ),
    )
    assert same(replace(given, found=one)) is None


def test_all_or_nearly_all_the_questions_words_stand_there() -> None:
    assert all_words(evidence(QUESTION)) == Reason("all_words", {})
    almost = "Kan lærlinger overføre feriedager til neste år etter avtale?"
    assert all_words(evidence(almost)) == Reason("most_words", {})
    assert all_words(evidence("Kan feriedager selges videre?")) is None
    # A number that stands nowhere is as good as a word.
    assert all_words(evidence("Kan 25 feriedager overføres?")) is None


def test_one_place_that_the_reader_takes_for_the_answer() -> None:
    assert clear(evidence(QUESTION)) == Reason("clear", {})
    assert clear(evidence("Hvem er direktør i Chile?")) is None


def test_the_age_of_the_document_speaks_for_it_or_against() -> None:
    new = evidence(QUESTION, HOLIDAYS, CANTEEN, dates=["2026-01-15", None])
    assert (recent(new), old(new)) == (Reason("recent", {"year": 2026}), None)
    aged = evidence(QUESTION, HOLIDAYS, CANTEEN, dates=["2019-05-01", None])
    assert (recent(aged), old(aged)) == (None, Reason("old", {"year": 2019}))
    asked = evidence(
        "Hvor mange feriedager kunne overføres i 2019?", HOLIDAYS, dates=["2019-05-01"]
    )
    assert old(asked) is None
    undated = evidence(QUESTION)
    assert (recent(undated), old(undated)) == (None, None)


def test_words_that_occur_nowhere_are_named_as_the_question_writes_them() -> None:
    given = evidence("Hvor henger Brystholderen i kantina?")
    assert nowhere(given) == Reason("nowhere", {"words": ("henger", "Brystholderen")})


@pytest.mark.parametrize(
    "question",
    [
        "Når er kantinen åpen?",  # another form
        "Når er matkantina åpen?",  # a compound, half of which stands there
        "Hva koster det?",  # everyday words
        "Wann hat die Kantine geöffnet?",  # another language
    ],
)
def test_words_that_stand_there_in_another_way_are_not_said_to_be_missing(question: str) -> None:
    assert nowhere(evidence(question)) is None


def test_a_word_that_the_glossary_knows_another_form_of_is_not_missing() -> None:
    given = evidence("Gjelder overføring av FD?")
    other = replace(
        given.found, wordings=(given.found.question, "Gjelder overføring av feriedager?")
    )
    assert nowhere(given) == Reason("nowhere", {"words": ("FD",)})
    assert nowhere(replace(given, found=other)) is None


def test_of_a_german_question_nouns_are_named() -> None:
    given = evidence(
        "Wo darf ich meinen Schrankkoffer abstellen?", "Räder stehen im Hof.", language="de"
    )
    assert nowhere(given) == Reason("nowhere", {"words": ("Schrankkoffer",)})


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Hvor mange dager kunne overføres i 2024?", Reason("year", {"year": "2024"})),
        ("Kan 25 feriedager overføres?", Reason("number", {"number": "25"})),
        ("Er kantina åpen kl. 14?", None),
        ("Får jeg 1 dag?", None),
    ],
)
def test_years_and_numbers_that_are_not_shown(question: str, expected: Reason | None) -> None:
    assert number(evidence(question)) == expected


def test_a_number_is_the_same_however_its_thousands_are_parted() -> None:
    prices = "Prisen er 12 500 kroner i 2026. Frakt koster 1.200 kroner."
    assert number(evidence("Hva får jeg for 12500 kroner?", prices)) is None
    assert number(evidence("Hva får jeg for 1 200 kroner?", prices)) is None
    assert number(evidence("Gjelder 12 500 også i 2026 300 steder?", prices)) == Reason(
        "number", {"number": "300"}
    )


def test_the_year_of_the_document_counts_as_shown() -> None:
    given = evidence("Hva gjelder i 2025?", HOLIDAYS, dates=["2025-01-01"])
    assert number(given) is None


def test_words_that_stand_elsewhere_but_not_in_what_is_shown() -> None:
    given = evidence("Kan feriedager overføres i kantina?", HOLIDAYS, CANTEEN, shown=1)
    missing = "kantina" if "feriedager" in given.told else "feriedager"
    reason = not_here(given)
    assert reason is not None
    assert missing in reason.values["words"]  # type: ignore[operator]


def test_the_languages_of_question_and_passage() -> None:
    given = evidence("Wie viele Urlaubstage kann ich mitnehmen?")
    assert other_language(given) == Reason("other_language", {"question": "de", "passage": "nb"})
    assert other_language(evidence(QUESTION)) is None


def test_nothing_near_and_nothing_clear() -> None:
    nothing = evidence("Who was the first emperor of Ethiopia?", CANTEEN, language="en")
    assert far(nothing) == Reason("far", {})
    # One reason says it already.
    assert unclear(nothing) is None
    assert (far(evidence(QUESTION)), unclear(evidence(QUESTION))) == (None, None)


def test_many_places_that_come_as_near() -> None:
    more = "og " + ", ".join(f"stol {n} av bøk fra lageret i kjelleren" for n in range(6))
    rooms = [f"Møterom {n} har skjerm, {n + 4} plasser {more}." for n in range(10, 16)]
    assert scattered(evidence("Hvilket møterom har plasser?", *rooms)) == Reason("scattered", {})
    assert scattered(evidence(QUESTION)) is None


FOR = {"same", "all_words", "most_words", "clear", "recent"}


@pytest.mark.parametrize(
    ("confidence", "answered", "supporting", "doubting"),
    [(0.95, True, 3, 0), (0.8, True, 2, 1), (0.65, True, 1, 2), (0.4, False, 0, 3)],
)
def test_the_surer_the_answer_the_more_speaks_for_it(
    confidence: float, answered: bool, supporting: int, doubting: int
) -> None:
    # Something speaks for it and something against.
    question = "Kan inntil ti feriedager overføres til neste år, og 33 dager i 2031 til Brasil?"
    again = "Du kan få overført inntil ti feriedager til neste år, etter avtale med lederen."
    given = evidence(
        question, HOLIDAYS, again, CANTEEN, dates=["2026-01-15", "2026-01-15", "2012-01-01"]
    )
    kinds = [one.kind for one in reasons_for(given, confidence, answered)]
    assert len(kinds) <= 3
    told = [sum(kind in FOR for kind in kinds), sum(kind not in FOR for kind in kinds)]
    assert told[0] <= supporting
    assert told[1] <= doubting
    assert (told[0] > 0) == (supporting > 0)
    assert (told[1] > 0) == (doubting > 0)


def test_where_no_doubt_has_a_name_it_is_uncertain_and_where_nothing_is_found_nothing() -> None:
    given = evidence(QUESTION)
    assert reasons_for(given, 0.5, answered=False) == (UNCERTAIN,)
    empty = replace(given, quotation=replace(given.quotation, quotes=()))
    assert reasons_for(empty, 0.0, answered=False) == (NOTHING,)


def test_what_documents_say_otherwise_is_told_of_sure_answers_too() -> None:
    again = "Du kan få overført inntil ti feriedager til neste år, etter avtale med lederen."
    given = replace(evidence(QUESTION, HOLIDAYS, again, CANTEEN), differing=True)
    kinds = [one.kind for one in reasons_for(given, 0.95, answered=True)]
    # Where documents disagree, none is told to agree.
    assert kinds[0] == "differing"
    assert "same" not in kinds
    wrong = replace(evidence(QUESTION), denied=True)
    assert reasons_for(wrong, 0.3, answered=False)[0] == Reason("denied", {})


ALL = [
    Reason("same", {"documents": 2}),
    Reason("same", {"documents": 12}),
    Reason("all_words", {}),
    Reason("most_words", {}),
    Reason("clear", {}),
    Reason("recent", {"year": 2026}),
    Reason("nowhere", {"words": ("brystholder",)}),
    Reason("nowhere", {"words": ("a", "b")}),
    Reason("year", {"year": "2024"}),
    Reason("number", {"number": "25"}),
    Reason("not_here", {"words": ("kantine",)}),
    Reason("not_here", {"words": ("a", "b")}),
    Reason("other_language", {"question": "de", "passage": "nb"}),
    Reason("other_language", {"question": "xx", "passage": "fr"}),
    Reason("old", {"year": 2019}),
    Reason("far", {}),
    Reason("unclear", {}),
    Reason("scattered", {}),
    Reason("differing", {}),
    Reason("denied", {}),
    Reason("verified", {}),
    Reason("verified_changed", {}),
    Reason("verified_overdue", {}),
    NOTHING,
    UNCERTAIN,
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_is_a_sentence_in_every_language(language: str) -> None:
    for reason in ALL:
        said = in_words(reason, texts(language))
        assert said[0].isupper() or said[0].isdigit()
        assert said.endswith(".")
        assert "{" not in said


def test_reasons_in_words() -> None:
    said = [in_words(reason, texts("nb")) for reason in ALL]
    assert said[0] == "To dokumenter sier det samme."
    assert said[6] == "Ordet «brystholder» står ikke i noe du har tilgang til."
    assert said[7] == "Ordene «a» og «b» står ikke i noe du har tilgang til."
    assert in_words(ALL[12], texts("de")) == "Die Frage ist auf Deutsch, die Stelle auf Norwegisch."
    assert in_words(ALL[13], texts("en")) == (
        "The question is in another language, but the place is in French."
    )
