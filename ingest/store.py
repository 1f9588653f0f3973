"""From passages to findable: vectors, Chroma, the lexical index, and then the commit.

The order is what keeps the promise that a crash leaves the old version or the new one:
a version is in both indexes before the catalogue points to it, and leaves them only after
the catalogue points elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from records import Catalogue, Message, NewPassage, NewVersion, Partition, Vectors, indexed_text
from vectorstore import Embedder, LexicalIndex, VectorStore, lexical_folder


@dataclass(frozen=True)
class Ready:
    """A document read and cut, with the values its row gets when its version is current.

    `message` is its head where it is a message. `gone` are documents that go in the same
    moment: what was attached to it and is so no more.
    """

    document_id: int
    values: Mapping[str, Any]
    version: NewVersion
    message: Message | None = None
    gone: tuple[int, ...] = ()


class Stores:
    """The three stores that an ingest brings to agreement."""

    def __init__(
        self, catalogue: Catalogue, vectors: VectorStore, lexical: Path, embedder: Embedder
    ) -> None:
        self.catalogue = catalogue
        self._vectors = vectors
        self._lexical = lexical
        self._embedder = embedder

    @property
    def model(self) -> Embedder:
        """The model that new vectors are made by."""
        return self._embedder

    def partition(self, space: str, readers: tuple[str, ...]) -> Partition:
        """The partition of a space with these readers, made if there is none."""
        for partition in self.catalogue.partitions(space):
            if partition.readers == readers:
                return partition
        name, fingerprint = self._embedder.name, self._embedder.fingerprint
        return self.catalogue.add_partition(space, readers, name, fingerprint)

    def add(self, batch: Sequence[Ready], progress: Callable[[int], None]) -> int:
        """Make the batch's versions current; returns how many passages were embedded."""
        embedded = self._embed([p for ready in batch for p in ready.version.passages], progress)
        written = self.catalogue.write_versions([ready.version for ready in batch])
        by_partition: dict[int, list[int]] = {}
        for position, ready in enumerate(batch):
            by_partition.setdefault(ready.version.partition_id, []).append(position)
        partitions = {p.id: p for p in self.catalogue.partitions()}
        for number, positions in by_partition.items():
            partition = partitions[number]
            index = LexicalIndex(lexical_folder(self._lexical, partition))
            with index.writer() as writer:
                for position in positions:
                    version_id, ids = written[position]
                    passages = batch[position].version.passages
                    self._vectors.add(
                        partition.collection, ids, self._vectors_of(passages, partition)
                    )
                    for passage_id, passage in zip(ids, passages, strict=True):
                        writer.add(
                            passage_id, version_id, indexed_text(passage.headings, passage.text)
                        )
                writer.commit()
        self.catalogue.make_current(
            [
                (ready.values, ready.document_id, version_id)
                for ready, (version_id, _) in zip(batch, written, strict=True)
            ],
            {ready.document_id: ready.message for ready in batch if ready.message},
            [document for ready in batch for document in ready.gone],
        )
        return embedded

    def sweep(self, space: str) -> None:
        """Take versions that are not current out of the indexes, then out of the catalogue."""
        superseded = self.catalogue.superseded(space)
        if not superseded:
            return
        partitions = {partition.id: partition for partition in self.catalogue.partitions(space)}
        with ExitStack() as stack:
            writers: dict[int, Any] = {}
            gone: dict[int, list[int]] = {}
            for number, version_id, ids in superseded:
                if number not in writers:
                    index = LexicalIndex(lexical_folder(self._lexical, partitions[number]))
                    writers[number] = stack.enter_context(index.writer())
                writers[number].delete_version(version_id)
                gone.setdefault(number, []).extend(ids)
            for writer in writers.values():
                writer.commit()
            for number, ids in gone.items():
                self._vectors.delete(partitions[number].collection, ids)
        self.catalogue.drop_versions(version for _, version, _ in superseded)

    def change_model(self, partition: Partition, progress: Callable[[int], None]) -> None:
        """Embed a partition with today's model into a new collection, then search by that.

        The old collection answers until the new one is whole.
        """
        name, fingerprint = self._embedder.name, self._embedder.fingerprint
        target = self.catalogue.collection_name(partition.id, fingerprint)
        for rows in self.catalogue.partition_passages(partition.id):
            texts = {embedding: text for _, _, text, embedding in rows}
            self._embed_texts(texts, progress)
            vectors = self.catalogue.vectors.of(texts, fingerprint)
            matrix = np.stack([vectors[embedding] for _, _, _, embedding in rows])
            self._vectors.add(target, [number for number, _, _, _ in rows], matrix)
        self.catalogue.switch_model(partition, name, fingerprint)
        self._vectors.drop(partition.collection)
        if all(p.fingerprint != partition.fingerprint for p in self.catalogue.partitions()):
            self.catalogue.vectors.drop(partition.fingerprint)

    def _embed(self, passages: Iterable[NewPassage], progress: Callable[[int], None]) -> int:
        texts = {p.embedding: indexed_text(p.headings, p.text) for p in passages}
        return self._embed_texts(texts, progress)

    def _embed_texts(self, texts: Mapping[str, str], progress: Callable[[int], None]) -> int:
        """Embed what has no vector yet ({content hash: text}); returns how many that were."""
        fingerprint = self._embedder.fingerprint
        known = self.catalogue.vectors.known(texts, fingerprint)
        missing = [content for content in texts if content not in known]
        progress(len(texts) - len(missing))
        if missing:
            vectors = self._embedder.passages([texts[content] for content in missing], progress)
            self.catalogue.vectors.put(missing, fingerprint, vectors)
        return len(missing)

    def _vectors_of(self, passages: Sequence[NewPassage], partition: Partition) -> Vectors:
        found = self.catalogue.vectors.of({p.embedding for p in passages}, partition.fingerprint)
        return np.stack([found[passage.embedding] for passage in passages])


def embedding_key(headings: Sequence[str], text: str) -> str:
    """The name of a passage's vector: a hash of exactly what is embedded."""
    return hashlib.sha256(indexed_text(headings, text).encode()).hexdigest()
