"""Kilde's readers of office files beside unstructured's, on files that LibreOffice saved."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from config import ROOT
from ingest.parsers import parse

FILES = ROOT / "tests" / "ingest" / "files"
# What a person sees in each document, and what nobody should.
_SEEN = {
    "reiseregler": (
        "Satsene følger statens særavtale.",
        "Færøyene",
        "1 012 kr",
        "a) Fly bestilles minst to uker før.",
        "Größe und Gewicht",
        "Ring reisekontoret på 55 12 34 56.",
    ),
    "arsplan": (
        "Mål for året",
        "med tolv prosent",
        "Budsjettet for nye montører er 4,2 millioner kroner.",
        "275",
    ),
}
_UNSEEN = {
    "reiseregler": ("femti kroner", "Skjult tekst."),
    "arsplan": ("Gammel plan",),
}
_OFFLINE = {
    "DO_NOT_TRACK": "true",
    "SCARF_NO_ANALYTICS": "true",
    "UNSTRUCTURED_DISABLE_NOTICE": "1",
}


def figures() -> Iterator[dict[str, Any]]:
    """For each file the share of what is seen that is read, and what is read unseen."""
    others = _unstructured()
    for file in sorted(FILES.iterdir()):
        name, suffix = file.stem, file.suffix[1:]
        if name not in _SEEN or suffix not in others:
            continue
        yield {
            "bench": "parsers",
            "file": file.name,
            "kilde": _read(_kilde, file),
            "unstructured": _read(others[suffix], file),
        }


def _kilde(file: Path) -> str:
    return "\n".join(element.text for element in parse(file, file.name).elements)


def _read(read: Callable[[Path], str], file: Path) -> dict[str, Any]:
    started = time.perf_counter()
    text = read(file).replace("\u00a0", " ")
    seen, unseen = _SEEN[file.stem], _UNSEEN[file.stem]
    return {
        "seen": round(sum(words in text for words in seen) / len(seen), 2),
        "unseen": [words for words in unseen if words.casefold() in text.casefold()],
        "s": round(time.perf_counter() - started, 2),
    }


def _unstructured() -> dict[str, Callable[[Path], str]]:
    """Its readers that need no other program, by suffix, kept from fetching a model."""
    os.environ.update(_OFFLINE)
    import spacy
    from unstructured.nlp import tokenize
    from unstructured.partition.docx import partition_docx
    from unstructured.partition.pptx import partition_pptx

    sentences = spacy.blank("xx")
    sentences.add_pipe("sentencizer")
    tokenize._get_nlp = lambda: sentences
    kinds = {"docx": partition_docx, "pptx": partition_pptx}

    def reader(partition: Callable[..., list[Any]]) -> Callable[[Path], str]:
        return lambda file: "\n".join(
            element.text for element in partition(filename=str(file), languages=["nor"])
        )

    return {suffix: reader(partition) for suffix, partition in kinds.items()}
