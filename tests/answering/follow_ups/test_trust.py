"""An answer to a follow-up speaks of what is new, or is not trusted."""

from dataclasses import replace

import pytest

from answering import Answer, Citation, Exchange
from answering.follow_ups import trusted, written_out
from answering.follow_ups.writing import FollowUp

RATE = "Godtgjørelsen for bil er 5,10 kr per km."


def follow_up(question: str, earlier: str = "Hva er satsen for bil?") -> FollowUp:
    said = Citation(1, "hr", "docs/reise.md", "Reise", None, "Reise", None, RATE, 0.8, None, 1)
    answer = Answer("id", "answered", 0.9, "nb", RATE, None, 80, (said,))
    found = written_out(question, [Exchange(earlier, answer)])
    assert found is not None
    return found


def trust(question: str, quote: str, best: str, foreign: bool = False) -> float:
    """Of an answer with this quote, in which a sentence answers best, whose confidence was .9."""
    return trusted(0.9, follow_up(question), [quote], quote, best, foreign)


def test_an_answer_that_holds_what_is_new_is_trusted() -> None:
    quote = "Godtgjørelsen for sykkel er 2,00 kr per km."
    assert trust("og for sykkel?", quote, quote) == 0.9


def test_the_earlier_answer_again_is_not() -> None:
    assert trust("og for snøscooter?", RATE, RATE) < 0.4


def test_in_another_language_the_earlier_answer_again_is_known_all_the_same() -> None:
    assert trust("and for snowmobiles?", RATE, RATE, foreign=True) <= 0.4


def test_how_long_wants_a_figure() -> None:
    quote = "Satsene fastsettes av ledelsen."
    assert trust("hvor lenge gjelder den?", quote, quote) <= 0.4


@pytest.mark.parametrize("question", ["hvem godkjenner det?", "og fristen?", "how do I apply?"])
def test_the_earlier_answer_with_another_sentence_is_the_earlier_one_again(question: str) -> None:
    quote = f"{RATE} Bompenger dekkes etter kvittering."
    assert trust(question, quote, RATE) == 0.4


def test_what_is_new_beside_the_earlier_answer_is_trusted_where_it_answers() -> None:
    new = "Lederen din bestemmer det."
    assert trust("hvem godkjenner det?", f"{RATE} {new}", new) == 0.9


def test_the_same_sentence_is_trusted_where_it_speaks_of_what_is_asked() -> None:
    quote = f"{RATE} Lederen godkjenner regningen."
    assert trust("hvem godkjenner det?", quote, RATE) == 0.9


def test_why_wants_a_reason_new_or_not() -> None:
    reason = "Satsen ble hevet i januar fordi drivstoffet er blitt dyrere."
    assert trust("hvorfor det?", f"{RATE} {reason}", reason) == 0.9
    assert trust("hvorfor det?", f"{RATE} Bompenger dekkes.", "Bompenger dekkes.") == 0.4
    before = follow_up("why?", "Ble satsen hevet?")
    said = replace(before, earlier=replace(before.earlier, answer=f"{reason} [1]"))
    assert trusted(0.9, said, [reason], reason, reason, foreign=False) == 0.9


@pytest.mark.parametrize(
    "said",
    [
        "Öffnen Sie den Client – die Anmeldung läuft über das Firmenkonto.",
        "Åpne klienten; innloggingen går over firmakontoen.",
        "Damit melden Sie sich am Client an.",
        "The rate has applied since 2020.",
        "The rate has applied since last year.",
        "Wenden Sie sich wegen der Karte an den Empfang.",
        "Ellers gjelder de vanlige satsene.",
    ],
)
def test_what_holds_no_reason_does_not_answer_why(said: str) -> None:
    assert trust("why?", said, said) == 0.4


@pytest.mark.parametrize(
    "said",
    [
        "Melden Sie es sofort, damit die Karte gesperrt wird.",
        "Wegen Brandgefahr ist das Laden verboten.",
        "The rate rose since fuel became dearer.",
        "Lever kvitteringen, ellers dekkes ikke utlegget.",
    ],
)
def test_what_holds_a_reason_answers_why(said: str) -> None:
    assert trust("why?", said, said) == 0.9


def who(said: str) -> float:
    """Of the earlier answer given again to "who decides it?"."""
    before = follow_up("who decides it?")
    again = replace(before, earlier=replace(before.earlier, answer=said))
    return trusted(0.9, again, [said], said, said, foreign=False)


@pytest.mark.parametrize(
    "said",
    [
        "Satsen trer i kraft i januar.",
        "Die Anleitung hängt am Gerät.",
        "Die Wasserleitung wird jährlich geprüft.",
        "Die Handschuhe sind aus Leder.",
        "Personal data is deleted.",
    ],
)
def test_what_names_nobody_does_not_answer_who(said: str) -> None:
    assert who(said) == 0.4


@pytest.mark.parametrize(
    "said",
    [
        "Lederen din godkjenner reisen.",
        "Avdelingslederen godkjenner reisen.",
        "Leder godkjenner reisen.",
        "Teamlederne godkjenner reisen.",
        "Økonomisjefen godkjenner reisen.",
        "Der Vorgesetzte genehmigt die Reise.",
        "Die Teamleitung genehmigt die Reise.",
        "Die Abteilungsleiterin genehmigt die Reise.",
        "Die Führungskraft genehmigt die Reise.",
        "Der Arbeitgeber genehmigt die Reise.",
        "Arbeidsgiveren godkjenner reisen.",
        "Your boss approves the trip.",
        "The employer approves the trip.",
        "Your line manager approves the trip.",
        "Verneombudet godkjenner stansen.",
        "Tillitsvalgte godkjenner planen.",
        "HR godkjenner reisen.",
    ],
)
def test_what_names_somebody_answers_who(said: str) -> None:
    assert who(said) == 0.9
