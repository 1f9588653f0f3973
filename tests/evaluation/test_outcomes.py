"""Question sets put to Kilde itself."""

from __future__ import annotations

from evaluation.outcomes import outcomes
from evaluation.question_sets import Question, QuestionSet

HOLIDAYS = QuestionSet(
    "holidays",
    frozenset({"nb"}),
    {
        "ferie.txt": "Ferie\n\nInntil ti feriedager kan overføres til neste år.",
        "kantine.txt": "Kantine\n\nKantina er åpen fra kl. 8 til kl. 14.",
    },
    (
        Question("Når er kantina åpen?", "kantine.txt", ("kl. 14",), "1"),
        Question("Hvem er direktør i Chile?", "", (), "2"),
    ),
    "holidays",
)


def test_each_question_has_its_rank_its_answer_and_its_signals() -> None:
    ((asked, (known, unknown)),) = outcomes([HOLIDAYS])
    assert asked == HOLIDAYS
    assert (known.rank, known.right) == (1, True)
    assert "Kantina er åpen fra kl. 8 til kl. 14. [1]" in known.shown
    assert (unknown.rank, unknown.right) == (None, False)
    assert known.signals.cosine > unknown.signals.cosine
