"""A follow-up is written out in full; a question that stands for itself is left alone."""

import pytest

from answering import Answer, Exchange
from answering.follow_ups import written_out


def after(earlier: str, question: str) -> str | None:
    answer = Answer("id", "answered", 0.9, "nb", "", None, 80, ())
    follow_up = written_out(question, [Exchange(earlier, answer)])
    return follow_up.question if follow_up else None


@pytest.mark.parametrize(
    ("earlier", "question", "meant"),
    [
        (
            "Hvor mange dager i uken kan jeg ha hjemmekontor?",
            "og i Stavanger?",
            "Hvor mange dager i Stavanger kan jeg ha hjemmekontor?",
        ),
        (
            "Hva er kilometergodtgjørelsen for bil?",
            "hva med motorsykkel?",
            "Hva er kilometergodtgjørelsen for motorsykkel?",
        ),
        (
            "Hvem godkjenner en reise i Norden?",
            "enn utenfor Europa?",
            "Hvem godkjenner en reise utenfor Europa?",
        ),
        (
            "Hva koster varmretten med lunsjordning?",
            "og uten?",
            "Hva koster varmretten uten lunsjordning?",
        ),
        (
            "Wie viel Urlaub habe ich bei drei Tagen in der Woche?",
            "Und bei vier Tagen?",
            "Wie viel Urlaub habe ich bei vier Tagen in der Woche?",
        ),
        (
            "Wann beginnt die Spätschicht am Freitag?",
            "Und die Frühschicht?",
            "Wann beginnt die Frühschicht am Freitag?",
        ),
        (
            "What is the core time in Larvik?",
            "and in Oldenburg?",
            "What is the core time in Oldenburg?",
        ),
        (
            "How many days can be carried over in 2026?",
            "and in 2025?",
            "How many days can be carried over in 2025?",
        ),
    ],
)
def test_a_piece_takes_its_place_in_the_earlier_question(
    earlier: str, question: str, meant: str
) -> None:
    assert after(earlier, question) == meant


@pytest.mark.parametrize(
    ("earlier", "question", "meant"),
    [
        (
            "Hvor mange feriedager har jeg i året?",
            "og for deltid?",
            "Hvor mange feriedager har jeg i året for deltid?",
        ),
        (
            "Ab welchem Tag brauche ich eine AU?",
            "Und im Urlaub?",
            "Ab welchem Tag brauche ich eine AU im Urlaub?",
        ),
        (
            "How many days a week can I work from home?",
            "what about apprentices?",
            "How many days a week can I work from home – apprentices?",
        ),
        # "I" is who asks, no "i" of a Norwegian place.
        (
            "How do I connect to the VPN?",
            "and on my phone?",
            "How do I connect to the VPN on my phone?",
        ),
        # Thanks before it say nothing.
        (
            "Hvor mange feriedager har jeg i året?",
            "Tusen takk! Og for vikarer?",
            "Hvor mange feriedager har jeg i året for vikarer?",
        ),
        (
            "Ab welchem Tag brauche ich eine AU?",
            "Alles klar, auch in der Probezeit?",
            "Ab welchem Tag brauche ich eine AU in der Probezeit?",
        ),
        (
            "How many vacation days do I have?",
            "Great, and if I'm sick?",
            "How many vacation days do I have – if I'm sick?",
        ),
        (
            "Hvor mange feriedager har jeg i året?",
            "Jeg mener for deltid",
            "Hvor mange feriedager har jeg i året for deltid?",
        ),
    ],
)
def test_a_piece_without_a_place_stands_behind(earlier: str, question: str, meant: str) -> None:
    assert after(earlier, question) == meant


@pytest.mark.parametrize(
    ("earlier", "question", "meant"),
    [
        (
            "How many days a week can I work from home – apprentices?",
            "and interns?",
            "How many days a week can I work from home – interns?",
        ),
        (
            "Hvor mye får jeg i Stavanger for bredbånd?",
            "og for telefon?",
            "Hvor mye får jeg i Stavanger for telefon?",
        ),
    ],
)
def test_a_newer_piece_of_the_same_kind_takes_the_place_of_the_older(
    earlier: str, question: str, meant: str
) -> None:
    assert after(earlier, question) == meant


@pytest.mark.parametrize(
    ("earlier", "question", "meant"),
    [
        (
            "Hvor mange feriedager kan jeg overføre til neste år?",
            "hvem bestemmer det?",
            "Hvem bestemmer det (feriedager overføre til neste år)?",
        ),
        (
            "Wie lange vorher muss ich Teilzeit beantragen?",
            "Wer entscheidet das?",
            "Wer entscheidet das (vorher Teilzeit beantragen)?",
        ),
        (
            "How do I connect to the VPN?",
            "how long does it take?",
            "How long does it take (connect to the VPN)?",
        ),
        # "I" is no Norwegian place that "them" could be.
        (
            "What happens to unused vacation days?",
            "May I sell them to a colleague?",
            "May I sell them to a colleague (happens to unused vacation days)?",
        ),
        # A manager is not what is refused.
        (
            "How do I apply for part-time work?",
            "Can my manager refuse it?",
            "Can my manager refuse it (apply for part-time work)?",
        ),
        (
            "Wie lange vorher muss ich Teilzeit beantragen?",
            "Kann der Chef das ablehnen?",
            "Kann der Chef das ablehnen (vorher Teilzeit beantragen)?",
        ),
        # A third question is about what the first was about.
        (
            "How long does it take (connect to the VPN)?",
            "who can help with that?",
            "Who can help with that (connect to the VPN)?",
        ),
    ],
)
def test_a_pronoun_keeps_the_subject(earlier: str, question: str, meant: str) -> None:
    assert after(earlier, question) == meant


@pytest.mark.parametrize(
    "question",
    [
        "Hvor henger hjertestarteren ved porten i hallen?",
        "Er det lov å lade elsykkel innendørs?",
        "Hvis jeg mister kortet, hvem sier jeg det til?",
        "Gibt es bei uns Fahrradleasing?",
        "Darf ich beim Fräsen Handschuhe anziehen?",
        "Is it possible to get money for learning Norwegian?",
        "takk!",
        "Takk for sist, hvor søker jeg om fri til bryllupet?",
        "Bare ledere har nøkkel til arkivet, hvem spør jeg?",
        # "er" is no German "he", "de to" no "they".
        "Hva er fristen for påmelding til høstferien på hytta?",
        "Hva heter de to verneombudene i Stavanger?",
        "Is there a dress code in the office?",
        "How many phishing mails does IT send per year?",
        "vpn error 809",
        "egenmelding",
    ],
)
def test_a_question_that_stands_for_itself_is_left_alone(question: str) -> None:
    assert after("Hva er kilometergodtgjørelsen for bil?", question) is None


def test_the_first_question_of_a_conversation_leans_on_nothing() -> None:
    assert written_out("og for deltid?", []) is None


def test_small_talk_in_between_is_no_question_to_lean_on() -> None:
    thanks = Answer("id", "answered", 1.0, "nb", "Bare hyggelig!", None, 1, (), small_talk=True)
    question = Answer("id", "answered", 0.9, "nb", "", None, 80, ())
    before = [Exchange("Hva er satsen for bil?", question), Exchange("takk", thanks)]
    follow_up = written_out("og for sykkel?", before)
    assert follow_up and follow_up.question == "Hva er satsen for sykkel?"


def test_what_would_be_too_long_to_ask_stands_for_itself() -> None:
    longest = f"Hva koster {'tog ' * 495}bil?"
    assert (len(longest), after(longest, "og for deltid?")) == (1995, None)
