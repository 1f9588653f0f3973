"""Vectors by the content that was embedded, each kept while a passage uses it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine, delete, exists, insert, select

from records.database import in_chunks
from records.schema import embeddings, passages

Vectors = NDArray[np.float32]


class VectorCache:
    """What was embedded is not embedded again, and Chroma can be filled without a model.

    `fingerprint` names the model that made a vector.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)

    def known(self, contents: Iterable[str], fingerprint: str) -> set[str]:
        """Which of the contents have a vector."""
        known: set[str] = set()
        with self._engine.connect() as connection:
            for chunk in in_chunks(list(contents)):
                query = select(embeddings.c.content).where(
                    embeddings.c.fingerprint == fingerprint, embeddings.c.content.in_(chunk)
                )
                known.update(connection.execute(query).scalars())
        return known

    def put(self, contents: Sequence[str], fingerprint: str, vectors: Vectors) -> None:
        """Keep vectors [n, dim], one a content."""
        rows = [
            {"content": content, "fingerprint": fingerprint, "vector": vector.tobytes()}
            for content, vector in zip(contents, vectors, strict=True)
        ]
        if rows:
            with self._writing.begin() as connection:
                connection.execute(insert(embeddings), rows)

    def of(self, contents: Iterable[str], fingerprint: str) -> dict[str, Vectors]:
        """The vectors [dim] of contents."""
        found: dict[str, Vectors] = {}
        with self._engine.connect() as connection:
            for chunk in in_chunks(list(contents)):
                query = select(embeddings.c.content, embeddings.c.vector).where(
                    embeddings.c.fingerprint == fingerprint, embeddings.c.content.in_(chunk)
                )
                for content, vector in connection.execute(query):
                    found[content] = np.frombuffer(vector, dtype=np.float32)
        return found

    def of_passages(self, ids: Iterable[int], fingerprint: str) -> dict[int, Vectors]:
        """The vectors [dim] of passages, by passage id."""
        found: dict[int, Vectors] = {}
        with self._engine.connect() as connection:
            for chunk in in_chunks(list(ids)):
                query = (
                    select(passages.c.id, embeddings.c.vector)
                    .join(embeddings, embeddings.c.content == passages.c.embedding)
                    .where(passages.c.id.in_(chunk), embeddings.c.fingerprint == fingerprint)
                )
                for number, vector in connection.execute(query):
                    found[number] = np.frombuffer(vector, dtype=np.float32)
        return found

    def drop_unused(self) -> None:
        """Forget every vector that no passage uses, when no passages are on the way."""
        with self._writing.begin() as connection:
            used = exists().where(passages.c.embedding == embeddings.c.content)
            connection.execute(delete(embeddings).where(~used))

    def drop(self, fingerprint: str) -> None:
        """Forget every vector of a model that no partition uses any more."""
        with self._writing.begin() as connection:
            connection.execute(delete(embeddings).where(embeddings.c.fingerprint == fingerprint))


def drop_unused(connection: Connection, contents: set[str]) -> None:
    """Delete those of the contents' vectors that no passage uses now."""
    for chunk in in_chunks(list(contents)):
        still = select(passages.c.embedding).where(passages.c.embedding.in_(chunk))
        unused = list(set(chunk) - set(connection.execute(still).scalars()))
        connection.execute(delete(embeddings).where(embeddings.c.content.in_(unused)))
