"""One order out of meaning, stems and 5-grams."""

from __future__ import annotations

import pytest

from vectorstore.fusion import DENSE, GRAMS, STEMS, fuse
from vectorstore.statistics import Statistics

UNRELATED = 0.8
NOWHERE = Statistics(100, {"urlaub": 0, "tag": 0})
# IDF of a term that 1 of 100 passages has: log(1 + 99.5 / 1.5) = 4.21.
RARE = Statistics(100, {"ferie": 1})


def test_the_closest_is_first_where_no_word_is_shared() -> None:
    found = fuse({1: 0.8, 2: 0.9, 3: 0.85}, {}, {}, NOWHERE, NOWHERE, UNRELATED)
    assert list(found) == [2, 3, 1]
    assert found[2].fused == pytest.approx(DENSE * (0.9 - 0.8) / (1 - 0.8))


def test_what_is_no_closer_than_unrelated_texts_counts_for_nothing() -> None:
    found = fuse({1: 0.8, 2: 0.7}, {}, {}, NOWHERE, NOWHERE, UNRELATED)
    assert [scores.fused for scores in found.values()] == [0, 0]


def test_a_score_does_not_depend_on_the_other_candidates() -> None:
    alone = fuse({1: 0.9}, {1: 3.0}, {1: 2.0}, RARE, RARE, UNRELATED)[1]
    among = fuse({1: 0.9, 2: 0.95}, {1: 3.0, 2: 4.0}, {1: 2.0}, RARE, RARE, UNRELATED)[1]
    assert alone == among


def test_words_count_as_their_share_of_the_most_they_could_give() -> None:
    most = 2.2 * RARE.idf("ferie")
    found = fuse({1: 0.8, 2: 0.8}, {1: most}, {1: most / 2}, RARE, RARE, UNRELATED)
    assert found[1].fused == pytest.approx(STEMS + GRAMS / 2)
    assert found[2].fused == 0


def test_chance_hits_of_another_language_do_not_outweigh_meaning() -> None:
    # One word of many is shared by chance: the best of the stems, and yet little.
    asked = Statistics(100, {"wie": 0, "viel": 0, "urlaub": 0, "hab": 0, "in": 30})
    score = 1.5 * asked.idf("in")
    found = fuse({1: 0.80, 2: 0.86}, {1: score}, {}, asked, NOWHERE, UNRELATED)
    assert list(found) == [2, 1]


def test_the_raw_scores_are_kept() -> None:
    scores = fuse({7: 0.8}, {7: 3.0}, {7: 2.0}, RARE, RARE, UNRELATED)[7]
    assert (scores.cosine, scores.stems, scores.grams) == (0.8, 3.0, 2.0)


def test_ties_are_broken_by_id_so_that_the_order_never_changes() -> None:
    assert list(fuse({3: 0.8, 1: 0.8, 2: 0.8}, {}, {}, NOWHERE, NOWHERE, UNRELATED)) == [1, 2, 3]


def test_nothing_found_is_nothing() -> None:
    assert fuse({}, {}, {}, NOWHERE, NOWHERE, UNRELATED) == {}


def test_a_passage_that_is_the_question_itself_gets_all_of_the_meaning() -> None:
    found = fuse({1: 1.0}, {}, {}, NOWHERE, NOWHERE, UNRELATED)
    assert found[1].fused == pytest.approx(DENSE)
