"""Vectors in Chroma: ids, vectors and nothing else; no text ever leaves the catalogue."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import numpy as np

from records import Vectors
from vectorstore import server
from vectorstore.server import ChromaError

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

_BATCH = 2000
_ATTEMPTS = 3
# Much longer than any request takes. A server whose disk was full once reads on, and never
# answers another write.
_PATIENCE_S = 90.0
T = TypeVar("T")


class _Stuck(ChromaError):
    """The server took a request and gives no answer."""


class _Full(ChromaError):
    """The server's disk is full."""


class CollectionMissing(ChromaError):
    """There is no such collection; the message says how it is made again."""


class VectorStore:
    """The collections of one Chroma server, local or elsewhere.

    A local server that died is started again, and the call tried again.
    """

    def __init__(self, data: Path, url: str = "") -> None:
        self._data = data
        self._url = url
        self._client: ClientAPI | None = None
        self._collections: dict[str, Collection] = {}
        self._lock = threading.Lock()

    def start(self) -> None:
        """See that a local server runs, without what it takes to speak with it."""
        if not self._url:
            server.ensure(self._data)

    def connect(self) -> None:
        """Connect now, if that has not been done; nothing else needs it to be called."""
        if self._client is None:
            self._connect()

    def _connect(self) -> ClientAPI:
        with self._lock:
            if self._client is None:
                _leave_tracing_out()
                import chromadb  # half a second, paid by those who come here
                from chromadb.api.fastapi import FastAPI
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
                    # The client would wait for ever, and has no setting for it.
                    api = getattr(self._client, "_server", None)
                    if isinstance(api, FastAPI):
                        api._session.timeout = _PATIENCE_S
            return self._client

    def _forget(self) -> None:
        with self._lock:
            self._client = None
            self._collections = {}

    def _collection(self, name: str, make: bool) -> Collection:
        client = self._connect()
        if name not in self._collections:
            if make:
                self._collections[name] = client.get_or_create_collection(
                    name,
                    embedding_function=None,
                    configuration={"hnsw": {"space": "ip", "ef_search": 200}},
                )
            else:
                self._collections[name] = client.get_collection(name, embedding_function=None)
        return self._collections[name]

    def _try(self, ask: Callable[[], T]) -> T:
        """What `ask` gives, after another try where the server or the collection has changed."""
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                with _in_words(self._url or "on loopback"):
                    return ask()
            except CollectionMissing:
                # One that another process made anew has another id under the same name.
                self._forget()
                if attempt > 1:
                    raise
            except _Full:
                if not self._url:
                    server.distrust(self._data)
                raise
            except ChromaError as error:
                # A server that died is started again; one that is paused comes back.
                self._forget()
                if self._url or attempt == _ATTEMPTS:
                    raise
                if isinstance(error, _Stuck):
                    server.replace(self._data)
                server.wait_for_pause(self._data)
        raise AssertionError("unreachable")

    def _call(self, name: str, method: str, make: bool = False, **arguments: Any) -> Any:
        return self._try(lambda: getattr(self._collection(name, make), method)(**arguments))

    def add(self, collection: str, ids: Sequence[int], vectors: Vectors) -> None:
        """Put vectors [n, dim] under passage ids; the same id again replaces."""
        for start in range(0, len(ids), _BATCH):
            self._call(
                collection,
                "upsert",
                make=True,
                ids=[str(number) for number in ids[start : start + _BATCH]],
                embeddings=vectors[start : start + _BATCH],
            )

    def delete(self, collection: str, ids: Sequence[int]) -> None:
        """Take vectors away; what is not there is gone already."""
        for start in range(0, len(ids), _BATCH):
            try:
                self._call(
                    collection,
                    "delete",
                    ids=[str(number) for number in ids[start : start + _BATCH]],
                )
            except CollectionMissing:
                return

    def nearest(self, collection: str, vector: Vectors, limit: int) -> list[int]:
        """The passage ids nearest to `vector` [dim], nearest first; may raise CollectionMissing."""
        found = self._call(
            collection, "query", query_embeddings=vector[None, :], n_results=limit, include=[]
        )
        return [int(number) for number in found["ids"][0]]

    def ids(self, collection: str) -> set[int]:
        """Every passage id in a collection; none where there is no such collection."""
        try:
            return {int(number) for number in self._call(collection, "get", include=[])["ids"]}
        except CollectionMissing:
            return set()

    def held(self, collection: str, ids: Sequence[int]) -> dict[int, Vectors]:
        """The vectors that a collection holds of passages; ChromaError where they are damaged."""
        found: dict[int, Vectors] = {}
        for start in range(0, len(ids), _BATCH):
            got = self._call(
                collection,
                "get",
                ids=[str(number) for number in ids[start : start + _BATCH]],
                include=["embeddings"],
            )
            for number, vector in zip(got["ids"], got["embeddings"], strict=True):
                found[int(number)] = np.asarray(vector, dtype=np.float32)
        return found

    def collections(self, prefix: str) -> list[str]:
        """The names of all collections that begin with `prefix`."""
        every = self._try(lambda: self._connect().list_collections())
        return [one.name for one in every if one.name.startswith(prefix)]

    def drop(self, collection: str) -> None:
        """Delete a collection with all its vectors, if there is one."""
        with self._lock:
            self._collections.pop(collection, None)
        try:
            self._try(lambda: self._connect().delete_collection(collection))
        except CollectionMissing:
            return

    @property
    def suspect(self) -> int | None:
        """Set where a local server ended otherwise than by `kilde stop` and is not trusted yet.

        Chroma writes its graph in place: a server that was killed meanwhile can have left
        half of it, which shows as an error or only as passages that are not found.
        """
        return None if self._url else server.suspect(self._data)

    @property
    def lost_its_folder(self) -> bool:
        """Whether what a local server holds is not there at all."""
        return not self._url and not server.has_folder(self._data)

    def restart(self) -> None:
        """End a local server; the next request starts another."""
        if not self._url:
            self._forget()
            server.replace(self._data)

    def trust(self, suspect: int | None) -> None:
        """The vectors were looked at after `suspect` was read, and are right."""
        if suspect is not None:
            server.trust(self._data, suspect)

    def begin_again(self) -> bool:
        """Delete all that a local server holds; False, and nothing, with one elsewhere."""
        if self._url:
            return False
        self._forget()
        server.begin_again(self._data)
        return True

    def make_durable(self) -> None:
        """See that a local server's files are on the disk, which it leaves to chance."""
        if not self._url:
            server.make_durable(self._data)

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
    except NotFoundError as error:
        raise CollectionMissing(
            f"the Chroma server {url} has lost a collection ({error}); "
            "make it again with: kilde check --repair"
        ) from error
    except Refused as error:
        if "disk is full" in str(error):
            raise _Full(
                f"the Chroma server {url} cannot write: its disk is full; make room on it"
            ) from error
        raise ChromaError(
            f"the Chroma server {url} could not do what was asked ({error}); see that its disk "
            "is not full, and make a damaged index again with: kilde check --repair"
        ) from error
    except httpx.TimeoutException as error:
        raise _Stuck(
            f"the Chroma server {url} does not answer within {_PATIENCE_S:.0f} seconds; "
            "see what else the machine is doing, and try again"
        ) from error
    except (httpx.HTTPError, ValueError) as error:
        raise ChromaError(
            f"the Chroma server {url} does not answer ({error or type(error).__name__}); "
            "check that it runs and can be reached"
        ) from error
