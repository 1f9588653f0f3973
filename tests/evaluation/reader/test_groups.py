"""From contexts and what was found for them to what is learnt from."""

from __future__ import annotations

import json
from pathlib import Path

from answering.reader.text import Encoded
from evaluation.reader import contexts, recipe
from evaluation.reader.candidates import Candidates, Cut
from evaluation.reader.groups import Group, drawn, groups
from evaluation.reader.rules import made_up

CUTS = [
    Cut(0, "nb", ("Ferie",), "Ferien er fem uker. Ti dager kan overføres."),
    Cut(0, "nb", ("Ferie",), "Over 60 er ferien seks uker. Ti dager må tas om sommeren."),
    Cut(1, "nb", ("Kantine",), "Kantina er åpen fra kl. 8."),
    Cut(2, "nb", ("Lønn",), "Lønnen kommer den femtende."),
]
QUESTION = "Hvor mange dager kan overføres?"


def line(lang: str, context: str, question: str, answer: str) -> str:
    found = {"question": question, "answer": answer, "start": context.index(answer)}
    return json.dumps({"lang": lang, "context": context, "questions": [found]})


def test_translations_are_one_subject_and_lie_in_one_fold(tmp_path: Path) -> None:
    file = tmp_path / "reading.jsonl"
    file.write_text(
        "\n".join(
            [
                line("nb", "Ferien er fem uker.", "Hvor lang er ferien?", "fem uker"),
                line("en", "Water freezes at 0.", "When does water freeze?", "0"),
                line("de", "Wasser gefriert bei 0.", "Wann gefriert Wasser?", "0"),
            ]
        ),
        encoding="utf-8",
    )
    read = contexts.read(file)

    assert [one.subject for one in read] == ["nb-0", "parallel-0", "parallel-0"]
    assert read[1].fold == read[2].fold
    assert contexts.folds_of_questions(read)["Wann gefriert Wasser?"] == read[1].fold


def test_passages_of_the_same_text_with_the_answers_words_are_not_taken_for_wrong() -> None:
    found = Candidates(0, 0, QUESTION, "nb", ((0, 20, 28),), (0, 1, 2))
    kept_apart = Candidates(1, 0, "Når åpner kantina?", "nb", ((2, 20, 25),), (2, 0))

    first, second = groups(CUTS, [found, kept_apart], wordings=0, seed=1)

    assert first == Group((QUESTION,), ((0, 20, 28),), (2,), "nb")
    assert second.others == (0,)


def test_contexts_of_another_fold_are_not_learnt_from() -> None:
    found = Candidates(0, 0, QUESTION, "nb", ((0, 20, 28),), (0, 3, 1))

    assert groups(CUTS, [found], wordings=0, seed=1) == []


ENCODED = [
    # Ferie | Ferien er fem uker. | Ti dager kan overføres.
    Encoded(
        [0, 9, 10, 11, 12, 13, 14, 15, 2],
        [None, None, (0, 6), (7, 9), (10, 19), (20, 22), (23, 28), (29, 43), None],
        [None, None, 0, 0, 0, 1, 1, 1, None],
        (1, 2),
    ),
    Encoded([0, 9, 20, 2], [None, None, (0, 10), None], [None, None, 0, None], (1, 2)),
]


def test_a_part_has_the_headings_and_whole_sentences_with_the_answer() -> None:
    numbers = recipe.read()
    fixed = recipe.Recipe(
        **{
            **numbers.__dict__,
            "tokens": (6,),
            "tokens_weights": (1.0,),
            "unanswered": 0.0,
            "noisy": 0.0,
            "passages": 2,
        }
    )
    ((one,),) = drawn([Group((QUESTION,), ((0, 20, 28),), (1,), "nb")], ENCODED, fixed, 0)

    gold, other = one.reads
    assert (gold.tokens, gold.here, gold.begin, gold.end) == ((0, 1, 5, 6, 7), (2, 3, 4), 2, 3)
    assert (other.passage, other.here, other.begin) == (1, (), None)


def test_an_epoch_is_the_same_each_time_and_another_is_not() -> None:
    numbers = recipe.read()
    cuts, made = made_up(20, 1, 0, seed=4)
    encoded = [
        Encoded([0, 5, 2], [None, (0, len(c.text)), None], [None, 0, None], (1, 1)) for c in cuts
    ]

    first = list(drawn(made, encoded, numbers, 0))

    assert first == list(drawn(made, encoded, numbers, 0))
    assert first != list(drawn(made, encoded, numbers, 1))


def test_made_up_rules_hold_their_answers() -> None:
    cuts, made = made_up(60, 1, 100, seed=4)

    assert len(cuts) == 240
    for group in made:
        ((number, start, end),) = group.gold
        answer = cuts[number - 100].text[start:end]
        assert answer.strip() == answer != ""
        assert set(group.others) == {number + 1, number + 2, number + 3}
    assert {cuts[n - 100].language for g in made for n, _, _ in g.gold} == {"nb", "de", "en"}
    assert any(" | " in cut.text for cut in cuts)
    assert any(cut.text.startswith("- ") for cut in cuts)


def test_chance_alone_decides_nothing() -> None:
    assert made_up(5, 1, 0, seed=4) == made_up(5, 1, 0, seed=4)
    assert made_up(5, 1, 0, seed=4) != made_up(5, 1, 0, seed=5)
