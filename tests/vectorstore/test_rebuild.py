"""Indexes built anew beside the old ones, with the real stores."""

from __future__ import annotations

from tests.conftest import Company
from vectorstore import drop_strays, rebuild

HOLIDAYS = "# Ferie\n\nDu kan overføre ti feriedager til neste år.\n"
CANTEEN = "# Kantinen\n\nKantinen serverer lunsj fra klokken elleve til ett.\n"


def test_the_new_indexes_hold_what_is_current_and_the_old_ones_are_gone(company: Company) -> None:
    company.write("docs/kantinen.md", CANTEEN)
    file = company.write("docs/ferie.md", HOLIDAYS)
    company.ingest()
    file.unlink()
    company.ingest()
    kilde = company.kilde
    lexical = company.settings.data_folder / "lexical"
    [before] = kilde.catalogue.partitions()
    assert before.leftovers == 1
    after = rebuild(kilde.catalogue, kilde.vectors, lexical, before)
    assert kilde.catalogue.partitions() == [after]
    assert (after.generation, after.leftovers) == (1, 0)
    assert len(kilde.vectors.ids(after.collection)) == 1
    assert kilde.search.lexical(after).ids() == kilde.vectors.ids(after.collection)
    assert [folder.name for folder in lexical.iterdir()] == ["1-1"]
    assert kilde.vectors.collections("kilde-") == [after.collection]


def test_who_began_to_search_before_the_switch_gets_what_is_there_after_it(
    company: Company,
) -> None:
    company.write("docs/ferie.md", HOLIDAYS)
    company.ingest()
    kilde = company.kilde
    early = kilde.reader(None)
    assert early.search("feriedager")
    [partition] = kilde.catalogue.partitions()
    other = company.kilde
    rebuild(other.catalogue, other.vectors, company.settings.data_folder / "lexical", partition)
    [hit] = early.search("feriedager")
    assert hit.scores.stems > 0 and hit.scores.cosine > 0.5
    assert kilde.vectors.ids(partition.collection) == set()
    assert partition.collection not in kilde.vectors.collections("kilde-")


def test_what_an_interrupted_rebuild_left_is_taken_away(company: Company) -> None:
    company.write("docs/ferie.md", HOLIDAYS)
    company.ingest()
    kilde, lexical = company.kilde, company.settings.data_folder / "lexical"
    [partition] = kilde.catalogue.partitions()
    half = kilde.catalogue.collection_name(partition.id, partition.fingerprint, 1)
    [number] = kilde.vectors.ids(partition.collection)
    vector = kilde.catalogue.vectors.of_passages([number], partition.fingerprint)[number]
    kilde.vectors.add(half, [number], vector[None, :])
    (lexical / "1-1").mkdir()
    drop_strays(kilde.catalogue, kilde.vectors, lexical)
    assert kilde.vectors.collections("kilde-") == [partition.collection]
    assert [folder.name for folder in lexical.iterdir()] == ["1"]
    assert company.found("feriedager") == ["docs/ferie.md"]
