"""A person's earlier conversations: found by words, opened again, named, deleted; and links to
answers, which show each reader what they may read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from sqlalchemy import Engine

from answering.models import Person
from answering.recalling import Named, Reads, Recalled, recall, sources
from records import ConversationHead, ConversationRecord, ConversationTable, TurnRecord, Turns

LONGEST_NAME = 120
# Characters of an answer around the first of the words that were looked for.
_BEFORE, _SHOWN = 40, 160
_FOOTNOTE = re.compile(r" \[\d+\]")
# What decomposing leaves whole, and what is typed where a letter is missing.
_PLAIN = str.maketrans({"ø": "o", "æ": "a", "œ": "o", "đ": "d", "ð": "d", "ł": "l"})
_ACCENTS = re.compile("[\u0300-\u036f]")
_SPELT = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"))


class ReadsNow(Reads, Protocol):
    """A Reader, as far as it is needed here."""

    def may_read(self, documents: Iterable[Named]) -> bool:
        """Whether all documents are there and may be read."""


@dataclass(frozen=True)
class FoundConversation:
    """A conversation in which the words were found, and where: a question, or a piece of an
    answer."""

    head: ConversationHead
    said: str


class EarlierConversations:
    """What people have asked before. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._turns = Turns(engine)
        self.table = ConversationTable(engine)

    def listed(self, person: Person) -> list[ConversationHead]:
        """A person's conversations, that with the newest question first."""
        return self.table.heads(person.id)

    def find(self, words: str, person: Person, reader: ReadsNow) -> list[FoundConversation]:
        """The person's conversations in whose name, questions or answers all of the words
        begin, however they are accented, that with the newest question first.

        An answer that `reader` may not read (any more) is not looked at.
        """
        wanted = _folded(words).split()
        if not wanted:
            return []
        found = (_look(one, wanted, reader) for one in self.table.whole(person.id))
        return [one for one in found if one is not None]

    def open(self, conversation: str, person: Person, reader: Reads) -> list[Recalled]:
        """The turns of a person's conversation as they stand today, the oldest first; none
        where it is not theirs."""
        found = self.table.whole(person.id, conversation)
        return [
            replace(
                recall(turn, reader), helped=one.helped.get(turn.id), link=one.links.get(turn.id)
            )
            for one in found
            for turn in one.turns
        ]

    def rename(self, conversation: str, person: Person, name: str) -> None:
        """Call a conversation something; an empty name is that of its first question."""
        self.table.name(person.id, conversation, " ".join(name.split())[:LONGEST_NAME])

    def forget(self, person: Person, conversation: str | None = None) -> int:
        """Delete a conversation, or all of the person's; how many that was."""
        return self.table.forget(person.id, conversation)

    # Links

    def share(self, turn_id: str, person: Person) -> str | None:
        """The id of the link to an answer of this person's, made if there is none; None where
        there is nothing to be shared."""
        turn = self._turns.get(turn_id)
        if turn is None or turn.person != person.id or not _can_be_shared(turn):
            return None
        return self.table.link(turn_id)

    def shared(self, turn_id: str, person: Person) -> str | None:
        """The id of the link to an answer of this person's, where there is one."""
        turn = self._turns.get(turn_id)
        return self.table.link_of(turn_id) if turn and turn.person == person.id else None

    def unshare(self, turn_id: str, person: Person) -> None:
        """Take the link to an answer of this person's back."""
        if self.shared(turn_id, person):
            self.table.unlink(turn_id)

    def follow(self, link: str, reader: ReadsNow) -> Recalled | None:
        """The answer that a link leads to, for somebody who may read all its sources now.

        How sure it was, and why, is left out: that was estimated from what its asker may read.
        So is how the question was understood: that has words of what they had asked before.
        None where they may not, and where there is no such answer (any more): both take the
        same questions to the database.
        """
        turn = self.table.linked(link)
        if not reader.may_read(sources(turn) if turn else {("", link)}) or turn is None:
            return None
        recalled = recall(turn, reader)
        if recalled.answer is None:
            return None
        citations = tuple(replace(one, score=0.0) for one in recalled.answer.citations)
        answer = replace(
            recalled.answer,
            case=None,
            confidence=0.0,
            reasons=(),
            citations=citations,
            full_question=turn.question,
        )
        return replace(recalled, turn=replace(turn, full_question=turn.question), answer=answer)


def _can_be_shared(turn: TurnRecord) -> bool:
    return turn.status == "answered" and not turn.small_talk and bool(turn.answer)


def _look(
    conversation: ConversationRecord, wanted: list[str], reader: ReadsNow
) -> FoundConversation | None:
    said = [conversation.name, *(turn.question for turn in conversation.turns)]
    folded = [_folded(text) for text in said]
    missing = [word for word in wanted if not any(word in text for text in folded)]
    where = next((said[n] for n, text in enumerate(folded) if wanted[0] in text), "")
    for turn in conversation.turns if missing else ():
        answer = "" if turn.status == "pending" else turn.answer
        here = {word for word in missing if word in _folded(answer)}
        if here and reader.may_read(sources(turn)):
            where = where or _around(answer, next(word for word in missing if word in here))
            missing = [word for word in missing if word not in here]
    return None if missing else FoundConversation(conversation.head, where)


def _around(text: str, word: str) -> str:
    """A piece of a text around the first place where a folded word stands in it."""
    line = " ".join(_FOOTNOTE.sub("", text).split())
    parts = line.split(" ")
    at = next((n for n, part in enumerate(parts) if word in _folded(part)), 0)
    start = max(0, len(" ".join(parts[:at])) - _BEFORE)
    start = line.rfind(" ", 0, start + 1) + 1
    piece = line[start : start + _SHOWN]
    return f"{'… ' * bool(start)}{piece}{' …' * (start + _SHOWN < len(line))}"


def _folded(text: str) -> str:
    """A text without accents, and without what is written for them: ü, ue and u are one."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    plain = _ACCENTS.sub("", plain)
    for written, letter in _SPELT:
        plain = plain.replace(written, letter)
    return " ".join(plain.split())
