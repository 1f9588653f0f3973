"""Finding passages: the embedding model, Chroma, the lexical index, and their fusion.

`readable` decides which partitions somebody may read; `Search.find` asks those and nothing
else. `VectorStore` and `LexicalIndex` are the two indexes, each of which can be made again
from the catalogue: `rebuild` does so beside the old ones. `vectorstore.retriever` offers the
search to LangChain.
"""

from vectorstore.access import Scope, partition_readers, readable
from vectorstore.dense import VectorStore
from vectorstore.embedding import Embedder, ModelMissing
from vectorstore.fusion import UNSCORED
from vectorstore.glossary import Glossary, GlossaryError, load_glossary
from vectorstore.lexical import LexicalError, LexicalIndex
from vectorstore.purge import purge
from vectorstore.rebuild import drop_strays, rebuild
from vectorstore.search import Found, Hit, QuestionError, Search, checked_question, lexical_folder
from vectorstore.server import ChromaError
from vectorstore.statistics import Statistics, least

__all__ = [
    "UNSCORED",
    "ChromaError",
    "Embedder",
    "Found",
    "Glossary",
    "GlossaryError",
    "Hit",
    "LexicalError",
    "LexicalIndex",
    "ModelMissing",
    "QuestionError",
    "Scope",
    "Search",
    "Statistics",
    "VectorStore",
    "checked_question",
    "drop_strays",
    "least",
    "lexical_folder",
    "load_glossary",
    "partition_readers",
    "purge",
    "readable",
    "rebuild",
]
