"""Replies that come in by mail: what each is, before anybody decides whether to believe it.

`incoming` makes a message's bytes into an `Incoming`: written by a person, an automatic reply
with the day on which its author is back, or a report that a letter could not be delivered. It is
pure, and trusts nothing that it reads: whose reply it is, and to which case, is for
`answering.cases` to decide, by the signed marks that Kilde's letters carry.
"""

from mail.replies.incoming import Incoming, Kind, incoming
from mail.replies.instructions import Instructions, for_everyone, without_greeting

__all__ = ["Incoming", "Instructions", "Kind", "for_everyone", "incoming", "without_greeting"]
