"""The main job with loopback only ends the same as with a network, and speaks to nobody there but
to those whom kilde.toml names. Programs that are not Python's are seen too, such as Chroma."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from config import ROOT
from tests.offline.alone import WORLD
from tests.offline.job import prepare

HOOK = ROOT / "tests" / "offline" / "hook"
SMTP = f"smtp://{WORLD}:2525"


def run(*command: str, spoken_to: Path, alone: tuple[str, ...] | None = ()) -> str:
    """What a command prints, in a network of its own, or, with None, in this machine's."""
    before = [] if alone is None else [sys.executable, "-m", "tests.offline.alone", *alone]
    done = subprocess.run(
        [*before, sys.executable, *command],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": f"{ROOT}{os.pathsep}{HOOK}",
            "KILDE_TEST_SPOKEN_TO": str(spoken_to),
        },
        capture_output=True,
        text=True,
        timeout=450,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def job(folder: Path, smtp: str, spoken_to: Path, alone: tuple[str, ...] | None) -> dict[str, Any]:
    prepare(folder, smtp)
    told = run("-m", "tests.offline.job", str(folder), spoken_to=spoken_to, alone=alone)
    ended: dict[str, Any] = json.loads(told.splitlines()[-1])
    return ended


def without_namespaces() -> str:
    """Why this machine gives no network of one's own; empty where it does."""
    if sys.platform != "linux":
        return "network namespaces are Linux's"
    if shutil.which("ip") is None:
        return "needs ip; install it with: apt-get install iproute2"
    tried = subprocess.run(
        [sys.executable, "-m", "tests.offline.alone", "true"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    said = (tried.stderr.splitlines() or [""])[-1]
    return f"no network namespace can be had here: {said}" if tried.returncode else ""


WITHOUT = without_namespaces()


def lines(file: Path) -> set[str]:
    return set(file.read_text(encoding="utf-8").splitlines()) if file.exists() else set()


def check(ended: dict[str, Any]) -> None:
    assert "inntil 10 feriedager" in ended["answer"]
    assert set(ended["ingested"]) == {"company", "hr", "it", "production"}
    assert ended["case"] == ["escalated", 1]
    assert ended["page"] == "answered"


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(bool(WITHOUT), reason=WITHOUT)
def test_it_ends_the_same_and_speaks_to_those_configured_only(tmp_path: Path) -> None:
    notes, spoken_to = tmp_path / "world", tmp_path / "spoken"

    alone = job(tmp_path / "alone", SMTP, tmp_path / "spoken-alone", ())
    among = job(tmp_path / "among", SMTP, spoken_to, ("--world", str(notes)))

    check(alone)
    assert alone == among
    assert lines(notes) == {f"tcp {WORLD}:2525"}, "on the wire, by whatever program"
    assert lines(spoken_to) == {f"{WORLD}:2525"}


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(not WITHOUT, reason="the test above sees more")
def test_no_python_process_speaks_to_anybody_else(tmp_path: Path) -> None:
    spoken_to = tmp_path / "spoken"
    check(job(tmp_path / "here", "smtp://127.0.0.1:9", spoken_to, None))
    assert lines(spoken_to) == set()


SPEAKS = f"""
import socket
for place in ("{WORLD}", "192.0.2.1", "example.com"):
    try:
        socket.create_connection((place, 443), 0.5)
    except OSError:
        pass
"""


@pytest.mark.skipif(bool(WITHOUT), reason=WITHOUT)
def test_what_is_said_out_there_is_seen(tmp_path: Path) -> None:
    notes, spoken_to = tmp_path / "world", tmp_path / "spoken"
    run("-c", SPEAKS, spoken_to=spoken_to, alone=("--world", str(notes)))
    assert lines(notes) == {f"tcp {WORLD}:443", "tcp 192.0.2.1:443", f"udp {WORLD}:53 example.com"}
    assert lines(spoken_to) == {f"{WORLD}:443", "192.0.2.1:443", "example.com:443"}
