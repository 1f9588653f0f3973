"""Publishing, keeping and finding verified answers."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection

from answering.urgency import judge
from answering.verified.matching import Matcher
from config import EVERYONE, Settings
from records import Catalogue, Edition, LinkedDocument, Passage, VerifiedRecord, VerifiedTable
from records.forgetting.stores.words import ERASED
from records.verified import GIVEN_FLAGGED, GIVEN_OVERDUE, SOURCE
from vectorstore.language import detect

# An owner looks at it again within half a year where no other day is given.
REVIEW = timedelta(days=182)
# Of the chance that the match is right, while a document behind it has changed.
_DOUBT_FLAGGED = 0.75
_DOUBT_OVERDUE = 0.9
LONGEST_ANSWER = 10_000
LONGEST_QUESTION = 2_000
_DIGITS = 18

Personal = Callable[[str], bool]


class NotPublished(ValueError):
    """A verified answer cannot be kept so; `reason` is a key of the texts under `verified.no`,
    the message says it in English, with what to do."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True)
class Draft:
    """What is to be published. `documents` are (space, document) that it follows from;
    `questions` other wordings; `readers` groups narrower than the space's."""

    space: str
    question: str
    answer: str
    owner: str
    name: str = ""
    language: str = ""
    readers: tuple[str, ...] = ()
    review_on: date | None = None
    questions: tuple[str, ...] = ()
    documents: tuple[tuple[str, str], ...] = ()
    case_id: int | None = None


@dataclass(frozen=True)
class Matched:
    """A verified answer that was found for a question: which wording it matched, and the
    probability that it is right."""

    record: VerifiedRecord
    question: str
    confidence: float


@dataclass(frozen=True)
class Looking:
    """Who looks: their groups (None: everything), the spaces that they ask and may read, and
    what may be read by partition."""

    groups: tuple[str, ...] | None
    spaces: tuple[str, ...]
    allowed: Mapping[int, frozenset[str]] = field(default_factory=dict)


