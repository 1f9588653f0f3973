"""Sentences of a document inside what people wrote."""

from __future__ import annotations

import re

from sqlalchemy import Connection, select

from records.database import in_chunks
from records.forgetting.doomed import Doomed
from records.forgetting.stores.words import ERASED
from records.schema import passages, versions

# What is shorter may stand anywhere by chance.
_SHORTEST = 25
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


class Quoted:
    """The text of what is erased, by which its sentences are known elsewhere."""

    def __init__(self, connection: Connection, doomed: Doomed) -> None:
        self._text = ""
        for chunk in in_chunks(doomed.ids):
            query = (
                select(passages.c.text)
                .join(versions, versions.c.id == passages.c.version_id)
                .where(versions.c.document_id.in_(chunk))
            )
            self._text += "\n".join(map(_folded, connection.execute(query).scalars())) + "\n"

    def blanked(self, text: str) -> str:
        """The text with every sentence of the documents replaced."""
        if not self._text:
            return text
        return _SENTENCE.sub(lambda found: self._without(found[0]), text)

    def _without(self, sentence: str) -> str:
        words = _folded(sentence).strip(" >\"'«»„“”*-")
        if len(words) < _SHORTEST or words.rstrip(".!? ") not in self._text:
            return sentence
        space = sentence[: len(sentence) - len(sentence.lstrip())]
        return space + ERASED


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
