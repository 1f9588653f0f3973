"""Chroma itself: its server's life, and the vectors in it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from vectorstore import server
from vectorstore.dense import VectorStore
from vectorstore.server import ChromaError

UNIT = np.eye(4, dtype=np.float32)


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    server.stop(tmp_path)


def test_the_nearest_come_first(data: Path) -> None:
    store = VectorStore(data)
    store.add("kilde-a", [7, 8, 9], UNIT[:3])
    assert store.nearest("kilde-a", np.array([0.1, 0.9, 0.2, 0], np.float32), 3) == [8, 9, 7]


def test_deleted_vectors_are_not_found(data: Path) -> None:
    store = VectorStore(data)
    store.add("kilde-a", [7, 8], UNIT[:2])
    store.delete("kilde-a", [7])
    assert store.nearest("kilde-a", UNIT[0], 5) == [8]
    assert store.ids("kilde-a") == {8}


def test_a_dropped_collection_is_empty_and_dropping_it_again_is_no_error(data: Path) -> None:
    store, other = VectorStore(data), VectorStore(data)
    store.add("kilde-a", [7], UNIT[:1])
    other.drop("kilde-a")
    other.drop("kilde-a")
    assert store.ids("kilde-a") == set()


def test_two_processes_share_one_server(data: Path) -> None:
    VectorStore(data).add("kilde-a", [7], UNIT[:1])
    program = (
        "import sys; from pathlib import Path; from vectorstore.dense import VectorStore;"
        "print(VectorStore(Path(sys.argv[1])).ids('kilde-a'))"
    )
    other = subprocess.run(
        [sys.executable, "-c", program, str(data)], capture_output=True, text=True, check=True
    )
    assert other.stdout.strip() == "{7}"


def test_a_server_that_died_is_started_again(data: Path) -> None:
    store = VectorStore(data)
    store.add("kilde-a", [7], UNIT[:1])
    first = server.ensure(data)
    os.kill(first.pid, signal.SIGKILL)
    assert store.ids("kilde-a") == {7}
    assert server.ensure(data).pid != first.pid


def test_a_server_whose_files_were_replaced_is_replaced_too(data: Path) -> None:
    VectorStore(data).add("kilde-a", [7], UNIT[:1])
    first = server.ensure(data)
    shutil.copytree(data / "chroma", data / "backup")
    shutil.rmtree(data / "chroma")
    (data / "backup").rename(data / "chroma")
    assert server.running(data) is None
    assert server.ensure(data).pid != first.pid
    assert server.stop(data)


@pytest.mark.slow
def test_a_server_that_hangs_is_replaced(data: Path) -> None:
    store = VectorStore(data)
    store.add("kilde-a", [7], UNIT[:1])
    first = server.ensure(data)
    os.kill(first.pid, signal.SIGSTOP)
    assert VectorStore(data).ids("kilde-a") == {7}
    assert server.ensure(data).pid != first.pid


def test_a_note_about_another_process_is_not_believed(data: Path) -> None:
    (data / "chroma.json").write_text(json.dumps({"pid": os.getpid(), "port": 9}))
    assert server.running(data) is None
    assert VectorStore(data).alive()


def test_stopping_ends_it(data: Path) -> None:
    VectorStore(data).alive()
    assert server.stop(data)
    assert server.running(data) is None
    assert not server.stop(data)


def test_a_server_elsewhere_that_does_not_answer_is_named(data: Path) -> None:
    store = VectorStore(data, "http://127.0.0.1:9")
    with pytest.raises(ChromaError, match=r"http://127\.0\.0\.1:9 does not answer"):
        store.ids("kilde-a")
    assert not store.alive()
