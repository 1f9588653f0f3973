"""Whether the three stores agree, and making them agree again from the catalogue.

The catalogue is the measure: every current passage stands once in each index, under its
version and with its vector and terms, and nothing else does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

import numpy as np

from ingest.store import Stores
from records import Partition
from vectorstore import ChromaError, LexicalError, LexicalIndex, lexical_folder
from vectorstore.lexical import damage

Remedy = Literal["restore", "begin again", "embed", "rebuild", "sweep", "strays"]
# Passages whose terms are looked up one by one in each partition, spread over all of it; the
# files of the index are compared with their checksums besides, whole.
SAMPLE = 200
_BATCH = 2000
# Vectors go to Chroma and come back as decimal numbers.
_TOLERANCE = 1e-5


@dataclass(frozen=True)
class Problem:
    """Something on which the stores do not agree.

    `where` names the store, and the space and readers of the partition where it is in one.
    """

    where: str
    what: str
    remedy: Remedy
    partition: int | None = None


Tell = Callable[[str], None]
Count = Callable[[int], None]


def examine(stores: Stores, count: Count = lambda _: None) -> list[Problem]:
    """All on which the stores do not agree; the caller holds the ingest lock.

    `count` is told how many more passages have been looked at, in each of the two indexes.
    Memory grows by some hundred bytes a passage of the largest partition.
    """
    problems = list(_records(stores))
    if any(problem.remedy == "restore" for problem in problems):
        return problems
    reachable = stores.vectors.alive()
    partitions = stores.catalogue.partitions()
    if not reachable:
        problems.append(Problem("Chroma", "the server cannot be used", "begin again"))
    for partition in partitions:
        wanted = stores.catalogue.holdings.current(partition.id)
        if reachable:
            problems += _vectors(stores, partition, wanted, count)
        problems += _lexical(stores, partition, wanted, count)
    return problems + list(_strays(stores, partitions, reachable))


def repair(
    stores: Stores, problems: Sequence[Problem], tell: Tell, count: Count = lambda _: None
) -> None:
    """Do what the problems need; the caller holds the ingest lock.

    Nothing is parsed, and only what has lost its vector is embedded. Searches go on by what
    there is until the new indexes are whole.
    """
    needed = {problem.remedy for problem in problems}
    partitions = stores.catalogue.partitions()
    wrong = {problem.partition for problem in problems if problem.partition is not None}
    if "begin again" in needed and stores.vectors.begin_again():
        tell("Chroma: its folder was deleted; all vectors are put into a new one")
        wrong = {partition.id for partition in partitions}
    for partition in partitions:
        if partition.id in wrong:
            embedded = stores.embed_missing(partition, lambda _: None)
            if embedded:
                tell(f"{name_of(partition)}: passages embedded that had no vector: {embedded}")
            tell(f"{name_of(partition)}: making both indexes again from the database")
            stores.rebuild(partition, count)
    if "sweep" in needed:
        for space in sorted({partition.space for partition in partitions}):
            stores.sweep(space)
        gone = stores.catalogue.holdings.tidy(stores.model.fingerprint)
        tell(f"older versions are swept, and {gone} unused vectors gone")
    if "strays" in needed or wrong:
        stores.drop_strays()


def heal(stores: Stores, tell: Tell) -> None:
    """What an ingest does first: look after what a crash may have left.

    Cheap where nothing points to one. Vectors that no passage came to use are taken away,
    and where an index was being built anew, what is left of that.
    """
    stores.catalogue.holdings.tidy(stores.model.fingerprint)
    # An index is built anew beginning with its folder, and ends with the old one's.
    if any(_stray_folders(stores)):
        stores.drop_strays()
    heal_indexes(stores, tell)


def heal_indexes(stores: Stores, tell: Tell) -> None:
    """Where a Chroma server did not end in order, look at all of its vectors; a partition
    whose index is wrong or missing gets new ones."""
    if stores.vectors.suspect:
        # One whose disk was full answers questions and takes nothing in any more.
        stores.vectors.restart()
    suspect = stores.vectors.suspect
    for partition in stores.catalogue.partitions():
        wanted = stores.catalogue.holdings.current(partition.id) if suspect else {}
        problems = list(_vectors(stores, partition, wanted, lambda _: None)) if suspect else []
        if problems or _is_gone(stores, partition):
            tell(f"{name_of(partition)}: an index was damaged; making it again from the database")
            stores.embed_missing(partition, lambda _: None)
            stores.rebuild(partition)
    stores.vectors.trust(suspect)


def name_of(partition: Partition) -> str:
    """The space, and the readers where they are narrower: `hr (payroll)`."""
    readers = ", ".join(partition.readers)
    return f"{partition.space} ({readers})" if readers else partition.space


def _records(stores: Stores) -> Iterator[Problem]:
    holdings = stores.catalogue.holdings
    damaged = holdings.damage()
    if damaged:
        yield Problem("records", f"the database is damaged: {damaged[0]}", "restore")
        return
    found = holdings.dangling(stores.model.fingerprint)
    if found.broken or found.misplaced:
        rows = found.broken + found.misplaced
        yield Problem("records", f"{rows} rows point to rows that are not there", "restore")
    if found.superseded:
        yield Problem("records", f"{found.superseded} older versions wait to be swept", "sweep")
    if found.unused:
        yield Problem("records", f"{found.unused} vectors belong to no passage", "sweep")
    if found.without_vector:
        what = f"passages that have lost their vector: {found.without_vector}"
        for partition in stores.catalogue.partitions():
            if holdings.without_vector(partition.id, partition.fingerprint):
                yield Problem("records", what, "embed", partition.id)


def _vectors(
    stores: Stores, partition: Partition, wanted: dict[int, int], count: Count
) -> Iterator[Problem]:
    """Every id and every vector of a partition's collection."""
    where = f"{name_of(partition)}: Chroma"
    wrong = 0
    try:
        held = stores.vectors.ids(partition.collection)
        present = sorted(held & wanted.keys())
        for ids in _batches(present):
            vectors = stores.vectors.held(partition.collection, ids)
            kept = stores.catalogue.vectors.of_passages(ids, partition.fingerprint)
            wrong += sum(
                1
                for number in ids
                if number in kept
                and (
                    number not in vectors
                    or not np.allclose(vectors[number], kept[number], atol=_TOLERANCE)
                )
            )
            count(len(ids))
    except ChromaError as error:
        yield Problem(where, f"cannot be read ({error})", "rebuild", partition.id)
        return
    for found, what in (
        (len(wanted.keys() - held), "passages missing"),
        (len(held - wanted.keys()), "passages not current"),
        (wrong, "passages with another vector than in the database"),
    ):
        if found:
            yield Problem(where, f"{what}: {found}", "rebuild", partition.id)