class VerifiedAnswers:
    """Every verified answer of one installation. Safe to share between threads."""

    def __init__(
        self,
        current: Callable[[], Settings],
        catalogue: Catalogue,
        matcher: Matcher | None,
        personal: Personal = lambda _: False,
    ) -> None:
        self._current = current
        self._catalogue = catalogue
        self._matcher = matcher
        self._personal = personal
        self.table = VerifiedTable(catalogue.engine)

    # Keeping

    def publish(self, draft: Draft, by: str) -> VerifiedRecord:
        """Keep an answer; raises NotPublished, or ConfigError for a space that is not there."""
        keep = self.prepare(draft, by)
        with self._catalogue.engine.execution_options(writes=True).begin() as connection:
            number = keep(connection)
        return self._existing(number)

    def prepare(self, draft: Draft, by: str) -> Callable[[Connection], int]:
        """What keeps the answer in a transaction of the caller's, and returns its number.

        Raises as `publish`.
        """
        if not draft.space:
            raise NotPublished("nowhere", "it belongs to no space; hand the case to one first")
        question, answer = _line(draft.question), draft.answer.strip()
        documents = self._linked(draft.documents)
        self._check(question, answer, draft.questions)
        readers = self._readers(draft.space, draft.readers, documents)
        values = {
            "space": draft.space,
            "question": question,
            "answer": answer,
            "language": draft.language or detect(answer),
            "owner": draft.owner,
            "name": draft.name,
            "readers": readers,
            "review_on": draft.review_on or datetime.now(UTC).date() + REVIEW,
            "case_id": draft.case_id,
        }
        others = _others(question, draft.questions)
        return lambda connection: self.table.add(values, others, documents, by, connection)

    def edit(self, number: int, draft: Draft, by: str) -> VerifiedRecord:
        """Give it other words, readers, owner, documents or day; the earlier ones stay in its
        history. Its space stays. Whoever edits has looked: it is unflagged, and a day of review
        that has come is put off. Groups that may read it already may go on."""
        before = self._existing(number)
        review_on, today = draft.review_on or before.review_on, datetime.now(UTC).date()
        question, answer = _line(draft.question), draft.answer.strip()
        documents = self._linked(draft.documents)
        self._check(question, answer, draft.questions)
        values = {
            "question": question,
            "answer": answer,
            "language": draft.language or detect(answer),
            "owner": draft.owner,
            "name": draft.name,
            "readers": self._readers(before.space, draft.readers, documents, before.readers),
            "review_on": review_on if review_on > today else today + REVIEW,
            "flagged": None,
        }
        self.table.edit(number, values, _others(question, draft.questions), documents, by)
        self._out_of_search(before)
        return self._existing(number)

    def retire(self, number: int, by: str) -> VerifiedRecord:
        """It is not given any more; it stays for its owners to see."""
        self._out_of_search(self._existing(number))
        self.table.edit(number, {"state": "retired"}, None, None, by, "retired")
        return self._existing(number)

    def looked(self, number: int, by: str, review_on: date | None = None) -> VerifiedRecord:
        """An owner has looked and it stands: unflagged, the documents as they are now (those
        that are gone are not linked any more), and a new day of review."""
        record = self._existing(number)
        documents = self._linked([(one.space, one.document) for one in record.documents])
        values = {
            "flagged": None,
            "review_on": review_on or datetime.now(UTC).date() + REVIEW,
        }
        self.table.edit(number, values, None, documents, by, "looked")
        return self._existing(number)

    def erase(self, number: int) -> bool:
        """Remove it with its wordings, documents and history; whether there was one."""
        if self._matcher:
            self._matcher.forget()
        return self.table.erase(number)

    def passages(self, space: str, name: str, looking: Looking) -> list[Passage]:
        """The answer as a document of one passage, where it is given and may be read."""
        record = self.named(space, name)
        if record is None or record.state != "current" or not given(record):
            return []
        if not self.may_read(record, looking):
            return []
        return [
            Passage(
                0, 0, 0, space, SOURCE, record.document, record.question,
                record.changed.date().isoformat(), record.language, (record.question,),
                record.answer,
            )
        ]  # fmt: skip

    def prepare_erasing(self, space: str, names: Iterable[str]) -> None:
        """Give those of the names that are verified answers a row among the documents, by which
        an erasure finds them: one that no ingest has read yet has none."""
        partitions = self._catalogue.partitions(space)
        for name in names:
            record = self.named(space, name)
            if record and partitions and self._catalogue.document(space, name) is None:
                self._catalogue.put_document(
                    {
                        "partition_id": partitions[0].id,
                        "space": space,
                        "source": SOURCE,
                        "name": record.document,
                        "size": 0,
                        "modified_ns": 0,
                        "content_hash": "",
                        "reading": "",
                    }
                )

    def named(self, space: str, name: str) -> VerifiedRecord | None:
        """The one that is this document of the space; None where that is no verified answer."""
        source, _, number = name.partition("/")
        if source != SOURCE or not number.isdecimal() or len(number) > _DIGITS:
            return None
        record = self.table.get(int(number))
        return record if record is not None and record.space == space else None

    def get(self, number: int) -> VerifiedRecord | None:
        return self.table.get(number)

    def listed(
        self, spaces: Iterable[str] | None = None, retired: bool = False
    ) -> list[VerifiedRecord]:
        """Those of the spaces (None: all), the newest first."""
        return self.table.all(spaces, None if retired else "current")

    def owned(self, person: str, address: str) -> list[VerifiedRecord]:
        """Those whose owner is a person, by id or address, the newest first."""
        return self.table.owned(person, address)

    def history(self, number: int) -> list[Edition]:
        return self.table.history(number)

    # Finding

    def find(
        self,
        question: str,
        looking: Looking,
        without: Collection[int] = (),
        today: date | None = None,
    ) -> Matched | None:
        """The answer given earlier to the same question, if the person may read it.

        What may not be read changes nothing, nor do those whose numbers are in `without`.
        """
        if self._matcher is None:
            return None
        wordings = [
            (record, wording)
            for record in self.table.all(looking.spaces)
            if record.id not in without and given(record, today)
            for wording in (record.question, *record.questions)
        ]
        # Each is compared by itself, so it comes to the same to ask of the few that match
        # whether they may be read.
        for match in self._matcher.matches(question, [wording for _, wording in wordings]):
            record, wording = wordings[match.index]
            if self.may_read(record, looking):
                return Matched(record, wording, match.chance * trust(record, today))
        return None

    def may_read(self, record: VerifiedRecord, looking: Looking) -> bool:
        """Whether it may be read: by its own readers, and only by those who may read every
        document behind it that is still there."""
        if record.space not in looking.spaces:
            return False
        if looking.groups is None:
            return True
        if record.readers and {*looking.groups, EVERYONE}.isdisjoint(record.readers):
            return False
        behind = {(one.space, one.document) for one in record.documents}
        there = {pair for pair in behind if self._catalogue.document(*pair)}
        return there <= self._catalogue.still_there(there, looking.allowed)

    # Parts

    def _existing(self, number: int) -> VerifiedRecord:
        found = self.table.get(number)
        if found is None:
            raise NotPublished(
                "unknown",
                f"there is no verified answer {number}; `kilde verified list` shows them",
            )
        return found

    def _out_of_search(self, record: VerifiedRecord) -> None:
        """Its former words are not found any more; the next ingest brings those it has now."""
        document = self._catalogue.document(record.space, record.document)
        if document is not None:
            self._catalogue.drop_documents([document.id])

    def _check(self, question: str, answer: str, questions: Sequence[str]) -> None:
        if not question or not answer:
            raise NotPublished("empty", "it needs a question and an answer; write both")
        longest = max(len(one) for one in (question, *questions))
        if len(answer) > LONGEST_ANSWER or longest > LONGEST_QUESTION:
            raise NotPublished(
                "long",
                f"an answer has at most {LONGEST_ANSWER:,} characters and a question "
                f"{LONGEST_QUESTION:,}; shorten it, or make it a document of a source",
            )
        # An answer is no message: what the model makes of one says little, its phrases much.
        if any(self._personal(one) for one in (question, *questions)) or judge(answer).personal:
            raise NotPublished(
                "personal",
                "it concerns somebody's health or conduct, which is never knowledge for others; "
                "answer the person alone, or put it in general words",
            )

    def _linked(self, documents: Iterable[tuple[str, str]]) -> list[LinkedDocument]:
        """The documents as they are now; what is not there is left out."""
        found = []
        for space, name in dict.fromkeys(documents):
            document = self._catalogue.document(space, unicodedata.normalize("NFC", name))
            if document is not None:
                title = self._catalogue.title(space, document.name) or document.name
                found.append(LinkedDocument(space, document.name, title, document.content_hash))
        return found

    def _readers(
        self,
        space: str,
        wanted: Sequence[str],
        documents: Sequence[LinkedDocument],
        already: Sequence[str] = (),
    ) -> tuple[str, ...]:
        """The groups who may read it: those wanted, less who may not read what is behind it.

        `already` are groups that a document behind it gave it before: of a space's readers only
        those who are in one of them."""
        home = self._current().named(space)
        partitions = {partition.id: partition for partition in self._catalogue.partitions()}
        narrowest = set(wanted) - {EVERYONE}
        wider = narrowest - set(home.readers) - set(already)
        if wider and EVERYONE not in home.readers:
            raise NotPublished(
                "wider",
                f"the readers {', '.join(sorted(wider))} may not read the "
                f"space {space!r}; name groups that may, or none for all its readers",
            )
        for one in documents:
            document = self._catalogue.document(one.space, one.document)
            narrower = set(partitions[document.partition_id].readers) if document else set()
            if one.space != space:
                other = set(self._current().named(one.space).readers)
                narrower = narrower or (set() if EVERYONE in other else other)
            if narrower:
                narrowest = narrowest & narrower if narrowest else narrower
                if not narrowest:
                    raise NotPublished(
                        "nobody",
                        f"nobody of its readers may read {one.document}, from which it follows; "
                        "choose other readers, or do not link that document",
                    )
        return tuple(sorted(narrowest))


def overdue(record: VerifiedRecord, today: date | None = None) -> bool:
    """Whether its day of review has come."""
    return record.review_on <= (today or datetime.now(UTC).date())


def trust(record: VerifiedRecord, today: date | None = None) -> float:
    """How much of an answer's confidence is left by what somebody should have looked at, 0 to 1."""
    left = _DOUBT_FLAGGED if record.flagged else 1.0
    return left * (_DOUBT_OVERDUE if overdue(record, today) else 1.0)


def given(record: VerifiedRecord, today: date | None = None) -> bool:
    """Whether it is still given as an answer: not where nobody has looked for too long."""
    today = today or datetime.now(UTC).date()
    # Nothing is left of an answer that was one erased sentence.
    if not record.answer.replace(ERASED, "").strip(" .\n"):
        return False
    if record.flagged and today > record.flagged.date() + GIVEN_FLAGGED:
        return False
    return today <= record.review_on + GIVEN_OVERDUE


def _line(text: str) -> str:
    return " ".join(text.split())


def _others(question: str, questions: Iterable[str]) -> list[str]:
    lines = dict.fromkeys(_line(one) for one in questions)
    return [one for one in lines if one and one != question]
