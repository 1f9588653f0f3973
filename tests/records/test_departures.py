"""What an administrator changes wins over kilde.toml, for every process and without a restart."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from config import ConfigError, Settings, load
from records import Departures, open_database
from records.schema import audit
from tests.waiting import wait_until


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    file = tmp_path / "kilde.toml"
    file.write_text('[[space]]\nname = "hr"\nthreshold = 0.7\n[[space]]\nname = "it"\n')
    return load(file)


def test_a_change_holds_and_can_be_taken_back(settings: Settings) -> None:
    current = Departures(settings, open_database(settings.records_url))
    current.change("hr", "threshold", 0.8, "kari")
    current.change("hr", "experts", ["ola@example.com"], "kari")
    hr = current().named("hr")
    assert (hr.threshold, hr.experts) == (0.8, ("ola@example.com",))
    assert current().named("it") == settings.named("it")
    assert [(c.space, c.key, c.value, c.by) for c in current.all()] == [
        ("hr", "threshold", 0.8, "kari"),
        ("hr", "experts", ("ola@example.com",), "kari"),
    ]
    current.change("hr", "threshold", 0.7, "kari")  # as the file has it
    assert [change.key for change in current.all()] == ["experts"]
    assert current().named("hr").threshold == 0.7


def test_another_process_notices(settings: Settings) -> None:
    here = Departures(settings, open_database(settings.records_url))
    there = Departures(settings, open_database(settings.records_url))
    assert there().named("hr").autonomy == "answer"
    here.change("hr", "autonomy", "suggest", "kari")
    wait_until(lambda: there().named("hr").autonomy == "suggest")


def test_every_change_is_audited_without_names(settings: Settings) -> None:
    engine = open_database(settings.records_url)
    Departures(settings, engine).change("hr", "experts", ["ola@example.com"], "kari")
    with engine.connect() as connection:
        [row] = connection.execute(select(audit).where(audit.c.action == "setting")).mappings()
    assert row["actor"] == "kari"
    assert row["detail"] == '{"space": "hr", "key": "experts", "value": 1}'


@pytest.mark.parametrize(
    ("space", "key", "value", "reason"),
    [
        ("hr", "threshold", 1.5, "threshold: Input should be less than or equal to 1"),
        ("hr", "autonomy", "always", "autonomy: Input should be 'suggest', 'review' or 'answer'"),
        ("hr", "experts", ["nobody"], "experts: String should match"),
        ("hr", "schedule", "often", "schedule: "),
        ("hr", "readers", ["board"], "readers: cannot be changed here"),
        ("sales", "threshold", 0.5, "there is no space 'sales'"),
    ],
)
def test_what_the_file_could_not_have(
    settings: Settings, space: str, key: str, value: object, reason: str
) -> None:
    current = Departures(settings, open_database(settings.records_url))
    with pytest.raises(ConfigError, match=reason.replace("(", r"\(")):
        current.change(space, key, value, "kari")
    assert current.all() == []
