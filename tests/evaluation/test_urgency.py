"""On the half of the judged messages that the rules were not made on, the figures hold."""

from __future__ import annotations

import json

from click.testing import CliRunner

from evaluation.urgency.__main__ import main


def test_the_figures_on_what_was_held_out() -> None:
    printed = CliRunner().invoke(main, [])
    assert printed.exit_code == 0
    rows = [json.loads(line) for line in printed.output.splitlines()]
    figures = {(row["set"], row["of"]): row for row in rows}
    held_out = figures["messages", "held out"]
    assert held_out["messages"] == 99
    assert held_out["recall"] >= 0.9
    assert held_out["precision"] >= 0.8
    for language in ("nb", "de", "en"):
        assert figures["messages", language]["recall"] >= 0.9
        assert figures["messages", language]["precision"] >= 0.8
    assert figures["personal", "held out"]["recall"] >= 0.9
