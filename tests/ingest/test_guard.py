"""The guard: what a file can do to its reader, and what comes of it."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from config import ROOT
from ingest.elements import Element
from ingest.guard import Guard, Limits, Unreadable
from ingest.guard.answers import parsed_of, picture_of
from ingest.guard.frames import TooLong, pack, unpack
from tests.ingest.conftest import Draw, Line, column, manual

MEBIBYTE = 1024 * 1024


@pytest.fixture
def guard() -> Iterator[Guard]:
    with Guard() as guard:
        yield guard


@pytest.fixture
def ferie(tmp_path: Path) -> Path:
    path = tmp_path / "ferie.md"
    path.write_text("# Ferie\n\nFem  uker.\n")
    return path


def child_of(guard: Guard) -> int:
    """The process that the guard's one worker reads in."""
    (worker,) = (worker for worker in guard._workers.queue if worker is not None)
    return worker._process.pid


def pdf_of_one_stream(stream: bytes) -> bytes:
    data = zlib.compress(stream, 9)
    return (
        b"%PDF-1.4\n"
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Filter/FlateDecode/Length " + str(len(data)).encode() + b">>stream\n" + data
        + b"\nendstream endobj\n"
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
        b"trailer<</Root 1 0 R/Size 6>>\n"
    )  # fmt: skip


def test_what_is_read_comes_back_cleaned(guard: Guard, ferie: Path) -> None:
    parsed = guard.parse(ferie, "ferie.md")
    assert parsed.title == "Ferie"
    assert parsed.elements == (
        Element("heading", "Ferie", 1),
        Element("paragraph", "Fem uker."),
    )


def test_turns_and_pages_come_back(guard: Guard, draw: Draw) -> None:
    first = "Den som ikke får tatt ut ferien sin, kan overføre inntil fjorten dager til året"
    parsed = guard.parse(draw([Line(60, 780, first)], [Line(60, 80, "etter.")]), "a.pdf")
    assert parsed.pages == 2
    assert parsed.elements[0].turns == ((len(first) + 1, 2),)


def test_one_child_reads_many_files(guard: Guard, ferie: Path) -> None:
    children = set()
    for _ in range(5):
        guard.parse(ferie, "ferie.md")
        children.add(child_of(guard))
    assert len(children) == 1