def _lexical(
    stores: Stores, partition: Partition, wanted: dict[int, int], count: Count
) -> Iterator[Problem]:
    """Every file, every id, and the terms of a sample of a partition's lexical index."""
    where = f"{name_of(partition)}: Tantivy"
    folder = lexical_folder(stores.root, partition)
    try:
        index = LexicalIndex.existing(folder)
        spoilt = damage(folder)
        if spoilt:
            yield Problem(where, "; ".join(spoilt), "rebuild", partition.id)
            return
        entries = index.all_ids()
        held = set(entries)
        other = 0
        step = max(1, len(wanted) // SAMPLE)
        sample = set(islice(sorted(held & wanted.keys()), 0, None, step))
        for rows in stores.catalogue.partition_passages(partition.id):
            other += sum(
                1
                for passage, version, text, _ in rows
                if passage in sample and not index.holds(passage, version, text)
            )
            count(len(rows))
    except LexicalError as error:
        if wanted or folder.exists():
            yield Problem(where, f"cannot be read ({error})", "rebuild", partition.id)
        return
    for found, what in (
        (len(wanted.keys() - held), "passages missing"),
        (len(held - wanted.keys()), "passages not current"),
        (len(entries) - len(held), "passages there twice"),
        (other, f"passages with other words, of {len(sample)} looked at"),
    ):
        if found:
            yield Problem(where, f"{what}: {found}", "rebuild", partition.id)


def _strays(stores: Stores, partitions: Sequence[Partition], reachable: bool) -> Iterator[Problem]:
    ours = f"kilde-{stores.catalogue.installation()}-"
    collections = stores.vectors.collections(ours) if reachable else []
    for name in sorted(set(collections) - {p.collection for p in partitions}):
        yield Problem("Chroma", f"the collection {name} belongs to nothing", "strays")
    yield from _stray_folders(stores)


def _stray_folders(stores: Stores) -> Iterator[Problem]:
    kept = {lexical_folder(stores.root, partition) for partition in stores.catalogue.partitions()}
    for folder in sorted(stores.root.iterdir()) if stores.root.is_dir() else ():
        if folder not in kept:
            yield Problem("Tantivy", f"the folder {folder} belongs to nothing", "strays")


def _is_gone(stores: Stores, partition: Partition) -> bool:
    """Whether an index of a partition that holds something is not there."""
    folder = lexical_folder(stores.root, partition)
    missing = not (folder / "meta.json").exists() or stores.vectors.lost_its_folder
    return missing and not stores.catalogue.holdings.is_empty(partition.id)


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]
