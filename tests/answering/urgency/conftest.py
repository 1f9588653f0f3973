"""The embedding model, opened once."""

from __future__ import annotations

import pytest

from config import Settings
from vectorstore import Embedder
from vectorstore.embedding import load


@pytest.fixture(scope="package")
def embedder() -> Embedder:
    settings = Settings()
    return load(settings.embedding.model, settings.models_folder)
