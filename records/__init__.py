"""The SQL database: documents, their text, runs, outbox, keys, audit, conversations, cases.

It is the truth about what Kilde knows, and the only place that holds passages' text; either
index can be made again from it. `open_database` opens it at the newest schema, `Catalogue`
reads and writes the knowledge with its `VectorCache` and what it knows of `Mail`, `Holdings`
is what the indexes are held against, `Runs` the ingests, `Keys` the API's keys, `Audit` who
did what, `Turns` what was asked and answered and `ConversationTable` whole conversations,
`CaseTable` what was handed to people,
`VerifiedTable` what they said for everyone; `put` puts a message for the outside into the
outbox, in the transaction of what it tells, and `OutboxTable` is for `mail.outbox`, which
delivers it.
"""

from records.audit import Audit, AuditEntry, AuditState, Wanted
from records.cases import (
    Case,
    CaseAsker,
    CaseChanges,
    CaseKind,
    CaseState,
    CaseTable,
    Entry,
    EntryKind,
)
from records.catalogue import Catalogue
from records.conversations import ConversationHead, ConversationRecord, ConversationTable
from records.database import RecordsError, in_words, open_database
from records.departures import Departure, Departures, checked
from records.document_table import (
    Allowed,
    DocumentFilter,
    DocumentRow,
    DocumentTable,
    Look,
    Order,
)
from records.editions import EditionError, Editions, Newer, Replacement
from records.figures import Figures, Line
from records.former import Former, FormerVersion, Lines
from records.holdings import Dangling, Holdings, indexed_text
from records.judgements import Judgement, Judgements
from records.keys import Keys
from records.models import (
    ApiKey,
    Correspondent,
    Document,
    Listed,
    Message,
    Move,
    NewPassage,
    NewVersion,
    Outgoing,
    Partition,
    Passage,
    Posted,
    Run,
    RunDocument,
    RunState,
    Skipped,
    SpaceCounts,
    Trigger,
    What,
)
from records.outbox import OutboxTable, put
from records.people import Identity, People, Person, Session
from records.processes import process_name, this_process
from records.replies import Absence, HeldReply, ReplyTable
from records.reviews import Asked, Reviewed, Reviews, Verdict, put_review
from records.runs import Runs
from records.shelves import KINDS, Kind, Narrowing, Shelf, Shelves
from records.starting import MadeQuestion, Section, StartingQuestion, StartingTable
from records.terms import Pair, TermChanges, Terms
from records.turns import FEEDBACK_KINDS, Channel, Feedback, TurnRecord, Turns
from records.vectors import VectorCache, Vectors
from records.verified import (
    Change,
    Edition,
    LinkedDocument,
    VerifiedRecord,
    VerifiedTable,
)

__all__ = [
    "FEEDBACK_KINDS",
    "KINDS",
    "Absence",
    "Allowed",
    "ApiKey",
    "Asked",
    "Audit",
    "AuditEntry",
    "AuditState",
    "Case",
    "CaseAsker",
    "CaseChanges",
    "CaseKind",
    "CaseState",
    "CaseTable",
    "Catalogue",
    "Change",
    "Channel",
    "ConversationHead",
    "ConversationRecord",
    "ConversationTable",
    "Correspondent",
    "Dangling",
    "Departure",
    "Departures",
    "Document",
    "DocumentFilter",
    "DocumentRow",
    "DocumentTable",
    "Edition",
    "EditionError",
    "Editions",
    "Entry",
    "EntryKind",
    "Feedback",
    "Figures",
    "Former",
    "FormerVersion",
    "HeldReply",
    "Holdings",
    "Identity",
    "Judgement",
    "Judgements",
    "Keys",
    "Kind",
    "Line",
    "Lines",
    "LinkedDocument",
    "Listed",
    "Look",
    "MadeQuestion",
    "Message",
    "Move",
    "Narrowing",
    "NewPassage",
    "NewVersion",
    "Newer",
    "Order",
    "OutboxTable",
    "Outgoing",
    "Pair",
    "Partition",
    "Passage",
    "People",
    "Person",
    "Posted",
    "RecordsError",
    "Replacement",
    "ReplyTable",
    "Reviewed",
    "Reviews",
    "Run",
    "RunDocument",
    "RunState",
    "Runs",
    "Section",
    "Session",
    "Shelf",
    "Shelves",
    "Skipped",
    "SpaceCounts",
    "StartingQuestion",
    "StartingTable",
    "TermChanges",
    "Terms",
    "Trigger",
    "TurnRecord",
    "Turns",
    "VectorCache",
    "Vectors",
    "Verdict",
    "VerifiedRecord",
    "VerifiedTable",
    "Wanted",
    "What",
    "checked",
    "in_words",
    "indexed_text",
    "open_database",
    "process_name",
    "put",
    "put_review",
    "this_process",
]
