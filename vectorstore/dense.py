"""Vectors in Chroma: ids, vectors and nothing else; no text ever leaves the catalogue."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from records import Vectors
from vectorstore import server
from vectorstore.server import ChromaError

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

_BATCH = 2000


class VectorStore:
    """The collections of one Chroma server, local or elsewhere.

    A local server that died is started again, and the call tried once more.
    """

    def __init__(self, data: Path, url: str = "") -> None:
        self._data = data
        self._url = url
        self._client: ClientAPI | None = None
        self._collections: dict[str, Collection] = {}
        self._lock = threading.Lock()

    def connect(self) -> None:
        """Connect now, if that has not been done; nothing else needs it to be called."""
        if self._client is None:
            self._connect()

    def _connect(self) -> ClientAPI:
        with self._lock:
            if self._client is None:
                _leave_tracing_out()
                import chromadb  # half a second, paid by those who come here
                from chromadb.config import Settings

                url = self._url or server.ensure(self._data).url
                parts = urlsplit(url)
                with _in_words(url):
                    self._client = chromadb.HttpClient(
                        host=parts.hostname or "127.0.0.1",
                        port=parts.port or (443 if parts.scheme == "https" else 8000),
                        ssl=parts.scheme == "https",
                        settings=Settings(anonymized_telemetry=False),
                    )
            return self._client

    def _forget(self) -> None:
        with self._lock:
            self._client = None
            self._collections = {}

    def _collection(self, name: str, create: bool) -> Collection:
        client = self._connect()
        if name not in self._collections:
            self._collections[name] = (
                client.get_or_create_collection(
                    name,
                    embedding_function=None,
                    configuration={"hnsw": {"space": "ip", "ef_search": 200}},
                )
                if create
                else client.get_collection(name, embedding_function=None)
            )
        return self._collections[name]

    def _call(self, name: str, method: str, **arguments: Any) -> Any:
        """The result of a collection's method; None where there is no such collection.

        Only `upsert` makes one: a search that comes late must not bring back, empty, what
        was deleted.
        """
        from chromadb.errors import NotFoundError

        for last in (False, True):
            try:
                with _in_words(self._url or "on loopback"):
                    collection = self._collection(name, create=method == "upsert")
                    return getattr(collection, method)(**arguments)
            except NotFoundError:
                # One that another process made anew has another id under the same name.
                self._forget()
                if last:
                    return None
            except ChromaError:
                # A server that died is started again.
                self._forget()
                if last or self._url:
                    raise
        raise AssertionError("unreachable")

    def add(self, collection: str, ids: Sequence[int], vectors: Vectors) -> None:
        """Put vectors [n, dim] under passage ids; the same id again replaces."""
        for start in range(0, len(ids), _BATCH):
            self._call(
                collection,
                "upsert",
                ids=[str(number) for number in ids[start : start + _BATCH]],
                embeddings=vectors[start : start + _BATCH],
            )

    def delete(self, collection: str, ids: Sequence[int]) -> None:
        for start in range(0, len(ids), _BATCH):
            self._call(
                collection, "delete", ids=[str(number) for number in ids[start : start + _BATCH]]
            )

    def nearest(self, collection: str, vector: Vectors, limit: int) -> list[int]:
        """The passage ids nearest to `vector` [dim], nearest first."""
        found = self._call(
            collection, "query", query_embeddings=vector[None, :], n_results=limit, include=[]
        )
        return [int(number) for number in found["ids"][0]] if found else []

    def ids(self, collection: str) -> set[int]:
        found = self._call(collection, "get", include=[])
        return {int(number) for number in found["ids"]} if found else set()

    def collections(self, prefix: str) -> list[str]:
        """The names of all collections that begin with `prefix`."""
        with _in_words(self._url or "on loopback"):
            every = self._connect().list_collections()
        return [one.name for one in every if one.name.startswith(prefix)]

    def drop(self, collection: str) -> None:
        """Delete a collection with all its vectors, if there is one."""
        from chromadb.errors import NotFoundError

        with self._lock:
            self._collections.pop(collection, None)
        try:
            with _in_words(self._url or "on loopback"):
                self._connect().delete_collection(collection)
        except NotFoundError:
            return

    def alive(self) -> bool:
        """Whether the server answers; a local one is started for the question."""
        try:
            with _in_words(self._url or "on loopback"):
                self._connect().heartbeat()
        except ChromaError:
            self._forget()
            return False
        return True


def _leave_tracing_out() -> None:
    """Stand in for the exporter that chromadb imports to send traces elsewhere.

    Kilde sends none, and importing it with its protocol costs a fifth of a cold search.
    """
    stand_in = ModuleType("opentelemetry.exporter.otlp.proto.grpc.trace_exporter")
    stand_in.OTLPSpanExporter = None  # type: ignore[attr-defined]
    sys.modules.setdefault(stand_in.__name__, stand_in)


@contextmanager
def _in_words(url: str) -> Iterator[None]:
    import httpx
    from chromadb.errors import ChromaError as Refused
    from chromadb.errors import NotFoundError

    try:
        yield
    except NotFoundError:
        raise
    except (httpx.HTTPError, ValueError, Refused) as error:
        raise ChromaError(
            f"the Chroma server {url} does not answer ({error or type(error).__name__}); "
            "check that it runs and can be reached"
        ) from error
