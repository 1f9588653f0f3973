"""`python -m evaluation.bench [NAME…]`: all benchmarks, or those named."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Callable, Iterator
from typing import Any

from config import ROOT
from evaluation.answering.measuring import measured
from evaluation.bench import app, following, guarded, parsers, quality, speed
from evaluation.bench.installation import Installation

SHARED = ROOT.parent / "shared"
Figures = dict[str, Any]


def main(names: list[str]) -> int:
    if not SHARED.is_dir():
        print("bench: the question sets are expected in ../shared, which is not there")
        return 1
    benches: dict[str, Callable[[], Iterator[Figures]]] = {
        "speed": lambda: speed.figures(SHARED),
        "parsers": parsers.figures,
        "guard": lambda: guarded.figures(SHARED),
        "app": lambda: app.figures(SHARED),
        "following": lambda: following.figures(SHARED),
        "quality": lambda: quality.figures(SHARED),
        "answering": measured,
    }
    _print({"bench": "machine", "cores": os.cpu_count(), "python": platform.python_version()})
    met = True
    for name in names or benches:
        for figures in benches[name]():
            _print(figures)
            met &= all(figures.get("met", {}).values())
    return 0 if met else 3


def _print(figures: Figures) -> None:
    print(json.dumps(figures, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    with Installation.cleanup():
        sys.exit(main(sys.argv[1:]))
