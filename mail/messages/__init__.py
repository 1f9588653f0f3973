"""Taking messages apart: the bytes of a message to who wrote what to whom, and what came with it.

`read` takes a message as it travels (RFC 822 and MIME) or as Outlook saves it (.msg) and gives a
`Message`. The author's own text is told from what is quoted and from signatures. Nothing here
trusts its input, and nothing but an Outlook file that cannot be opened is refused. `unsigned`
takes the signature off a text that somebody typed.
"""

from mail.messages.message import Address, Attachment, BrokenMessage, Kind, Message
from mail.messages.reading import read
from mail.messages.subjects import bare_subject
from mail.messages.unsigned import unsigned

__all__ = [
    "Address",
    "Attachment",
    "BrokenMessage",
    "Kind",
    "Message",
    "bare_subject",
    "read",
    "unsigned",
]
