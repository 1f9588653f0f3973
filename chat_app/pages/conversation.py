"""The conversation of one browser tab, and the document that is open beside it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st

from answering import Answer
from answering.cases import Proposal
from answering.recalling import Recalled
from chat_app.pages.opened import Beside

_KEY = "conversation"


@dataclass(frozen=True)
class Trouble:
    """Why a question got no answer: the kind names its texts, the numbers go into them."""

    kind: str
    numbers: dict[str, int] = field(default_factory=dict)


@dataclass
class Turn:
    """A question and what it got; neither yet while it is being answered."""

    number: int
    question: str
    answer: Answer | None = None
    trouble: Trouble | None = None
    # Documents that the asker wants no answer from, and the answer that is made again.
    without: list[tuple[str, str]] = field(default_factory=list)
    instead_of: str | None = None
    # Asking a person: what would be sent, whether that is offered now, and how it went.
    proposal: Proposal | None = None
    offering: bool = False
    unsent: str = ""
    attempts: int = 0
    helpful: bool | None = None
    # The ids of links that were made, by the answer's.
    links: dict[str, str] = field(default_factory=dict)
    taken_back: bool = False
    # Questions to go on with; None until they have been looked for.
    next: tuple[str, ...] | None = None

    @property
    def waiting(self) -> bool:
        return self.answer is None and self.trouble is None

    @property
    def quoted(self) -> set[tuple[str, str]]:
        """The (space, document) that the answer quotes."""
        return {(c.space, c.document) for c in self.answer.citations} if self.answer else set()

    def retry(self) -> None:
        self.answer, self.trouble = None, None

    @classmethod
    def earlier(cls, number: int, recalled: Recalled) -> Turn:
        """A turn of an earlier conversation, as it stands today."""
        kind = "changed_holds" if recalled.holds else "changed"
        trouble = Trouble("unreadable") if recalled.answer is None else None
        if recalled.changed:
            trouble = Trouble(kind)
        turn = cls(number, recalled.turn.question, recalled.answer, trouble)
        turn.helpful = recalled.helped
        turn.links = {recalled.turn.id: recalled.link} if recalled.link else {}
        return turn

    def leave_out(self, n: int) -> None:
        """Answer again, without the document of the answer's nth citation."""
        for citation in self.answer.citations if self.answer else ():
            if citation.n == n:
                self._answer_without([*self.without, (citation.space, citation.document)])
                return

    def take_back(self, place: int) -> None:
        """Answer again, with one of the documents that were left out, by its place among them."""
        kept = [one for number, one in enumerate(self.without) if number != place]
        if len(kept) < len(self.without):
            self._answer_without(kept)

    def _answer_without(self, documents: list[tuple[str, str]]) -> None:
        # Where making it again failed there is no answer, and the one before is still replaced.
        self.instead_of = self.answer.id if self.answer else self.instead_of
        self.without = documents
        self.answer = self.proposal = self.helpful = self.next = None
        self.offering = False


@dataclass
class Conversation(Beside):
    """Everything that the tab remembers between two runs of the page."""

    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    turns: list[Turn] = field(default_factory=list)
    count: int = 0
    # Why the last question was not taken: it is in its field still.
    refused: Trouble | None = None
    # Whether it is known if there is a conversation in the page's address to go on with.
    begun: bool = False

    @classmethod
    def of_this_tab(cls) -> Conversation:
        found: Conversation = st.session_state.setdefault(_KEY, cls())
        return found

    @property
    def address(self) -> str | None:
        """What the page's address says of it: its id once something was asked, before
        nothing; None while that is not known."""
        if not self.begun:
            return None
        return self.id if self.turns else ""

    def ask(self, question: str) -> None:
        self.count += 1
        self.turns.append(Turn(self.count, question))

    def open(self, turn: Turn, n: int) -> None:
        """Open the document of a turn's citation; a second time closes it."""
        answer = turn.answer
        if answer is None:
            return
        others = answer.citations if answer.status == "answered" else ()
        for citation in answer.citations:
            if citation.n == n:
                self.toggle(citation, others, of=turn.number, note=answer.verified)

    def quoted(self) -> set[tuple[str, str]]:
        """The (space, document) that the answers quote."""
        return {pair for turn in self.turns for pair in turn.quoted}

    def forget(self, erased: set[tuple[str, str]]) -> None:
        """Take away the answers that quote what has been erased."""
        for turn in self.turns:
            if turn.quoted & erased:
                turn.answer, turn.trouble = None, Trouble("removed")
                if self.opened and self.opened.of == turn.number:
                    self.opened = None

    def begin_again(self) -> None:
        """A new conversation."""
        self.begun = True
        self.go_on(uuid.uuid4().hex, [])

    def go_on(self, id: str, turns: Sequence[Recalled]) -> None:
        """An earlier conversation, as it stands today."""
        self.id = id
        self.opened = self.refused = None
        first = self.count + 1
        self.turns = [Turn.earlier(number, one) for number, one in enumerate(turns, first)]
        self.count += len(turns)
