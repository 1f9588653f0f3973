from dataclasses import fields, replace

import pytest

from answering import Answer, Citation
from answering.models import Basis, LeftOut, Reason
from answering.signals import Signals
from chat_app.show.afterwards import copied
from chat_app.show.dates import shown_date
from chat_app.show.entries import entry, place
from chat_app.show.first_words import first_words
from chat_app.show.links import safe_link
from config import texts

CITATION = Citation(
    n=1,
    space="hr",
    document="handbook/ferie.pdf",
    title="Ferie",
    page=3,
    heading="Ferie > Overføring",
    date="2026-01-15",
    quote="Inntil 14 dager.",
    score=0.8,
    link="https://intranet.example.com/ferie.pdf",
    passage=7,
)
# What an answer has whose confidence is the estimate itself.
BASIS = Basis(Signals(**{field.name: 0.0 for field in fields(Signals)}), "model")


def answer(status: str = "answered", confidence: float = 0.93, cited: bool = True) -> Answer:
    citations = (CITATION,) if cited else ()
    text = "Inntil 14 dager. [1]" if cited else ""
    return Answer("id", status, confidence, "nb", text, None, 80, citations)  # type: ignore[arg-type]


def test_dates_are_written_in_the_language() -> None:
    assert [
        shown_date("2026-01-15", texts(code)).replace("\xa0", " ") for code in ("nb", "de", "en")
    ] == [
        "15. januar 2026",
        "15. Januar 2026",
        "15 January 2026",
    ]
    assert shown_date(None, texts("nb")) == ""
    assert shown_date("våren 2026", texts("nb")) == "våren 2026"


def test_a_place_names_heading_page_and_date_but_not_the_title_again() -> None:
    assert (
        place(CITATION, texts("nb")).replace("\xa0", " ") == "Overføring · side 3 · 15. januar 2026"
    )


def test_a_waiting_question_has_nothing_else() -> None:
    assert entry("Hvor mange?", None, None, True, texts("nb")) == {
        "question": "Hvor mange?",
        "opened": None,
        "newest": True,
        "pending": True,
    }


def test_the_first_words_are_the_first_quote_or_that_there_is_none() -> None:
    quote = "Inntil <b>14</b> dager.\nEtter avtale."
    known = replace(answer(), answer=f"{quote} [1]", citations=(replace(CITATION, quote=quote),))
    assert first_words(known, texts("nb")) == (
        '<div class="kilde-words"><p>Inntil &lt;b&gt;14&lt;/b&gt; dager.</p>'
        "<p>Etter avtale.</p></div>"
    )
    title = texts("nb")("unanswered.title")
    assert first_words(answer("unanswered"), texts("nb")) == (
        f'<div class="kilde-words kilde-unknown"><p>{title}</p></div>'
    )


def test_it_is_copied_with_numbered_sources() -> None:
    assert copied(answer(), texts("en")).replace("\xa0", " ") == (
        "Inntil 14 dager. [1]\n\nSources:\n"
        "[1] Ferie, page 3, https://intranet.example.com/ferie.pdf"
    )


def test_a_document_is_left_out_at_its_first_citation_and_taken_back() -> None:
    twice = replace(
        answer(),
        citations=(CITATION, replace(CITATION, n=2)),
        without=(LeftOut("hr", "handbook/gammel.pdf", "Ferie 2020"),),
    )
    data = entry("Hvor mange?", twice, None, True, texts("en"))
    assert [one["leave_out"] for one in data["sources"]] == [
        "Doesn't belong here: answer again without Ferie",
        None,
    ]
    assert [one["said"] for one in data["left_out"]] == ["Without: Ferie 2020"]


def test_an_answer_has_its_quote_its_source_and_how_sure_it_is() -> None:
    data = entry("Hvor mange?", replace(answer(), basis=BASIS), 1, True, texts("nb"))
    assert data["known"] and data["opened"] == 1
    assert data["segments"] == [
        {
            "blocks": [{"kind": "p", "runs": [["Inntil 14 dager.", 0]]}],
            "quoted": True,
            "numbers": [1],
        }
    ]
    assert data["sources"][0]["title"] == "Ferie"
    assert data["sources"][0]["link"] == "https://intranet.example.com/ferie.pdf"
    assert data["confidence"]["words"] == "Svært sannsynlig riktig"
    assert data["confidence"]["share"] == "omtrent 93 av 100 slike svar er riktige"
    meaning = data["confidence"]["meaning"].replace("\xa0", " ")
    assert meaning == "Anslått sannsynlighet for at svaret er riktig: 93 %"
    assert data["done"] == "Svaret er klart, med én kilde."


