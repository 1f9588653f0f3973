"""The tables. The catalogue is the truth: passages' text lives here and nowhere else."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself only where the key is a plain INTEGER.
Id = BigInteger().with_variant(Integer, "sqlite")

installation = Table(
    "installation",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("passages_made", BigInteger, nullable=False),
    # Grows with every change of what can be found, so that a search can see one happen.
    Column("changes", BigInteger, nullable=False, server_default="0"),
    # How much of the ledger of erasures this database knows: less of it after a restore.
    Column("ledger_bytes", BigInteger, nullable=False, server_default="0"),
    # What reply addresses are signed with, made when the first is needed.
    Column("secret", String(64)),
)

partitions = Table(
    "partitions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("space", String(64), nullable=False),
    # Groups narrower than the space's, sorted, one a line; empty: the space's own readers.
    Column("readers", Text, nullable=False),
    Column("model", String(200), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("collection", String(200), nullable=False),
    # Counts how often both indexes were built anew; names the lexical index's folder.
    Column("generation", Integer, nullable=False, server_default="0"),
    # Passages that the indexes have deleted since then: their bytes are still in the files.
    Column("leftovers", Integer, nullable=False, server_default="0"),
    UniqueConstraint("space", "readers"),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Id, primary_key=True),
    Column("partition_id", Id, ForeignKey("partitions.id"), nullable=False),
    Column("space", String(64), nullable=False),
    Column("source", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("modified_ns", BigInteger, nullable=False),
    Column("content_hash", String(64), nullable=False),
    # The parsers that read this content, or failed on it: others try again.
    Column("reading", String(32), nullable=False),
    Column("version_id", Id),
    Column("failure", Text),
    # Where it lies in its source; a message and its attachments come from one place.
    Column("place", Text, nullable=False, server_default=""),
    Column("parent_id", Id, ForeignKey("documents.id", ondelete="CASCADE"), index=True),
    # How many answers have quoted it, and the day of the last; the day it was first read.
    Column("used", Integer, nullable=False, server_default="0"),
    Column("used_on", String(10)),
    Column("since", String(10)),
    UniqueConstraint("space", "name"),
)

# What documents said before, for as long as their spaces keep it. See records/former.py.
former_versions = Table(
    "former_versions",
    metadata,
    Column("id", Id, primary_key=True),
    Column(
        "document_id",
        Id,
        ForeignKey("documents.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("read", DateTime(timezone=True), nullable=False),
    Column("replaced", DateTime(timezone=True), nullable=False),
    Column("title", Text, nullable=False),
    Column("date", String(10)),
    # JSON: its lines, each with the headings that it stands under.
    Column("text", Text, nullable=False),
)

messages = Table(
    "messages",
    metadata,
    Column(
        "document_id",
        Id,
        ForeignKey("documents.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("message_id", Text, nullable=False, index=True),
    Column("thread", Text, nullable=False, index=True),
    Column("subject", Text, nullable=False),
    # ISO 8601 with the time and its offset, as the message says it.
    Column("sent", String(40)),
    Column("content", String(64), nullable=False),
)

correspondents = Table(
    "correspondents",
    metadata,
    Column("id", Id, primary_key=True),
    Column(
        "document_id",
        Id,
        ForeignKey("documents.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("role", String(4), nullable=False),
    Column("name", Text, nullable=False),
    Column("address", Text, nullable=False, index=True),
)

# What lies in a source and is no document of its own, so that it is not read at every run.
skipped = Table(
    "skipped",
    metadata,
    Column("id", Id, primary_key=True),
    Column("space", String(64), nullable=False),
    Column("source", String(64), nullable=False),
    Column("place", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("modified_ns", BigInteger, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("reading", String(32), nullable=False),
    Column("document_id", Id, ForeignKey("documents.id", ondelete="CASCADE"), index=True),
    Column("reason", Text, nullable=False),
    UniqueConstraint("space", "source", "place"),
)

versions = Table(
    "versions",
    metadata,
    Column("id", Id, primary_key=True),
    # No foreign key: a version outlives its document until the sweep has been to the indexes.
    Column("document_id", Id, nullable=False, index=True),
    Column("partition_id", Id, ForeignKey("partitions.id"), nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("date", String(10)),
    Column("language", String(8), nullable=False),
    Column("pages", Integer),
    Column("created", DateTime(timezone=True), nullable=False),
    # A number given twice would let a late deletion take the wrong passages.
    sqlite_autoincrement=True,
)

passages = Table(
    "passages",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version_id", Id, ForeignKey("versions.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("overlap", Integer, nullable=False),
    Column("headings", Text, nullable=False),
    Column("turns", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("embedding", String(64), nullable=False),
    Index("ix_passages_version_id_ordinal", "version_id", "ordinal"),
    Index("ix_passages_embedding", "embedding"),
)

# Vectors by the content that was embedded, so that nothing unchanged is embedded twice
# and Chroma can be filled again without a model.
embeddings = Table(
    "embeddings",
    metadata,
    Column("content", String(64), primary_key=True),
    Column("fingerprint", String(64), primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Id, primary_key=True),
    Column("space", String(64), nullable=False, index=True),
    Column("started", DateTime(timezone=True), nullable=False),
    Column("ended", DateTime(timezone=True)),
    Column("added", Integer, nullable=False, server_default="0"),
    Column("changed", Integer, nullable=False, server_default="0"),
    Column("renamed", Integer, nullable=False, server_default="0"),
    Column("removed", Integer, nullable=False, server_default="0"),
    Column("expired", Integer, nullable=False, server_default="0"),
    Column("unchanged", Integer, nullable=False, server_default="0"),
    Column("failed", Integer, nullable=False, server_default="0"),
    Column("passages", Integer, nullable=False, server_default="0"),
    Column("error", Text),
    # What started it, which process does it, and how far it is.
    Column("trigger", String(16), nullable=False, server_default="command line"),
    Column("process", String(300)),
    Column("begun", DateTime(timezone=True)),
    Column("seen", DateTime(timezone=True)),
    Column("files", Integer, nullable=False, server_default="0"),
    Column("files_done", Integer, nullable=False, server_default="0"),
    Column("passages_done", Integer, nullable=False, server_default="0"),
    # Documents that are gone from their sources and stay until a person confirms it.
    Column("waiting", Integer, nullable=False, server_default="0"),
)

run_documents = Table(
    "run_documents",
    metadata,
    Column("id", Id, primary_key=True),
    Column("run_id", Id, ForeignKey("runs.id"), nullable=False, index=True),
    Column("what", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("reason", Text),
)

# The problem of a space that people have been told of; none: all is well.
alerts = Table(
    "alerts",
    metadata,
    Column("space", String(64), primary_key=True),
    Column("problem", String(64), nullable=False),
    Column("run_id", Id, nullable=False),
)

# Messages to the outside, put here with what they tell. See records/outbox.py.
outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("recipient", Text, nullable=False),
    Column("key", String(250), nullable=False, unique=True),
    Column("payload", Text, nullable=False),
    Column("created", DateTime(timezone=True), nullable=False),
    Column("state", String(16), nullable=False),
    Column("due", DateTime(timezone=True), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("holder", String(300)),
    Column("claimed", DateTime(timezone=True)),
    Column("ended", DateTime(timezone=True)),
    Column("error", Text),
    Index("ix_outbox_state_due", "state", "due"),
)

keys = Table(
    "keys",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(100), nullable=False, unique=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("groups", Text, nullable=False),
    Column("on_behalf_of", Boolean, nullable=False),
    # It may start runs and see what they did.
    Column("ingest", Boolean, nullable=False, server_default=false()),
    Column("created", DateTime(timezone=True), nullable=False),
    Column("expires", DateTime(timezone=True)),
    Column("used", DateTime(timezone=True)),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("actor", String(100), nullable=False),
    Column("action", String(64), nullable=False),
    Column("detail", Text, nullable=False),
    # A hash of this entry and of the one before it.
    Column("chain", String(64), nullable=False),
    Index("ix_audit_at", "at"),
)

# Where the audit log was cut: the last entry that is gone, and its hash.
audit_cuts = Table(
    "audit_cuts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("last", Id, nullable=False),
    Column("chain", String(64), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)

# Who the audit log's ids are that have never signed in.
audit_names = Table(
    "audit_names",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)

# Which documents the audit log's ids are.
audit_documents = Table(
    "audit_documents",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("space", String(64), nullable=False),
    Column("name", Text, nullable=False),
    UniqueConstraint("space", "name"),
)

# What was erased and stays out, as keyed hashes that say nothing by themselves. The same
# lines stand in the ledger outside the data folder.
erased = Table(
    "erased",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("at", String(32), nullable=False),
    Column("actor", String(100), nullable=False),
    Column("reason", String(16), nullable=False),
    Column("space", String(64), nullable=False, index=True),
    Column("key", String(64), nullable=False),
    Column("marks", Text, nullable=False),
    # Of an expired document: it stays out while it is older than the space's retention.
    Column("date", String(10)),
    Column("lifted_by", String(32)),
)

# Erasures that have been committed and whose bytes are still in the stores' files.
erasures = Table(
    "erasures",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    # The partition to be built anew; null: only what SQL and Chroma keep of deleted rows.
    Column("partition_id", Id),
    # A process that waits for its erasure must not take another's for it.
    sqlite_autoincrement=True,
)

# Questions that were asked on the pages, through the API or with --escalate, and their answers.
turns = Table(
    "turns",
    metadata,
    # The answer's own id.
    Column("id", String(32), primary_key=True),
    Column("conversation", String(100), nullable=False, index=True),
    Column("person", String(100), nullable=False, index=True),
    Column("asked", DateTime(timezone=True), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("question", Text, nullable=False),
    # The question written out where it leaned on what was asked before.
    Column("full_question", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("status", String(16), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("answer", Text, nullable=False),
    # JSON: the citations, and the other fields of the answer that are not columns.
    Column("citations", Text, nullable=False),
    Column("more", Text, nullable=False, server_default="{}"),
    # Those of the citations, one a line.
    Column("spaces", Text, nullable=False),
    Column("small_talk", Boolean, nullable=False, server_default=false()),
    Column("verified_id", Id),
    # The case that the question is in.
    Column("case_id", Id, index=True),
    # The turn whose question this one answers again, with other sources.
    Column("instead_of", String(32)),
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", Id, primary_key=True),
    Column("turn_id", String(32), ForeignKey("turns.id", ondelete="CASCADE"), nullable=False),
    Column("person", String(100), nullable=False),
    Column("helpful", Boolean, nullable=False),
    # What was the matter, in a word (see records.turns), and in the person's own.
    Column("kind", String(20), nullable=False, server_default=""),
    Column("reason", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    UniqueConstraint("turn_id", "person"),
)

# What somebody calls a conversation of theirs.
conversation_names = Table(
    "conversation_names",
    metadata,
    Column("person", String(100), primary_key=True),
    Column("conversation", String(100), primary_key=True),
    Column("name", Text, nullable=False),
)

# Addresses under which answers are shown to others who may read their sources.
answer_links = Table(
    "answer_links",
    metadata,
    Column("id", String(32), primary_key=True),
    Column(
        "turn_id",
        String(32),
        ForeignKey("turns.id", ondelete="CASCADE"),
        nullable=False,
        unique=True,
    ),
    Column("made", DateTime(timezone=True), nullable=False),
)

# Questions handed to people.
cases = Table(
    "cases",
    metadata,
    Column("id", Id, primary_key=True),
    # Null: it fits no space and is for those who run the installation.
    Column("space", String(64), index=True),
    Column("language", String(8), nullable=False),
    Column("question", Text, nullable=False),
    Column("turn_id", String(32)),
    Column("kind", String(16), nullable=False, server_default="question"),
    Column("state", String(16), nullable=False, index=True),
    # The key of the reason why it is urgent; null: it is not.
    Column("urgency", String(32)),
    # It is about somebody's health or conduct.
    Column("personal", Boolean, nullable=False, server_default=false()),
    # The experts may see the conversation that the question was asked in.
    Column("shared", Boolean, nullable=False, server_default=false()),
    Column("opened", DateTime(timezone=True), nullable=False),
    Column("changed", DateTime(timezone=True), nullable=False),
    Column("answered", DateTime(timezone=True)),
    Column("closed", DateTime(timezone=True)),
    # The address of the expert whose turn it is.
    Column("assignee", Text),
    # When the case was last handed or recalled to somebody, and how often to this one.
    Column("reminded", DateTime(timezone=True)),
    Column("reminders", Integer, nullable=False, server_default="0"),
    # A number given twice would let an old mail answer a new case.
    sqlite_autoincrement=True,
)

case_entries = Table(
    "case_entries",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("kind", String(16), nullable=False),
    # A person's id or an address; empty: Kilde itself, or somebody who stays unnamed.
    Column("author", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("text", Text, nullable=False),
    # What it came with, such as a Message-ID, so that nothing is taken in twice.
    Column("key", String(250), unique=True),
    # People are told of entries by their numbers.
    sqlite_autoincrement=True,
)

case_askers = Table(
    "case_askers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, ForeignKey("cases.id", ondelete="CASCADE"), nullable=False),
    Column("person", String(100), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("anonymous", Boolean, nullable=False, server_default=false()),
    Column("language", String(8), nullable=False),
    Column("turn_id", String(32)),
    Column("joined", DateTime(timezone=True), nullable=False),
    # The newest entry of the experts' that the person was told of.
    Column("told", Id),
    UniqueConstraint("case_id", "person"),
)

# Who has signed in: a random id, and the names and groups that the sign-in provider gave.
people = Table(
    "people",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("issuer", String(500), nullable=False),
    Column("subject", String(500), nullable=False),
    Column("name", Text, nullable=False),
    # Lower-case; empty where the provider does not vouch for one.
    Column("address", String(320), nullable=False, index=True),
    Column("groups", Text, nullable=False),
    Column("groups_at", DateTime(timezone=True), nullable=False),
    Column("seen", DateTime(timezone=True), nullable=False),
    UniqueConstraint("issuer", "subject"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column(
        "person_id",
        String(32),
        ForeignKey("people.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("begun", DateTime(timezone=True), nullable=False),
    Column("seen", DateTime(timezone=True), nullable=False),
    Column("ends", DateTime(timezone=True), nullable=False),
    # The provider's tokens, encrypted: with them the groups are asked for again.
    Column("tokens", LargeBinary, nullable=False),
    # Who is asking for them just now, so that a page's many requests ask once.
    Column("refreshing", DateTime(timezone=True)),
)

# Kilde's own groups, by the members' mail addresses in lower case.
memberships = Table(
    "memberships",
    metadata,
    Column("group", String(200), primary_key=True),
    Column("address", String(320), primary_key=True),
)

# How far each folder in which replies arrive has been read.
reply_folders = Table(
    "reply_folders",
    metadata,
    Column("folder", String(500), primary_key=True),
    Column("validity", BigInteger, nullable=False),
    Column("uid", BigInteger, nullable=False),
)

# Messages that have been read, as hashes, so that none counts twice wherever it lies.
read_replies = Table(
    "read_replies",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
)

# What came as a reply and was not taken for one: a person decides.
held_replies = Table(
    "held_replies",
    metadata,
    Column("id", Id, primary_key=True),
    # The case that it names, without proof.
    Column("case_id", Id),
    Column("reason", String(32), nullable=False),
    Column("sender", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("arrived", DateTime(timezone=True), nullable=False),
    Column("message_id", Text, nullable=False),
    sqlite_autoincrement=True,
)

# Experts who are away, by what their automatic replies say.
absences = Table(
    "absences",
    metadata,
    Column("address", String(320), primary_key=True),
    # ISO 8601: the first day on which they are there again.
    Column("back", String(10), nullable=False),
    Column("noted", DateTime(timezone=True), nullable=False),
)

# What experts found of answers, before they were shown or after.
reviews = Table(
    "reviews",
    metadata,
    Column("id", Id, primary_key=True),
    Column(
        "turn_id",
        String(32),
        ForeignKey("turns.id", ondelete="CASCADE"),
        nullable=False,
        unique=True,
    ),
    Column("case_id", Id),
    Column("reviewer", Text, nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)

# What an administrator changed against kilde.toml.
departures = Table(
    "departures",
    metadata,
    Column("id", Id, primary_key=True),
    Column("space", String(64), nullable=False),
    Column("key", String(32), nullable=False),
    # JSON.
    Column("value", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    UniqueConstraint("space", "key"),
)

# An expert's answer to a question, found first when the same is asked again.
verified = Table(
    "verified",
    metadata,
    Column("id", Id, primary_key=True),
    Column("space", String(64), nullable=False, index=True),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("language", String(8), nullable=False),
    # An address or a person's id, and what that person is called.
    Column("owner", Text, nullable=False),
    Column("name", Text, nullable=False, server_default=""),
    # Groups narrower than the space's, sorted, one a line; empty: the space's own readers.
    Column("readers", Text, nullable=False),
    Column("created", DateTime(timezone=True), nullable=False),
    Column("changed", DateTime(timezone=True), nullable=False),
    # The day, ISO 8601, by which to look at it again, and when the owner was told it has come.
    Column("review_on", String(10), nullable=False),
    Column("reminded", DateTime(timezone=True)),
    Column("case_id", Id),
    Column("state", String(16), nullable=False),
    # When a document behind it changed and nobody has looked since.
    Column("flagged", DateTime(timezone=True)),
    # Its number is its document's name: one given twice would be another's.
    sqlite_autoincrement=True,
)


def _verified_id() -> Column[int]:
    return Column(
        "verified_id",
        Id,
        ForeignKey("verified.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    )


# Other wordings of its question.
verified_questions = Table(
    "verified_questions",
    metadata,
    Column("id", Id, primary_key=True),
    _verified_id(),
    Column("question", Text, nullable=False),
)

# The documents it follows from, as they were when somebody last looked.
verified_documents = Table(
    "verified_documents",
    metadata,
    Column("id", Id, primary_key=True),
    _verified_id(),
    Column("space", String(64), nullable=False),
    Column("document", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("content_hash", String(64), nullable=False),
    # What has happened to it since: changed, removed or superseded; empty: nothing.
    Column("change", String(16), nullable=False, server_default=""),
)

verified_history = Table(
    "verified_history",
    metadata,
    Column("id", Id, primary_key=True),
    _verified_id(),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("by", Text, nullable=False),
    Column("act", String(16), nullable=False),
    # Its words from then on.
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
)

# Documents that replace others, by the numbers of their documents: no word of either.
editions = Table(
    "editions",
    metadata,
    Column("id", Id, primary_key=True),
    Column(
        "older_id", Id, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column(
        "newer_id", Id, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    # "alike": title and text nearly the same; "said": the newer says so; "owner": a person.
    Column("why", String(16), nullable=False),
    Column("person", String(100), nullable=False, server_default=""),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("undone", DateTime(timezone=True)),
    Column("undone_by", String(100), nullable=False, server_default=""),
    UniqueConstraint("older_id", "newer_id"),
)

# What was counted of weeks that have ended, each line of at least five people and of none by
# name: it outlives the questions it was counted from.
figures = Table(
    "figures",
    metadata,
    Column("id", Id, primary_key=True),
    # What was counted: see records.figures.
    Column("measure", String(16), nullable=False),
    # ISO 8601: the Mondays of the first and the last week.
    Column("first", String(10), nullable=False),
    Column("last", String(10), nullable=False),
    # One space; empty: several of them, or none.
    Column("space", String(64), nullable=False),
    # Of how many, and of those how many are so, and hours where they are counted.
    Column("of", BigInteger, nullable=False),
    Column("count", BigInteger, nullable=False),
    Column("hours", Float, nullable=False, server_default="0"),
    UniqueConstraint("measure", "first", "space"),
)

# Pairs of the glossary that hold though the file has them not, or do not hold though it has.
glossary_changes = Table(
    "glossary_changes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("short", String(200), nullable=False),
    Column("long", String(200), nullable=False),
    Column("holds", Boolean, nullable=False),
    UniqueConstraint("short", "long"),
)

# Questions of people who are new, made of headings or written by owners.
starting_questions = Table(
    "starting_questions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("space", String(64), nullable=False, index=True),
    Column("language", String(8), nullable=False),
    # "day", "week" or "month": when it is needed.
    Column("day", String(8), nullable=False),
    # What it was made of; null: an owner wrote it.
    Column("document_id", Id, ForeignKey("documents.id", ondelete="CASCADE"), index=True),
    Column("heading", Text, nullable=False, server_default=""),
    Column("question", Text, nullable=False),
    # How many people who were new asked what stands under the heading; 0: fewer than may be told.
    Column("asked", Integer, nullable=False, server_default="0"),
    Column("position", Float, nullable=False),
    Column("hidden", Boolean, nullable=False, server_default=false()),
    # An owner has changed it: it stays so when questions are made again.
    Column("kept", Boolean, nullable=False, server_default=false()),
    Column("by", String(100), nullable=False, server_default=""),
    # Ticks name it by its number.
    sqlite_autoincrement=True,
)

# Whether Kilde answers a question from what people of the same rights may read.
starting_answered = Table(
    "starting_answered",
    metadata,
    Column(
        "question_id",
        Id,
        ForeignKey("starting_questions.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    # A hash of what they may read.
    Column("audience", String(64), primary_key=True),
    Column("answered", Boolean, nullable=False),
)

# What a partition's questions were made of, so that they are made again only when it changed.
starting_made = Table(
    "starting_made",
    metadata,
    Column("partition_id", Id, primary_key=True, autoincrement=False),
    Column("content", String(64), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)

# What somebody has ticked off: questions by their numbers, steps of the guide by their names.
starting_ticks = Table(
    "starting_ticks",
    metadata,
    Column("person", String(100), primary_key=True),
    Column("what", String(40), primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
)
