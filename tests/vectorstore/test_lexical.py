"""The lexical index: Tantivy itself, in a folder of the test's."""

from __future__ import annotations

from pathlib import Path

import pytest

from vectorstore.analysis import grams, stems
from vectorstore.lexical import LexicalError, LexicalIndex
from vectorstore.statistics import Statistics, pooled


def index_of(folder: Path, *texts: str) -> LexicalIndex:
    index = LexicalIndex(folder)
    with index.writer() as writer:
        for number, text in enumerate(texts, start=1):
            writer.add(number, number, text)
        writer.commit()
    return index


def found(index: LexicalIndex, question: str) -> list[int]:
    terms = stems(question)
    return [n for n, _ in index.search("stems", terms, index.statistics("stems", terms), 10)]


def test_inflected_words_are_found_in_three_languages(tmp_path: Path) -> None:
    index = index_of(
        tmp_path, "Feriedagene overføres.", "Die Krankmeldungen prüfen wir.", "Connecting to VPNs"
    )
    assert found(index, "feriedager") == [1]
    assert found(index, "Krankmeldung") == [2]
    assert found(index, "connect") == [3]


def test_compounds_are_found_by_their_parts(tmp_path: Path) -> None:
    index = index_of(tmp_path, "Ferieoverføring til neste år", "Kantinen serverer lunsj")
    terms = grams("overføring av ferie")
    assert index.search("grams", terms, index.statistics("grams", terms), 10)[0][0] == 1


def test_a_deleted_version_is_not_found(tmp_path: Path) -> None:
    index = index_of(tmp_path, "ferie", "ferie")
    with index.writer() as writer:
        writer.delete_version(1)
        writer.commit()
    assert found(index, "ferie") == [2]
    assert index.ids() == {2}


def test_what_was_not_committed_is_not_there(tmp_path: Path) -> None:
    index = index_of(tmp_path, "ferie")
    with pytest.raises(RuntimeError), index.writer() as writer:
        writer.add(2, 2, "ferie")
        raise RuntimeError
    assert found(index, "ferie") == [1]


def test_another_readers_commit_is_seen(tmp_path: Path) -> None:
    reader = LexicalIndex(tmp_path)
    index_of(tmp_path, "ferie")
    assert found(reader, "ferie") == [1]


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path)
    with (
        index.writer(),
        pytest.raises(LexicalError, match="being written by another process"),
    ):
        index.writer(wait=0.1)


def test_scores_of_two_partitions_compare(tmp_path: Path) -> None:
    """A word that is rare in one partition and common in both together weighs by both."""
    rare = index_of(tmp_path / "a", "ferie for alle", *["annet noe"] * 9)
    common = index_of(tmp_path / "b", "ferie for alle", *["ferie noe"] * 9)
    terms = ["feri"]
    pool = pooled([rare.statistics("stems", terms), common.statistics("stems", terms)])
    [(_, in_rare)] = rare.search("stems", terms, pool, 1)
    [(_, in_common)] = common.search("stems", terms, pool, 1)
    # By their own statistics they would differ twentyfold; what is left is the passages'
    # average length, which each partition keeps to itself.
    assert in_rare == pytest.approx(in_common, rel=0.15)


def test_what_one_may_not_read_changes_no_score(tmp_path: Path) -> None:
    mine = index_of(tmp_path / "a", "ferie for alle", "lunsj")
    terms = ["feri"]
    alone = mine.search("stems", terms, pooled([mine.statistics("stems", terms)]), 5)
    index_of(tmp_path / "b", *["ferie"] * 30)
    assert mine.search("stems", terms, pooled([mine.statistics("stems", terms)]), 5) == alone


def test_rarer_terms_weigh_more() -> None:
    statistics = Statistics(100, {"rare": 1, "common": 90})
    assert statistics.idf("rare") > 4 > statistics.idf("common") > 0
    assert statistics.idf("unseen") > statistics.idf("rare")


def test_the_index_holds_no_text(tmp_path: Path) -> None:
    index_of(tmp_path, "Sammenhengende hemmelighet")
    held = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    assert b"Sammenhengende hemmelighet" not in held
