"""The sets that answers are measured on: large enough, and with a part held out."""

import json
from pathlib import Path

import pytest

from evaluation.answering.sets import FOLDER, read


@pytest.mark.parametrize(
    ("name", "least"),
    [("conversations", 60), ("conflicts", 60), ("premises", 50), ("rewordings", 90)],
)
def test_a_set_has_enough_in_three_languages_and_a_part_held_out(name: str, least: int) -> None:
    made, held_out = read(name, held_out=False), read(name, held_out=True)
    assert len(made) + len(held_out) >= least
    assert len(held_out) >= len(made) / 3
    assert {entry["lang"] for entry in made} == {entry["lang"] for entry in held_out}
    assert len({entry["id"] for entry in (*made, *held_out)}) == len(made) + len(held_out)


def test_a_third_of_the_conversations_go_on_with_something_else() -> None:
    entries = [*read("conversations", False), *read("conversations", True)]
    assert sum(not entry["leans"] for entry in entries) >= len(entries) / 3 - 1


def test_every_line_is_an_object() -> None:
    for file in sorted(Path(FOLDER).glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            assert isinstance(json.loads(line), dict), file.name