def test_confidence_in_words() -> None:
    words = [
        entry("?", answer(confidence=share), None, True, texts("en"))["confidence"]["words"]
        for share in (0.95, 0.8, 0.71, 0.45)
    ]
    assert words == [
        "Very likely right",
        "Probably right",
        "May well be right – check it in the source",
        "Uncertain – look it up in the source",
    ]


def test_an_estimate_is_never_certain() -> None:
    sure = replace(answer(confidence=0.9999), basis=BASIS)
    data = entry("?", sure, None, True, texts("en"))
    assert data["confidence"]["share"] == "about 99 in 100 such answers are right"


@pytest.mark.parametrize(
    ("language", "said"),
    [("nb", "anslått til 62 %"), ("de", "geschätzt 62 %"), ("en", "estimated 62%")],
)
def test_what_a_rule_lowered_is_an_estimate_and_no_share_of_such_answers(
    language: str, said: str
) -> None:
    shown = entry("?", answer(confidence=0.62), None, True, texts(language))["confidence"]["share"]
    assert shown.replace("\xa0", " ") == said


def test_what_is_not_known_is_said_and_its_passages_are_no_answer() -> None:
    data = entry("?", answer("unanswered", 0.3), None, True, texts("en"))
    assert not data["known"]
    assert data["segments"] == [] and data["confidence"] is None
    assert data["sources_title"] == "Closest places"
    assert data["sources"][0]["snippet"] == "Inntil 14 dager."
    assert "not an answer" in data["unknown"][0]


def test_a_table_among_the_nearest_is_shown_on_a_line() -> None:
    table = replace(CITATION, quote="Satsene er:\nAlder | Sats\nover 60 | 14,3 %")
    given = replace(answer("unanswered", 0.3), citations=(table,))
    data = entry("?", given, None, True, texts("en"))
    assert data["sources"][0]["snippet"] == "Satsene er: Alder, Sats · over 60, 14,3 %"


def test_nothing_similar_is_said_too() -> None:
    data = entry("?", answer("unanswered", 0.0, cited=False), None, True, texts("en"))
    assert data["unknown"][0] == "I found nothing similar either."


def test_what_an_expert_looks_at_first_is_not_shown_before() -> None:
    data = entry("?", answer("pending"), None, True, texts("en"), handed=True)
    assert (data["segments"], data["sources"], data["confidence"], data["why"]) == (
        [],
        [],
        None,
        None,
    )
    assert data["texts"]["unknown_title"] == "Someone looks at the answer first"


def test_small_talk_has_neither_sources_nor_confidence() -> None:
    reply = Answer("id", "answered", 1.0, "nb", "Hei!", None, 0, (), small_talk=True)
    data = entry("hei", reply, None, True, texts("nb"))
    assert data["confidence"] is None and data["sources"] == []
    assert data["segments"][0]["blocks"] == [{"kind": "p", "runs": [["Hei!", 0]]}]


def test_only_web_addresses_become_links() -> None:
    assert safe_link("https://intranet.example.com/a") == "https://intranet.example.com/a"
    assert safe_link("javascript:alert(1)") is None
    assert safe_link("file:///etc/passwd") is None
    assert safe_link(None) is None


def test_why_is_told_in_the_pages_language_of_an_answer_and_of_a_doubt() -> None:
    reasons = (Reason("same", {"documents": 2}), Reason("recent", {"year": 2026}))
    sure = entry("?", replace(answer(), reasons=reasons), None, True, texts("de"))
    assert sure["why"] == {
        "title": "Warum?",
        "reasons": ["Zwei Dokumente sagen dasselbe.", "Das Dokument ist von 2026."],
    }
    doubt = replace(
        answer("unanswered", 0.3), reasons=(Reason("nowhere", {"words": ("brystholder",)}),)
    )
    assert entry("?", doubt, None, True, texts("nb"))["why"] == {
        "title": "Hvorfor er jeg i tvil?",
        "reasons": ["Ordet «brystholder» står ikke i noe du har tilgang til."],
    }
    assert entry("?", answer(), None, True, texts("nb"))["why"] is None
