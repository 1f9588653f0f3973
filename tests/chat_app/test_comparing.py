"""Comparing the documents of a space in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from chat_app import comparing
from chat_app.comparing import Comparisons
from config import Settings


@pytest.mark.parametrize(
    "output", ['{"differences": [{"kind": "amount"}]}', '{"differences": [{"sides": 1}]}', "[]", ""]
)
def test_after_one_that_failed_another_can_be_begun(
    output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spawn(file: Path, arguments: list[str], out: int) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-c", f"print({output!r})"], stdout=out)

    monkeypatch.setattr(comparing, "spawn", spawn)
    comparisons = Comparisons()
    for _ in range(2):
        assert comparisons.begin(Settings(), "hr", "kari")
        until = time.monotonic() + 20
        while comparisons.running and time.monotonic() < until:
            time.sleep(0.01)
        last = comparisons.last("hr")
        assert last and (last.running, last.found) == (False, None)
