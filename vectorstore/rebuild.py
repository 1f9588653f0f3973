"""Both indexes of a partition built anew from the catalogue, beside the old ones.

Nothing is parsed or embedded. Searches ask the old indexes until one commit has switched
them to the new; only then are the old ones deleted, and with them all that they had ever
deleted only by name: Chroma and Tantivy keep such bytes in their files.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from records import Catalogue, Partition
from vectorstore.dense import VectorStore
from vectorstore.lexical import LexicalIndex
from vectorstore.search import lexical_folder


def rebuild(
    catalogue: Catalogue,
    vectors: VectorStore,
    lexical: Path,
    partition: Partition,
    progress: Callable[[int], None] = lambda _: None,
) -> Partition:
    """The partition with new indexes, searched from now on; `progress` is told passages.

    Every passage's vector must be in the catalogue. The caller holds a turn at the stores
    (`ingest.stores_lock`). Interrupted before the switch, it changes nothing; after it,
    `drop_strays` takes what is left of the old indexes.
    """
    number = partition.generation + 1
    name = catalogue.collection_name(partition.id, partition.fingerprint, number)
    target = replace(partition, generation=number, collection=name, leftovers=0)
    folder = lexical_folder(lexical, target)
    # What an interrupted rebuild left under these names.
    vectors.drop(name)
    shutil.rmtree(folder, ignore_errors=True)
    with LexicalIndex(folder).writer() as writer:
        for rows in catalogue.partition_passages(partition.id):
            known = catalogue.vectors.of({row[3] for row in rows}, partition.fingerprint)
            embedded = [row for row in rows if row[3] in known]
            if embedded:
                matrix = np.stack([known[embedding] for *_, embedding in embedded])
                vectors.add(name, [passage for passage, *_ in embedded], matrix)
            for passage, version, text, _ in rows:
                writer.add(passage, version, text)
            progress(len(rows))
        writer.commit()
    switched = catalogue.switch(target)
    vectors.drop(partition.collection)
    shutil.rmtree(lexical_folder(lexical, partition), ignore_errors=True)
    return switched


def drop_strays(catalogue: Catalogue, vectors: VectorStore, lexical: Path) -> None:
    """Delete the collections and lexical indexes that no partition points to.

    The caller holds a turn at the stores (`ingest.stores_lock`).
    """
    partitions = catalogue.partitions()
    kept = {partition.collection for partition in partitions}
    for name in vectors.collections(f"kilde-{catalogue.installation()}-"):
        if name not in kept:
            vectors.drop(name)
    folders = {lexical_folder(lexical, partition) for partition in partitions}
    for folder in lexical.iterdir() if lexical.is_dir() else ():
        if folder not in folders:
            shutil.rmtree(folder, ignore_errors=True)
