"""Ten kills at random moments, and a hundred by `make faults`."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.faults.loop import run
from tests.faults.models import two_models


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_ten_kills_lose_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seed = int(os.environ.get("KILDE_FAULTS_SEED", random.randrange(10**6)))
    print(f"KILDE_FAULTS_SEED={seed}")
    monkeypatch.setenv("KILDE_MODELS", str(tmp_path / "models"))
    monkeypatch.delenv("KILDE_DATA", raising=False)
    outcome = run(tmp_path, two_models(tmp_path), kills=10, seed=seed, size=40, tell=print)
    assert outcome.kills.total() >= 10
    assert outcome.asked > 0
