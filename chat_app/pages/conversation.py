"""The conversation of one browser tab, and the document that is open beside it."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from answering import Answer, Citation

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

    @property
    def waiting(self) -> bool:
        return self.answer is None and self.trouble is None

    @property
    def quoted(self) -> set[tuple[str, str]]:
        """The (space, document) that the answer quotes."""
        return {(c.space, c.document) for c in self.answer.citations} if self.answer else set()

    def retry(self) -> None:
        self.trouble = None


@dataclass
class Opened:
    """The citation whose document is open, and the page that is shown of it."""

    turn: Turn
    citation: Citation
    page: int | None
    opening: int


@dataclass
class Conversation:
    """Everything that the tab remembers between two runs of the page."""

    turns: list[Turn] = field(default_factory=list)
    opened: Opened | None = None
    count: int = 0
    openings: int = 0

    @classmethod
    def of_this_tab(cls) -> Conversation:
        found: Conversation = st.session_state.setdefault(_KEY, cls())
        return found

    def ask(self, question: str) -> None:
        self.count += 1
        self.turns.append(Turn(self.count, question))

    def open(self, turn: Turn, n: int) -> None:
        """Open the document of a turn's citation; a second time closes it."""
        for citation in turn.answer.citations if turn.answer else ():
            if citation.n == n:
                if self.opened and self.opened.citation is citation:
                    self.opened = None
                    return
                self.openings += 1
                self.opened = Opened(turn, citation, citation.page, self.openings)

    def quoted(self) -> set[tuple[str, str]]:
        """The (space, document) that the answers quote."""
        return {pair for turn in self.turns for pair in turn.quoted}

    def forget(self, erased: set[tuple[str, str]]) -> None:
        """Take away the answers that quote what has been erased."""
        for turn in self.turns:
            if turn.quoted & erased:
                turn.answer, turn.trouble = None, Trouble("removed")
                if self.opened and self.opened.turn is turn:
                    self.opened = None

    def begin_again(self) -> None:
        self.turns.clear()
        self.opened = None
