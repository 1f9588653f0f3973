"""What a child may do: read programs and write into its scratch folder, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import ROOT
from ingest.guard import Guard
from ingest.guard.scratch import Scratch, empty

BEGINNING = f"""
import os, socket, subprocess, sys, types
sys.path.insert(0, {str(ROOT)!r})
for name in ("ingest", "ingest.guard"):
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].__path__ = [os.path.join({str(ROOT)!r}, *name.split("."))]
from pathlib import Path
from ingest.guard.confine import confine
scratch, secret = Path(sys.argv[1]), Path(sys.argv[2])
missing = confine(scratch, 1 << 30, 1 << 20, 10)
def tried(call):
    try:
        call()
        return "done"
    except OSError as error:
        return error.strerror
print(missing)
"""


def run_confined(attempts: str, scratch: Path, outside: Path) -> list[str]:
    """The lines that a confined process prints; the test is skipped where it is not confined."""
    scratch.mkdir(exist_ok=True)
    run = subprocess.run(
        [sys.executable, "-c", BEGINNING + attempts, str(scratch), str(outside)],
        capture_output=True,
        text=True,
    )
    missing, *printed = run.stdout.splitlines() or [run.stderr]
    if missing != "[]":
        pytest.skip(f"this kernel does not protect: {missing}")
    return printed


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.socket(socket.AF_INET)",
        "socket.socket(socket.AF_INET6)",
        "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
        "socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)",
        "socket.socket(socket.AF_UNIX).connect(str(secret))",
        "os.kill(os.getppid(), 0)",
        "os.setsid()",
        "os.setpgid(0, 0)",
        "(secret / 'secret.txt').read_text()",
        "os.listdir(secret)",
        "open('/etc/passwd')",
        "open('/proc/%d/environ' % os.getppid(), 'rb')",
        "(secret / 'new').write_text('x')",
        "(secret / 'secret.txt').unlink()",
        "(secret / 'secret.txt').rename(scratch / 'mine')",
        "os.truncate(secret / 'secret.txt', 0)",
        "os.mkdir(secret / 'folder')",
        "os.symlink('/', secret / 'link')",
        "os.mknod(secret / 'pipe')",
    ],
)
def test_what_is_denied(tmp_path: Path, attempt: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("hemmelig")
    printed = run_confined(f"print(tried(lambda: {attempt}))", tmp_path / "scratch", outside)
    assert printed in (["Permission denied"], ["Operation not permitted"])
    assert [path.read_text() for path in outside.iterdir()] == ["hemmelig"]


def test_a_link_in_the_scratch_folder_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("hemmelig")
    attempts = """
os.symlink(secret / "secret.txt", scratch / "link")
print(tried(lambda: (scratch / "link").read_text()))
print(tried(lambda: (scratch / "link").write_text("x")))
"""
    printed = run_confined(attempts, tmp_path / "scratch", tmp_path)
    assert printed == ["Permission denied"] * 2


def test_programs_run_under_the_same_limits(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("hemmelig")
    attempts = """
def shell(command):
    print(subprocess.run(["/bin/sh", "-c", command], cwd=scratch).returncode)
shell("echo x > made && cat made > copied && rm made")
shell(f"cat {secret}/secret.txt")
shell(f"echo x > {secret}/new")
shell("head -c 2000000 /dev/zero > long")
shell("echo x > run && chmod 700 run && ./run")
shell("echo x > /dev/null")
"""
    printed = run_confined(attempts, tmp_path / "scratch", tmp_path)
    assert printed == ["0", "1", "2", "153", "126", "0"] or printed == [
        "0", "1", "2", "1", "126", "0",
    ]  # fmt: skip
    assert (tmp_path / "scratch" / "copied").read_text() == "x\n"


def test_the_scratch_folder_is_private_and_goes_with_the_guard(tmp_path: Path) -> None:
    scratch = Scratch()
    room = scratch.room()
    assert room.parent.stat().st_mode & 0o777 == 0o700
    (room / "rest.txt").write_text("rest")
    scratch.close()
    assert not room.parent.exists()


def test_a_folder_is_emptied_of_whatever_was_put_there(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("kept")
    room = tmp_path / "room"
    (room / "locked" / "deep").mkdir(parents=True)
    (room / "locked" / "deep" / "file").write_text("x")
    (room / "locked" / "deep").chmod(0)
    (room / "link").symlink_to(tmp_path)
    os.mkfifo(room / "pipe")
    empty(room)
    assert list(room.iterdir()) == []
    assert (tmp_path / "kept.txt").read_text() == "kept"


def test_leftovers_of_a_process_that_was_killed_go_and_those_of_a_live_one_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    script = (
        "from ingest.guard.scratch import Scratch; import time\n"
        "print(Scratch().room(), flush=True); time.sleep(600)"
    )
    made: list[tuple[subprocess.Popen[str], Path]] = []
    for _ in range(2):
        process = subprocess.Popen(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={**os.environ, "TMPDIR": str(tmp_path)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        made.append((process, Path(process.stdout.readline().strip())))
    (dead, left), (alive, used) = made
    try:
        dead.kill()
        dead.wait()
        Scratch().close()
        assert not left.exists()
        assert used.exists()
    finally:
        alive.kill()
        alive.wait()


def test_nothing_of_a_document_is_left_in_the_scratch_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ferie = tmp_path / "ferie.md"
    ferie.write_text("# Ferie\n\nFem uker.\n")
    with Guard() as guard:
        guard.parse(ferie, "ferie.md")
        (folder,) = tmp_path.glob("kilde-reading-*")
        (room,) = folder.iterdir()
        assert list(room.iterdir()) == []
    assert list(tmp_path.iterdir()) == [ferie]
