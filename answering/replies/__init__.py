"""Replies by mail to letters about cases: read, judged, taken into their cases or held.

`Replies` (at `Kilde.replies`) reads the account of `mail.replies` once (`read`) or goes on
reading it (`follow`), and has what waits for a person (`held`, `accept`, `discard`). `judge`
says what a message proves. A message is dealt with first and noted as read afterwards, and its
id goes into the case with it: whatever dies in between, it counts once.
"""

from answering.replies.effects import Round
from answering.replies.judging import Verdict, judge
from answering.replies.taking import Replies

__all__ = ["Replies", "Round", "Verdict", "judge"]
