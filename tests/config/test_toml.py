"""Settings as lines that can be put into kilde.toml."""

from __future__ import annotations

from pathlib import Path

from config import load
from config.toml import key_lines, space_lines

TOML = """[[space]]
name = "hr"
title = "Personal og «lønn»"
readers = ["hr", "board"]
threshold = 0.75
watch = true
[[space.source]]
name = "håndbok"
folder = "C:\\\\filer"
"""


def test_a_space_is_written_as_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "kilde.toml").write_text(TOML, encoding="utf-8")
    assert space_lines(load(tmp_path / "kilde.toml").named("hr")) == TOML.strip()


def test_keys() -> None:
    values = {"experts": ("per@example.com",), "uploads": False, "threshold": 0.8}
    assert key_lines(values) == 'experts = ["per@example.com"]\nuploads = false\nthreshold = 0.8'
