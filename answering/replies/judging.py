"""Whether a message is somebody's reply to a letter about a case: what it proves, not what it says.

A reply counts where it was sent to, or answers, an address or letter that was made for its sender
and that case, and nobody but a person wrote it. Whatever else it is, a person decides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from answering.cases.tokens import Token
from mail.replies import Incoming

Does = Literal["reply", "addition", "away", "returned", "nothing", "held"]
Reason = Literal[
    "automatic", "closed", "empty", "former", "forwarded", "gone", "large", "long", "many", "mark",
    "no_mark", "other", "own", "quoted", "returned", "sender", "several", "stranger", "unread",
    "unvouched",
]  # fmt: skip
Proves = Callable[[str, str], Token | None]
"""The token that a mark is, if it was made for an address."""

LONGEST = 10_000


@dataclass(frozen=True)
class Verdict:
    """What a message does to a case: an expert's `reply`, an asker's `addition`, `away` (its
    author, an expert, is not there), `returned` (a letter did not reach `person`), `nothing`
    (an asker is not there), or `held`, for the `reason`."""

    does: Does
    case: int | None = None
    person: str = ""
    reason: Reason | None = None


def judge(came: Incoming, proves: Proves) -> Verdict:
    """What the message does, by what it proves."""
    if came.kind == "returned":
        return _returned(came, proves)
    if came.kind == "other":
        return Verdict("held", reason="other")
    if came.sender is None:
        return Verdict("held", reason="sender")
    address = came.sender.address
    marks = came.to_marks or came.answered_marks
    proven = [proves(mark, address) for mark in marks]
    # An address is written as a whole: one that is wrong is no slip. A thread grows by itself.
    tokens = {token for token in proven if token}
    if not tokens or (came.to_marks and None in proven):
        # A program that answers whatever comes is not worth a closer look.
        missing: Reason = "mark" if marks else "no_mark"
        return Verdict("held", reason="automatic" if came.kind == "automatic" else missing)
    if len(tokens) > 1:
        return Verdict("held", reason="several")
    [token] = tokens
    if not came.vouched:
        return Verdict("held", token.case, address, "unvouched")
    if came.kind == "automatic":
        if token.role == "asker":
            return Verdict("nothing", token.case, address)
        # "We have received your request" hands no case on.
        if not came.absent:
            return Verdict("held", token.case, address, "automatic")
        return Verdict("away", token.case, address)
    held = _unusable(came)
    if held:
        return Verdict("held", token.case, address, held)
    return Verdict("reply" if token.role == "expert" else "addition", token.case, address)


def _returned(came: Incoming, proves: Proves) -> Verdict:
    for person in came.recipients:
        for mark in came.answered_marks:
            token = proves(mark, person)
            if token is not None:
                does: Does = "returned" if token.role == "expert" else "held"
                reason: Reason | None = None if does == "returned" else "returned"
                return Verdict(does, token.case, person, reason)
    return Verdict("held", reason="returned")


def _unusable(came: Incoming) -> Reason | None:
    if came.forwarded:
        return "forwarded"
    asked = came.instructions
    if not asked.text and not asked.pass_to:
        return "empty"
    return "long" if len(asked.text) > LONGEST else None
