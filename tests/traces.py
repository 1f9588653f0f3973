"""Looking for what is left of a document in every file of a folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tantivy

from records import Vectors
from vectorstore.analysis import grams, stems
from vectorstore.lexical import _schema

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
# Any 64 bytes of a vector in a row hold one of its blocks of 32 whole.
_BLOCK = 32


@dataclass(frozen=True)
class Traces:
    """What tells a document: words that no other has, and its passages' vectors."""

    words: tuple[str, ...]
    vectors: tuple[Vectors, ...] = ()

    def left_in(self, folder: Path) -> list[str]:
        """`file: what` for all that is found there, in whatever file and encoding."""
        return sorted({*self._bytes(folder), *self._terms(folder)})

    def _bytes(self, folder: Path) -> Iterator[str]:
        needles = [(what, needle) for what, found in self._needles() for needle in found]
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                data = file.read_bytes()
                for what, needle in needles:
                    if needle in data:
                        yield f"{file.relative_to(folder).as_posix()}: {what}"

    def _needles(self) -> Iterator[tuple[str, list[bytes]]]:
        for word in self.words:
            for form in {word, word.lower(), word.upper(), word.capitalize()}:
                yield word, [form.encode(encoding) for encoding in _ENCODINGS]
                yield word, [json.dumps(form)[1:-1].encode()]
        for number, vector in enumerate(self.vectors):
            unit = vector / np.linalg.norm(vector)
            for stored in (vector, unit.astype(np.float32), vector.astype(np.float64)):
                data = stored.tobytes()
                blocks = [data[at : at + _BLOCK] for at in range(0, len(data), _BLOCK)]
                yield f"vector {number}", blocks

    def _terms(self, folder: Path) -> Iterator[str]:
        """Stems and 5-grams in Tantivy's dictionaries, those of deleted passages too.

        The dictionaries are automata, in which a word's bytes do not stand in a row: Tantivy
        itself is asked. A file that belongs to no segment is a trace by itself.
        """
        for meta in sorted(folder.rglob("meta.json")):
            where = meta.parent.relative_to(folder).as_posix()
            segments = {
                segment["segment_id"].replace("-", "")
                for segment in json.loads(meta.read_text())["segments"]
            }
            for file in meta.parent.iterdir():
                named = file.name.split(".")[0]
                if len(named) == 32 and named not in segments:
                    yield f"{where}: the file {file.name} of a segment that is no more"
            searcher = tantivy.Index(_schema(), path=str(meta.parent)).searcher()
            for word in self.words:
                for field, terms in (("stems", stems(word)), ("grams", grams(word))):
                    if any(searcher.doc_freq(field, term) for term in terms if len(term) > 3):
                        yield f"{where}: {field} of {word}"
