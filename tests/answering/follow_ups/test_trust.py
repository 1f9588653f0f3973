"""An answer to a follow-up speaks of what is new, or is not trusted."""

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


def test_an_answer_that_holds_what_is_new_is_trusted() -> None:
    quote = "Godtgjørelsen for sykkel er 2,00 kr per km."
    assert trusted(0.9, follow_up("og for sykkel?"), [quote], quote, foreign=False) == 0.9


def test_the_earlier_answer_again_is_not() -> None:
    assert trusted(0.9, follow_up("og for snøscooter?"), [RATE], RATE, foreign=False) < 0.4


def test_in_another_language_the_earlier_answer_again_is_known_all_the_same() -> None:
    assert trusted(0.9, follow_up("and for snowmobiles?"), [RATE], RATE, foreign=True) <= 0.4


def test_how_long_wants_a_figure() -> None:
    quote = "Satsene fastsettes av ledelsen."
    question = follow_up("hvor lenge gjelder den?")
    assert trusted(0.9, question, [quote], quote, foreign=False) <= 0.4
