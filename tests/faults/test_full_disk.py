"""A disk that becomes full in the middle: a clear error, nothing lost, and then all goes on."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.collection import Collection
from tests.faults.full_disk import full_but_for, small_disk
from tests.faults.loop import Company, compare
from tests.faults.models import two_models
from vectorstore import ChromaError, LexicalError, LexicalIndex, VectorStore, server


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    try:
        with small_disk(tmp_path / "disk") as mounted:
            yield mounted
    except PermissionError as error:
        pytest.skip(f"needs the right to mount a file system in memory: {error}")


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_an_ingest_on_a_full_disk_says_so_and_the_next_one_completes(
    disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KILDE_MODELS", str(tmp_path / "models"))
    monkeypatch.delenv("KILDE_DATA", raising=False)
    collection = Collection(tmp_path / "documents", random.Random(3), 60)
    company = Company(disk / "company", tmp_path / "documents", two_models(tmp_path))
    company.configure(collection)
    try:
        company.complete()
        for kilobytes in (4, 300):
            collection.step()
            with full_but_for(disk, kilobytes):
                ingest = company.ingest()
                _, said = ingest.communicate(timeout=300)
            assert ingest.returncode == 1
            assert "disk is full" in said
            assert "was not foreseen" not in said
            company.complete()
            compare(company, collection)
    finally:
        server.stop(company.data)


def test_a_lexical_index_on_a_full_disk(disk: Path) -> None:
    folder = disk / "lexical"
    index = LexicalIndex(folder)
    with index.writer() as writer:
        writer.add(1, 1, "ferie")
        writer.commit()
    with (
        full_but_for(disk, 4),
        pytest.raises(LexicalError, match=r"the disk is full; make room"),
        index.writer() as writer,
    ):
        writer.add(2, 2, " ".join(f"ord{n}" for n in range(20_000)))
        writer.commit()
    with index.writer() as writer:
        writer.add(3, 3, "ferie")
        writer.commit()
    assert index.ids() == {1, 3}


def test_vectors_on_a_full_disk(disk: Path) -> None:
    import numpy as np

    store = VectorStore(disk)
    unit = np.eye(8, dtype=np.float32)
    many = np.ones((2000, 8), dtype=np.float32)
    try:
        store.add("kilde-a", [1, 2], unit[:2])
        with full_but_for(disk, 20):
            with pytest.raises(ChromaError, match="its disk is full"):
                store.add("kilde-a", range(10, 2010), many)
            assert store.nearest("kilde-a", unit[0], 1) == [1]
        assert store.suspect
        store.restart()
        store.add("kilde-a", [3], unit[2:3])
        assert {1, 2, 3} <= store.ids("kilde-a")
    finally:
        server.stop(disk)
