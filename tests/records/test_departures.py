"""What an administrator changes wins over kilde.toml, for every process and without a restart."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from config import ConfigError, Settings, load
from records import Departures, open_database
from records.schema import audit, starting_questions
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
        ("hr", "threshold", 1.5, "threshold: expected at most 1.0, not 1.5"),
        ("hr", "autonomy", "always", "autonomy: expected 'suggest', 'review' or 'answer'"),
        ("hr", "experts", ["nobody"], "experts[0]: expected a text like"),
        ("hr", "schedule", "often", "schedule: expected five cron fields"),
        ("hr", "readers", ["board"], "readers: cannot be changed here"),
        ("sales", "threshold", 0.5, "there is no space 'sales'"),
    ],
)
def test_what_the_file_could_not_have(
    settings: Settings, space: str, key: str, value: object, reason: str
) -> None:
    current = Departures(settings, open_database(settings.records_url))
    with pytest.raises(ConfigError, match=re.escape(reason)):
        current.change(space, key, value, "kari")
    assert current.all() == []


@pytest.fixture
def folders(tmp_path: Path) -> Settings:
    (tmp_path / "shared" / "sales").mkdir(parents=True)
    (tmp_path / "private").mkdir()
    file = tmp_path / "kilde.toml"
    file.write_text(
        '[admin]\nfolders = ["shared"]\n'
        '[[space]]\nname = "hr"\nthreshold = 0.7\nreaders = ["hr"]\nexperts = ["per@example.com"]\n'
        '[[space.source]]\nfolder = "private"\n'
    )
    return load(file)


def test_a_space_is_added_as_another_one_is(folders: Settings) -> None:
    engine = open_database(folders.records_url)
    here = Departures(folders, engine)
    there = Departures(folders, open_database(folders.records_url))
    sales = {"name": "sales", "readers": ["sales"], "source": [{"folder": "shared/sales"}]}
    here.add(sales, "hr", "kari")
    space = here().named("sales")
    assert (space.threshold, space.readers) == (0.7, ("sales",))
    assert space.experts == ("per@example.com",)
    assert [source.name for source in space.source] == ["sales"]
    here.change("sales", "threshold", 0.9, "kari")
    wait_until(lambda: there().named("sales").threshold == 0.9)
    asked = insert(starting_questions)
    with engine.begin() as connection:
        for name in ("hr", "sales"):
            connection.execute(
                asked.values(space=name, language="nb", day="day", question="Hva?", position=1)
            )
    here.remove("sales", "kari")
    assert [one.name for one in here().space] == ["hr"]
    assert here.all() == []
    with engine.connect() as connection:
        left = connection.execute(select(starting_questions.c.space)).scalars().all()
    assert left == ["hr"], "the next space of the name begins anew"


def test_the_file_wins_once_it_has_the_space(folders: Settings) -> None:
    engine = open_database(folders.records_url)
    Departures(folders, engine).add({"name": "sales"}, "hr", "kari")
    with folders.file.open("a") as file:
        file.write('[[space]]\nname = "sales"\nthreshold = 0.2\n')
    current = Departures(load(folders.file), engine)
    assert current().named("sales").threshold == 0.2
    assert current.all() == []
    current.forget_filed()
    assert Departures(folders, engine).all() == [], "and it is not there without the file either"
    with pytest.raises(ConfigError, match=r"sales: stands in kilde\.toml"):
        current.remove("sales", "kari")


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ({"name": "hr"}, "name: there is a space 'hr' already"),
        ({"name": "a b"}, 'name: expected a text like "hr"'),
        ({"name": "x", "thresold": 1.0}, "thresold: there is no such key; did you mean threshold?"),
        ({"name": "x", "source": [{"folder": "private"}]}, "folder: expected one within those of"),
        ({"name": "x", "source": [{"folder": "shared/../private"}]}, "folder: expected one within"),
        ({"name": "x", "source": [{"mailbox": "/var/mail"}]}, "folder: expected one within those"),
        ({"name": "x", "source": [{"folder": "shared/none"}]}, "does not exist; make it first"),
    ],
)
def test_a_space_that_cannot_be_added(
    folders: Settings, table: dict[str, object], reason: str
) -> None:
    current = Departures(folders, open_database(folders.records_url))
    with pytest.raises(ConfigError, match=re.escape(reason)):
        current.add(table, "hr", "kari")
    assert [one.name for one in current().space] == ["hr"]


def test_what_the_file_says_by_now_is_the_files_to_change(settings: Settings) -> None:
    engine = open_database(settings.records_url)
    Departures(settings, engine).change("hr", "threshold", 0.8, "kari")
    settings.file.write_text('[[space]]\nname = "hr"\nthreshold = 0.8\n')
    current = Departures(load(settings.file), engine)
    assert current.all() == []
    current.forget_filed()
    settings.file.write_text('[[space]]\nname = "hr"\nthreshold = 0.5\n')
    assert Departures(load(settings.file), engine)().named("hr").threshold == 0.5


@pytest.mark.parametrize(
    "folder", ["shared", "shared/pay", "shared/pay/2026", "shared/link", "data"]
)
def test_a_new_space_reads_nothing_that_another_one_has(tmp_path: Path, folder: str) -> None:
    (tmp_path / "shared" / "pay" / "2026").mkdir(parents=True)
    (tmp_path / "data" / "uploads").mkdir(parents=True)
    (tmp_path / "shared" / "link").symlink_to(tmp_path / "shared" / "pay")
    file = tmp_path / "kilde.toml"
    file.write_text(
        'data = "data"\n[admin]\nfolders = ["shared", "data"]\n'
        '[[space]]\nname = "hr"\nreaders = ["hr"]\n[[space.source]]\nfolder = "shared/pay"\n'
    )
    settings = load(file)
    current = Departures(settings, open_database(settings.records_url))
    wanted = {"name": "mine", "readers": ["it"], "source": [{"folder": folder}]}
    with pytest.raises(ConfigError, match="holds documents of another space, or lies among them"):
        current.add(wanted, "", "kari")
    assert [one.name for one in current().space] == ["hr"]


def test_a_new_space_reads_no_mailbox_and_not_what_an_added_one_has(tmp_path: Path) -> None:
    (tmp_path / "shared" / "sales").mkdir(parents=True)
    (tmp_path / "shared" / "mail" / "cur").mkdir(parents=True)
    file = tmp_path / "kilde.toml"
    file.write_text(
        '[admin]\nfolders = ["shared"]\n[[space]]\nname = "hr"\n'
        '[[space.source]]\nmailbox = "shared/mail"\n'
    )
    settings = load(file)
    current = Departures(settings, open_database(settings.records_url))
    current.add({"name": "sales", "source": [{"folder": "shared/sales"}]}, "", "kari")
    for folder in ("shared/sales", "shared/mail/cur"):
        with pytest.raises(ConfigError, match="holds documents of another space"):
            current.add({"name": "mine", "source": [{"folder": folder}]}, "", "kari")