def test_a_name_that_is_not_utf_8_is_no_obstacle(guard: Guard, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/bl\xe5b\xe6r.txt"))
    path.write_text("Fem uker ferie.")
    assert guard.parse(path, path.name).elements == (Element("paragraph", "Fem uker ferie."),)


def test_a_child_starts_quickly_and_without_the_stores(guard: Guard, ferie: Path) -> None:
    started = time.monotonic()
    guard.parse(ferie, "ferie.md")
    assert time.monotonic() - started < 3  # 0.1 s where nothing else runs
    loaded = Path(f"/proc/{child_of(guard)}/maps").read_text()
    assert not any(name in loaded for name in ("torch", "onnx", "tantivy", "sqlite", "chroma"))


def test_a_message_is_read_though_kildes_folder_changed_since_the_child_began(
    guard: Guard, ferie: Path, tmp_path: Path
) -> None:
    message = tmp_path / "nøkkelkort.eml"
    message.write_text("From: kari@example.com\nSubject: Adgangskort\n\nKortet virker ikke.\n")
    guard.parse(ferie, ferie.name)
    os.utime(ROOT)
    assert guard.parse(message, message.name).title == "Adgangskort"


def test_the_child_gets_none_of_the_parents_secrets(
    guard: Guard, ferie: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KILDE_ANSWER_KEY", "hemmelig")
    guard.parse(ferie, "ferie.md")
    environment = Path(f"/proc/{child_of(guard)}/environ").read_bytes()
    assert b"hemmelig" not in environment


def test_a_password_is_named(guard: Guard, draw: Draw, tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=draw(column(["Fem uker."])))
    writer.encrypt("hemmelig")
    writer.write(tmp_path / "lukket.pdf")
    with pytest.raises(Unreadable, match="is protected by a password"):
        guard.parse(tmp_path / "lukket.pdf", "lukket.pdf")


def test_a_file_of_200_mb_is_not_opened(guard: Guard, tmp_path: Path) -> None:
    path = tmp_path / "stor.pdf"
    with path.open("wb") as file:
        file.truncate(200 * MEBIBYTE)
    with pytest.raises(Unreadable, match="is 200 MB large and the limit is 150 MB; split it"):
        guard.parse(path, path.name)


@pytest.mark.parametrize("kind", ["gone", "folder", "pipe"])
def test_what_is_no_file_is_not_waited_for(guard: Guard, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "ferie.txt"
    if kind == "folder":
        path.mkdir()
    if kind == "pipe":
        os.mkfifo(path)
    with pytest.raises(Unreadable, match=r"is no longer there|is not a file but a folder"):
        guard.parse(path, path.name)


def test_too_much_memory_ends_the_child_and_not_the_guard(tmp_path: Path, ferie: Path) -> None:
    path = tmp_path / "bombe.pdf"
    path.write_bytes(pdf_of_one_stream(b"BT /F 12 Tf " + b"(x) Tj " * 20_000_000 + b"ET"))
    with Guard(Limits(memory_bytes=200 * MEBIBYTE)) as guard:
        guard.parse(ferie, "ferie.md")
        before = child_of(guard)
        with pytest.raises(Unreadable, match=r"needs more than 200 MB of memory.*split it"):
            guard.parse(path, path.name)
        assert guard.parse(ferie, "ferie.md").title == "Ferie"
        assert child_of(guard) != before


def test_too_much_computing_is_cut(tmp_path: Path, ferie: Path) -> None:
    path = tmp_path / "lang.txt"
    path.write_text("a\n" * 3_000_000)
    with Guard(Limits(cpu_seconds=1)) as guard:
        with pytest.raises(Unreadable, match="took more than 1 seconds of computing"):
            guard.parse(path, path.name)
        assert guard.parse(ferie, "ferie.md").title == "Ferie"


def test_too_long_a_wait_is_cut(tmp_path: Path, ferie: Path) -> None:
    path = tmp_path / "lang.txt"
    path.write_text("a\n" * 3_000_000)
    with Guard(Limits(seconds=1)) as guard:
        with pytest.raises(Unreadable, match="took more than 1 seconds to read"):
            guard.parse(path, path.name)
        assert guard.parse(ferie, "ferie.md").title == "Ferie"


def test_too_much_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mye.txt"
    path.write_text("ord og flere ord. " * 100_000)
    limits = Limits(output_bytes=MEBIBYTE)
    reason = "holds more than 1 MB of text"
    with Guard(limits) as guard, pytest.raises(Unreadable, match=reason):
        guard.parse(path, path.name)


def test_a_child_that_was_killed_is_replaced(guard: Guard, ferie: Path) -> None:
    guard.parse(ferie, "ferie.md")
    first = child_of(guard)
    os.kill(first, signal.SIGKILL)
    assert guard.parse(ferie, "ferie.md").title == "Ferie"
    assert child_of(guard) != first


def test_children_are_replaced_after_so_many_files(ferie: Path) -> None:
    with Guard(Limits(documents_per_child=2)) as guard:
        children = []
        for _ in range(4):
            guard.parse(ferie, "ferie.md")
            children.append(child_of(guard))
    assert len(set(children)) == 2


def test_children_outlive_the_thread_that_needed_them_first(guard: Guard, ferie: Path) -> None:
    thread = threading.Thread(target=guard.parse, args=(ferie, "ferie.md"))
    thread.start()
    thread.join()
    child = child_of(guard)
    guard.parse(ferie, "ferie.md")
    assert child_of(guard) == child


def test_many_threads_share_the_workers(ferie: Path) -> None:
    titles: list[str | None] = []
    with Guard(workers=2) as guard:
        threads = [
            threading.Thread(target=lambda: titles.append(guard.parse(ferie, "a.md").title))
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert titles == ["Ferie"] * 8


def test_children_end_with_their_parent(ferie: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from ingest.guard import Guard\n"
        f"guard = Guard(); guard.parse(Path({str(ferie)!r}), 'ferie.md')\n"
        "print(guard._workers.queue[-1]._process.pid, flush=True)\n"
        "os.kill(os.getpid(), 9)"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    child = Path(f"/proc/{int(run.stdout)}")
    for _ in range(100):
        if not child.exists():
            break
        time.sleep(0.05)
    assert not child.exists()


def test_frames_hold_text_and_bytes_and_are_cut_when_too_long() -> None:
    frame = pack({"text": "æ"}, b"\x00\xff")
    assert unpack(io.BytesIO(frame).read, 100) == ({"text": "æ"}, b"\x00\xff")
    with pytest.raises(TooLong):
        unpack(io.BytesIO(frame).read, 5)


def test_the_guard_costs_little() -> None:
    from ingest.cleaning import clean
    from ingest.parsers import parse

    path = manual("debian-edu-bookworm-manual.nb.pdf")
    inside = outside = 1e9
    with Guard(Limits(niceness=0)) as guard:
        guard.parse(path, path.name)
        for _ in range(2):
            started = time.monotonic()
            guarded = guard.parse(path, path.name)
            inside = min(inside, time.monotonic() - started)
            started = time.monotonic()
            plain = clean(parse(path, path.name).elements)
            outside = min(outside, time.monotonic() - started)
    assert guarded.elements == plain
    assert inside < 2 * outside + 0.5  # a tenth more where nothing else runs


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"elements": [["paragraph", "tekst"]]},
        {"elements": [["script", "tekst", 0, None, False, []]]},
        {"elements": [["paragraph", ["tekst"], 0, None, False, []]]},
        {"title": 3, "elements": []},
        {"pages": "mange", "elements": []},
    ],
)
def test_an_answer_is_not_believed_for_coming_from_a_child(answer: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        parsed_of(answer)


def test_a_picture_must_be_one() -> None:
    answer = {"width": 1, "height": 1, "text": "", "boxes": [], "pages": 1}
    assert picture_of(answer, b"\x89PNG\r\n\x1a\n...").pages == 1
    for wrong, data in (
        (answer, b"<svg>"),
        ({**answer, "boxes": [[0, 0, 2, 1]]}, b"\x89PNG\r\n\x1a\n"),
    ):
        with pytest.raises(ValueError):
            picture_of(wrong, data)
