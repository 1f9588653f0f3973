"""Questions that lean on what was asked before, written out in full, without a language model.

`written_out` says how a question of a conversation is meant, `trusted` how far an answer to
it may be trusted: it must speak of what is new in the follow-up, and not say again what was
said already. A question that stands for itself is left alone.
"""

from answering.follow_ups.trust import trusted
from answering.follow_ups.writing import FollowUp, written_out

__all__ = ["FollowUp", "trusted", "written_out"]
