"""Throw-away installations to ask: the sample company, or documents of one's own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from answering import Kilde
from config import ROOT, Settings, load
from ingest import Guard, Ingest, Silent, Stores
from vectorstore import server


@contextmanager
def sample_company() -> Iterator[Kilde]:
    """Kilde on the sample company, ingested into a folder that goes afterwards."""
    with tempfile.TemporaryDirectory(prefix="kilde-evaluation-") as folder:
        settings = load(ROOT / "kilde.toml").model_copy(update={"data": folder})
        with ingested(settings) as kilde:
            yield kilde


@contextmanager
def ingested(settings: Settings) -> Iterator[Kilde]:
    """Kilde on these settings, all of its spaces ingested."""
    kilde = Kilde.open(settings)
    embedder = kilde.search.embedder(settings.embedding.model)
    lexical = settings.data_folder / "lexical"
    stores = Stores(kilde.catalogue, kilde.vectors, lexical, embedder)
    try:
        with Guard() as guard:
            for space in settings.space:
                report = Ingest(settings, stores, guard).run(space, Silent())
                if report.failures or report.errors:
                    raise RuntimeError(f"{space.name}: {report.failures or report.errors}")
        yield kilde
    finally:
        server.stop(settings.data_folder)
