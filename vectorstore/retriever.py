"""Kilde's search as a LangChain retriever, for those who build on it.

Not imported by Kilde itself: LangChain's core takes half a second to load.
"""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from vectorstore.access import Scope
from vectorstore.search import Hit, Search


class KildeRetriever(BaseRetriever):
    """Passages for a question, from what `scopes` allow.

    Each document's metadata has space, document, title, page, heading, date and score, as
    `kilde search --json` gives them.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    search: Search
    scopes: tuple[Scope, ...]
    limit: int = 10

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        found = self.search.find(query, self.scopes, self.limit)
        return [
            Document(page_content=hit.passage.text, metadata=_metadata(hit)) for hit in found.hits
        ]


def _metadata(hit: Hit) -> dict[str, Any]:
    passage = hit.passage
    return {
        "space": passage.space,
        "document": passage.document,
        "title": passage.title,
        "page": passage.page,
        "heading": passage.heading,
        "date": passage.date,
        "score": round(hit.scores.fused, 4),
    }
