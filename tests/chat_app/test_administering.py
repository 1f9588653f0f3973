"""What an administrator may change, and what that is no way around."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert

from answering import Kilde
from chat_app import administering
from chat_app.administering import Refused
from chat_app.rights import LOCAL, Visitor
from chat_app.show.admin import wrongly
from config import EVERYONE, ConfigError, texts
from records import TurnRecord
from records.schema import documents
from tests.conftest import Company

EVA = Visitor("eva", "Eva Dahl", "eva@example.com", ("chiefs", "it"))
TOML = (
    '[auth]\nadmins = ["chiefs"]\n'
    '[[space]]\nname = "hr"\nreaders = ["hr"]\nthreshold = 0.7\n'
    '[[space.source]]\nfolder = "hr"\n'
)


@pytest.fixture
def kilde(company: Company) -> Kilde:
    company.configure(TOML)
    company.write("hr/ferie.md", "# Ferie\n\nDu har 25 dager.\n")
    return company.kilde


def test_a_space_is_changed_and_taken_back(kilde: Kilde) -> None:
    given = {"title": " Personal ", "experts": "per@example.com\nola@example.com", "watch": False}
    assert administering.change_space(kilde, EVA, "hr", given)
    hr = kilde.settings.named("hr")
    assert (hr.title, hr.experts) == ("Personal", ("per@example.com", "ola@example.com"))
    assert not administering.change_space(kilde, EVA, "hr", given)
    administering.reset(kilde, EVA, "hr", "experts")
    assert [(one.key, one.by) for one in kilde.departures.all()] == [("title", "eva")]


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("schedule", "often", "schedule: expected five cron fields"),
        ("experts", "per", "experts\\[0\\]: expected a text like"),
        ("readers", "everyone", "readers: cannot be changed here"),
        ("source", [{"folder": "/"}], "source: cannot be changed here"),
    ],
)
def test_what_kilde_toml_could_not_have(kilde: Kilde, key: str, value: object, reason: str) -> None:
    with pytest.raises(ConfigError, match=reason):
        administering.change_space(kilde, EVA, "hr", {key: value})
    assert kilde.departures.all() == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            {"schedule": "banana"},
            "Aktualisierung: „banana“ ist kein Zeitplan. Schreiben Sie fünf Felder wie in cron, "
            "zum Beispiel 0 3 * * * für jede Nacht um 3 Uhr.",
        ),
        (
            {"experts": "per, ola@example.com, kari"},
            "Fachpersonen: „per“ ist keine E-Mail-Adresse. Schreiben Sie zum Beispiel "
            "name@example.com. "
            "Fachpersonen: „kari“ ist keine E-Mail-Adresse. Schreiben Sie zum Beispiel "
            "name@example.com.",
        ),
        (
            {"name": "hr", "folder": ""},
            "Name: Einen Bereich hr gibt es schon. Wählen Sie einen anderen Namen.",
        ),
        (
            {"name": "sales", "folder": "hr"},
            "Ordner mit den Dokumenten: „hr“ liegt in keinem Ordner von admin.folders. Wählen Sie "
            "einen darin, oder schreiben Sie die Quelle in kilde.toml.",
        ),
    ],
)
def test_what_is_refused_is_said_by_the_field_in_the_language_of_the_page(
    kilde: Kilde, values: dict[str, str], said: str
) -> None:
    with pytest.raises(ConfigError) as refused:
        if "name" in values:
            administering.add_space(kilde, EVA, {"template": "hr", **values})
        else:
            administering.change_space(kilde, EVA, "hr", values)
    assert wrongly(refused.value, texts("de")) == said


def test_a_new_space_has_the_documents_of_none_that_there_is(
    company: Company, kilde: Kilde
) -> None:
    company.ingest("hr")
    given = {"template": "hr", "name": "sales", "readers": "everyone", "folder": "hr"}
    with pytest.raises(ConfigError, match=r"within those of admin\.folders"):
        administering.add_space(kilde, EVA, given)
    administering.add_space(kilde, EVA, {**given, "folder": ""})
    assert kilde.settings.named("sales").threshold == 0.7
    assert kilde.reader((EVERYONE,)).spaces == ("sales",)
    assert kilde.reader((EVERYONE,)).documents() == 0
    administering.remove_space(kilde, EVA, "sales")
    with pytest.raises(Refused, match="not_empty"):
        administering.remove_space(kilde, EVA, "hr")


def test_nobody_changes_their_own_groups(kilde: Kilde) -> None:
    administering.join(kilde, EVA, " hr ", "Anna@example.com")
    assert kilde.people.groups() == {"hr": ("anna@example.com",)}
    with pytest.raises(Refused, match="oneself"):
        administering.join(kilde, EVA, "hr", " EVA@example.com")
    with pytest.raises(Refused, match="address"):
        administering.join(kilde, EVA, "hr", "anna")
    administering.leave(kilde, EVA, "hr", "anna@example.com")
    assert kilde.people.groups() == {}
    assert [one.action for one in kilde.audit.entries()] == ["group.add", "group.remove"]


def test_a_key_reads_no_more_than_who_makes_it(kilde: Kilde) -> None:
    with pytest.raises(Refused, match="key_groups"):
        administering.make_key(kilde, EVA, {"name": "intranet", "groups": "it, hr"})
    token = administering.make_key(kilde, EVA, {"name": "intranet", "groups": "it", "days": "30"})
    holder = kilde.keys.holder(token)
    assert holder is not None
    assert holder.groups == ("it",)
    assert holder.expires is not None
    assert (holder.expires - datetime.now(UTC)).days == 29
    assert administering.make_key(kilde, LOCAL, {"name": "local", "groups": "hr"})
    with pytest.raises(Refused, match="key_taken"):
        administering.make_key(kilde, EVA, {"name": "intranet"})
    administering.revoke_key(kilde, EVA, "intranet")
    assert kilde.keys.holder(token) is None


def test_a_key_that_speaks_for_others_is_made_on_the_machine(kilde: Kilde) -> None:
    given = {"name": "teams", "groups": "it", "on_behalf_of": True}
    with pytest.raises(Refused, match="key_on_behalf"):
        administering.make_key(kilde, EVA, given)
    assert kilde.keys.all() == []
    assert administering.make_key(kilde, LOCAL, given)


@pytest.mark.parametrize(
    "given",
    [
        {"experts": "per@example.com, Eva@Example.com"},
        {"urgent": "eva@example.com"},
        {"owners": "hr-leads, it"},
        {"owners": "everyone"},
    ],
)
def test_nobody_makes_themselves_expert_or_owner_of_what_they_may_not_read(
    kilde: Kilde, given: dict[str, str]
) -> None:
    with pytest.raises(Refused, match="oneself_in_space"):
        administering.change_space(kilde, EVA, "hr", {"title": "HR", **given})
    with pytest.raises(Refused, match="oneself_in_space"):
        administering.add_space(kilde, EVA, {"name": "pay", "template": "hr", **given})
    assert kilde.departures.all() == []
    # Somebody who may read it does, as does who runs this machine.
    reader = replace(EVA, groups=("chiefs", "it", "hr"))
    assert administering.change_space(kilde, reader, "hr", given)
    # What is so already is not to be taken back first.
    assert administering.change_space(kilde, EVA, "hr", {"title": "HR", **given})
    assert administering.add_space(kilde, LOCAL, {"name": "pay", "template": "hr", **given})


def test_a_space_is_not_removed_while_files_wait_in_it(company: Company, kilde: Kilde) -> None:
    administering.add_space(kilde, EVA, {"template": "hr", "name": "sales"})
    folder = company.settings.data_folder / "uploads" / "sales"
    folder.mkdir(parents=True)
    (folder / "priser.md").write_text("# Priser\n")
    with pytest.raises(Refused, match="not_empty"):
        administering.remove_space(kilde, EVA, "sales")
    (folder / "priser.md").unlink()
    failed = insert(documents).values(
        partition_id=kilde.catalogue.add_partition("sales", (), "e5", "f" * 64).id, space="sales",
        source="uploads", name="uploads/priser.pdf", size=1, modified_ns=0, content_hash="",
        reading="2", failure="is broken",
    )  # fmt: skip
    with kilde.catalogue.engine.begin() as connection:
        connection.execute(failed)
    with pytest.raises(Refused, match="not_empty"):
        administering.remove_space(kilde, EVA, "sales")


def test_a_key_does_not_inherit_what_was_asked_under_its_name(kilde: Kilde) -> None:
    kilde.conversations.turns.add(
        TurnRecord("t1", "c1", "key intranet", datetime.now(UTC), "api", "Hva tjener Kari?",
        "Hva tjener Kari?", "nb", "unanswered", 0.0, "", "[]")
    )  # fmt: skip
    with pytest.raises(Refused, match="key_used"):
        administering.make_key(kilde, EVA, {"name": "intranet", "groups": "it"})
    assert administering.make_key(kilde, LOCAL, {"name": "intranet", "groups": "it"})
