"""The company's own fit of the confidence: kept in the data folder, and used before the shipped.

`kilde calibrate` makes it. It is for the models, the reader and the shipped fit that it was made
with: where one of them is another, it is left alone and the shipped one is used.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import threading
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from answering.confidence import FILE, WITH_READER, Confidence, ConfidenceError
from answering.reader.served import WEIGHTS

NAME = "confidence.json"


@dataclass(frozen=True)
class Own:
    """The company's own fit as it is on disk; `problem` says why it is not used, "" if it is."""

    confidence: Confidence | None
    problem: str

    @property
    def facts(self) -> dict[str, Any]:
        """What it was fitted on, with its figures."""
        return dict(self.confidence.fitted_on) if self.confidence else {}


class Fits:
    """The shipped fit and the company's own. A new one of those counts from the next question."""

    def __init__(self, folder: Path, with_reader: bool) -> None:
        """`folder` is the data folder; `with_reader` whether the trained reader is used."""
        self._file = folder / NAME
        self._shipped_file = WITH_READER if with_reader else FILE
        self._with_reader = with_reader
        self.shipped = Confidence.load(self._shipped_file)
        self._lock = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._own = Own(None, "")

    def mark(self, model: str) -> str:
        """Names what makes the signals: the embedding model's fingerprint, the reader, and the
        shipped fit, which is made anew whenever a signal means something else."""
        return hashlib.sha256(f"{model} {self._program}".encode()).hexdigest()[:32]

    def in_use(self, model: str) -> Confidence:
        """The fit to estimate by, with the embedding model of this fingerprint."""
        own = self.own(model)
        return own.confidence if own and own.confidence and not own.problem else self.shipped

    def own(self, model: str) -> Own | None:
        """The company's own fit; None where there is none."""
        try:
            state = self._file.stat()
        except OSError:
            return None
        with self._lock:
            if self._seen != (state.st_mtime_ns, state.st_ino):
                self._own = self._read()
                self._seen = state.st_mtime_ns, state.st_ino
            own = self._own
        if own.confidence and own.facts.get("made_by") != self.mark(model):
            return Own(
                own.confidence,
                "it was made with another embedding model, reader or version of Kilde",
            )
        return own

    def keep(self, confidence: Confidence) -> None:
        """Use this one from now on; whole or not at all, whatever happens meanwhile."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        beside = self._file.with_name(f"{NAME}.{os.getpid()}")
        try:
            with open(beside, "w", encoding="utf-8") as file:
                json.dump(confidence.as_json(), file, indent=2, ensure_ascii=False)
                file.write("\n")
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self._file)
        except OSError as error:
            with contextlib.suppress(OSError):
                beside.unlink()
            raise ConfidenceError(
                f"{self._file} cannot be written: {error.strerror}; the confidence in use stays"
            ) from None

    def reset(self) -> bool:
        """Use the shipped one again; False where there was no other."""
        try:
            self._file.unlink()
        except FileNotFoundError:
            return False
        return True

    def _read(self) -> Own:
        try:
            return Own(Confidence.load(self._file), "")
        except ConfidenceError:
            return Own(None, f"{self._file} cannot be read")

    @cached_property
    def _program(self) -> str:
        digest = hashlib.sha256(self._shipped_file.read_bytes())
        if self._with_reader:
            for weights in sorted(WEIGHTS.glob("*.onnx")):
                digest.update(weights.read_bytes())
        return digest.hexdigest()
