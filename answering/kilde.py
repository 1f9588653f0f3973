"""Kilde itself: everything that the pages, the API and the command line ask of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from unicodedata import normalize

from answering.cases import Cases
from answering.cases.same import same_question
from answering.citing import citation
from answering.confidence import Confidence
from answering.conversations import Conversations
from answering.earlier import EarlierConversations
from answering.going_on import neighbours
from answering.inquiry import Inquiry, Progress
from answering.models import Answer, Citation, Exchange, Reason
from answering.own_fit import Fits, Own
from answering.quoting import unread
from answering.reader import Unread, open_reader
from answering.replies import Replies
from answering.reranking import READ_FOR_ORDER, reranked
from answering.starting import Starting
from answering.suggestions import Suggestion, suggestions
from answering.urgency import Judged, judge
from answering.verified import (
    Looking,
    Publisher,
    VerifiedAnswers,
    earlier_answer,
    open_matcher,
    trust,
    warnings,
)
from config import EVERYONE, UPLOADS, Settings
from records import (
    Audit,
    Catalogue,
    Departures,
    Keys,
    Narrowing,
    Newer,
    Partition,
    Passage,
    People,
    Shelf,
    StartingTable,
    Terms,
    Turns,
    VerifiedRecord,
    open_database,
)
from records.forgetting import Forgetting
from vectorstore import (
    UNSCORED,
    Found,
    Glossary,
    Hit,
    ModelMissing,
    Scope,
    Search,
    VectorStore,
    checked_question,
    load_glossary,
    readable,
)

# How many first questions are kept ready, and how many headings are tried for them.
_SUGGESTED, _TRIED = 6, 16
# How many questions to go on with there are, and how many are tried; of how many it is remembered.
_NEXT, _TRIED_NEXT, _KEPT = 3, 4, 5000


class Kilde:
    """One installation, opened. Safe to share between threads."""

    def __init__(self, settings: Settings) -> None:
        engine = open_database(settings.records_url)
        self.departures = Departures(settings, engine)
        self.catalogue = Catalogue(engine)
        self.keys = Keys(engine)
        self.audit = Audit(engine)
        self.people = People(engine)
        # A restored backup does not bring back what was erased since.
        self.forgetting = Forgetting.of(self.settings, engine)
        self.forgetting.catch_up()
        self.vectors = VectorStore(settings.data_folder, settings.chroma.url)
        # The pairs of the company's file, and what was changed of them since.
        self.own_terms = load_glossary(settings.glossary_file).pairs
        self.terms = Terms(engine)
        self.search = Search(
            self.catalogue,
            self.vectors,
            settings.data_folder / "lexical",
            settings.models_folder,
            lambda: Glossary(self.terms().applied(self.own_terms)),
        )
        # None where its weights or the embedding model that they stand on are not there.
        self.trained = open_reader(settings.embedding.model, settings.models_folder)
        self.fits = Fits(settings.data_folder, self.trained is not None)
        # None where its weights or the embedding model that they stand on are not there.
        self.matcher = open_matcher(settings.embedding.model, settings.models_folder)
        self.verified = VerifiedAnswers(
            self.departures, self.catalogue, self.matcher, lambda text: self._judge(text).personal
        )
        self.cases = Cases(
            self.departures,
            engine,
            self._same,
            self._judge,
            self._likelihood,
            Publisher(self.verified, Turns(engine)),
        )
        self.conversations = Conversations(engine, self.cases)
        self.earlier = EarlierConversations(engine)
        self.replies = Replies(self.departures, engine, self.cases)
        # By what may be read, language, and how far the knowledge had grown.
        # Whether suggested questions are answered, likewise.
        self.answered: dict[tuple[tuple[Scope, ...], Suggestion, int], bool] = {}
        self.first_questions: dict[tuple[tuple[Scope, ...], str, int], tuple[str, ...]] = {}

        self.starting = Starting(
            StartingTable(engine),
            self.catalogue.partitions,
            self.reader,
            self.reader_of,
            lambda texts: self.search.embedder(settings.embedding.model).queries(texts),
        )

    def reader_of(self, partition: Partition) -> Reader:
        """What everybody may read who may read a partition: it, and nothing besides."""
        scopes = readable(self.settings, [partition], None)
        return Reader(self, scopes, (partition.space,))

    @property
    def settings(self) -> Settings:
        """Those of kilde.toml, with what an administrator has changed since."""
        return self.departures()

    @classmethod
    def open(cls, settings: Settings) -> Kilde:
        """Open the records; models and Chroma are loaded when they are first needed."""
        return cls(settings)

    def reader(self, groups: Iterable[str] | None = (), spaces: Sequence[str] = ()) -> Reader:
        """What a member of `groups` may ask (None: the administrator, everything).

        `spaces` narrows it; one that does not exist raises ConfigError.
        """
        partitions = self.catalogue.partitions()
        scopes = readable(self.settings, partitions, groups, spaces)
        open_to = tuple(
            space.name
            for space in self.settings.space
            if (not spaces or space.name in spaces)
            and (groups is None or not {*groups, EVERYONE}.isdisjoint(space.readers))
        )
        mine = None if groups is None else tuple(groups)
        return Reader(self, scopes, open_to, mine)

    def _same(self, question: str, others: Sequence[str]) -> int | None:
        """Which of the other questions asks the same, None if none does."""
        if self.matcher is not None:
            match = self.matcher.best(question, others, self.matcher.facts.joins)
            return match.index if match else None
        embedder = self.search.embedder(self.settings.embedding.model)
        return same_question(embedder, question, others)

    @property
    def confidence(self) -> Confidence:
        """The one in use with the embedding model of kilde.toml."""
        return self.fits.in_use(self._fingerprint)

    @property
    def signals_made_by(self) -> str:
        """Names the models and the reader that the confidence is estimated with now."""
        return self.fits.mark(self._fingerprint)

    @property
    def own_fit(self) -> Own | None:
        """The company's own fit of the confidence; None where there is none."""
        return self.fits.own(self._fingerprint)

    @property
    def _fingerprint(self) -> str:
        return self.search.embedder(self.settings.embedding.model).fingerprint

    def _likelihood(self, word: str) -> float | None:
        """How likely a word's letters are, as far as the embedding model's vocabulary knows."""
        with suppress(ModelMissing):
            return self.search.embedder(self.settings.embedding.model).likelihood(word)
        return None

    def _judge(self, text: str) -> Judged:
        """Whether a message cannot wait, and whether it is about a person."""
        try:
            return judge(text, self.search.embedder(self.settings.embedding.model))
        except ModelMissing:
            return judge(text)

    def warm_up(self) -> None:
        """Load the models and connect to Chroma, so that the first question need not wait."""
        names = {partition.model for partition in self.catalogue.partitions()}
        for name in names or {self.settings.embedding.model}:
            self.search.embedder(name).queries(["warm up"])
        if self.trained:
            self.trained.read("warm up", [Unread((), "warm up", ((0, 7),))])
        self.vectors.alive()

    def ready(self) -> dict[str, bool]:
        """Which of the parts can be used now."""
        try:
            self.search.embedder(self.settings.embedding.model)
            model = True
        except ModelMissing:
            model = False
        return {"records": self.catalogue.alive(), "chroma": self.vectors.alive(), "model": model}


class Reader:
    """What one person may do. Access was decided when it was made, into `scopes`; `spaces` are
    the names of those that the person may read, with documents or without."""

    def __init__(
        self,
        kilde: Kilde,
        scopes: tuple[Scope, ...],
        spaces: tuple[str, ...] = (),
        groups: tuple[str, ...] | None = (),
    ) -> None:
        self._kilde = kilde
        self.scopes = scopes
        self.spaces = spaces
        self._allowed = {scope.partition.id: scope.sources for scope in scopes}
        self._looking = Looking(groups, spaces, self._allowed)
        self._inquiry = Inquiry(
            kilde.settings,
            kilde.search,
            kilde.trained,
            kilde.fits,
            scopes,
            kilde.catalogue.editions,
            self._earlier,
            self._standing,
        )

    def ask(
        self,
        question: str,
        progress: Progress | None = None,
        before: Sequence[Exchange] = (),
        without: Collection[tuple[str, str]] = (),
    ) -> Answer:
        """An answer, or the nearest passages where Kilde does not know.

        `progress` is told "searching", "reading" and "checking" as they begin. `before` is
        what this person asked before in the conversation, the oldest first. `without` are
        documents as (space, document) that are not to be answered from: they do not belong, or
        are verified answers to another question than this. Raises QuestionError for a question
        that is empty or too long.
        """
        return self._inquiry.ask(question, progress, before, without)

    def _earlier(self, question: str, without: Collection[int]) -> Answer | None:
        """What was answered earlier to the same question, where this person may read it."""
        matched = self._kilde.verified.find(question, self._looking, without)
        if matched is None:
            return None
        settings = self._kilde.settings
        told = settings.privacy.expert_names == "readers"
        names = told and settings.named(matched.record.space).name_experts
        return earlier_answer(matched, question, names)

    def _standing(self, citations: Sequence[Citation]) -> tuple[float, tuple[Reason, ...]]:
        """What is to be said of the verified answers that are quoted like documents."""
        found = (self._kilde.verified.named(one.space, one.document) for one in citations)
        records = [record for record in found if record]
        return min(map(trust, records), default=1.0), warnings(records)

    def search(
        self,
        question: str,
        limit: int = 10,
        rerank: bool = False,
        narrowing: Narrowing = Narrowing(),  # noqa: B008 (frozen)
    ) -> tuple[Hit, ...]:
        """The best passages among the documents of `narrowing`, best first; with `rerank` the
        first ones as the trained reader orders them, where there is one."""
        trained = self._kilde.trained if rerank else None
        wanted = max(limit, READ_FOR_ORDER) if trained else limit
        hits = self._kilde.search.find(question, self.scopes, wanted, narrowing).hits
        if trained and hits:
            first = [unread(hit) for hit in hits[:READ_FOR_ORDER]]
            hits = reranked(hits, trained.read(checked_question(question), first))
        return hits[:limit]

    def find(self, question: str, limit: int, narrowing: Narrowing) -> Found:
        """As `search`, with what the question was searched for."""
        return self._kilde.search.find(question, self.scopes, limit, narrowing)

    def newest(self, limit: int, narrowing: Narrowing) -> tuple[Hit, ...]:
        """The documents of `narrowing`, by their first passages, without scores: the newest
        first, undated ones last."""
        ids = self._kilde.catalogue.shelves.newest(self._allowed, narrowing, limit)
        found = self._kilde.catalogue.passages(ids, self._allowed)
        return tuple(Hit(found[number], UNSCORED) for number in ids if number in found)

    def shelves(self) -> tuple[Shelf, ...]:
        """How many documents of which source, kind and language may be read."""
        return self._kilde.catalogue.shelves.counts(self._allowed)

    def without_source(self, narrowing: Narrowing) -> str | None:
        """A source of the narrowing that holds nothing that may be read; None: all do."""
        here = {name for shelf in self.shelves() for name in (shelf.source, shelf.name)}
        return next((name for name in narrowing.sources if name not in here), None)

    def superseded(self, hits: Sequence[Hit]) -> dict[tuple[str, str], Newer]:
        """Which (space, document) of some hits have been replaced, and by what."""
        wanted = [(hit.passage.space, hit.passage.document) for hit in hits]
        return self.newer(wanted)

    def newer(self, documents: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Newer]:
        """Which of the (space, document) have been replaced, and by what."""
        return self._kilde.catalogue.editions.superseded(list(documents), self._allowed)

    def cited(self, hits: Sequence[Hit], quotes: Sequence[tuple[int, int]]) -> list[Citation]:
        """The hits as citations, numbered from 1, of the (start, end) of each one's text."""
        replaced, settings = self.superseded(hits), self._kilde.settings
        newer = [replaced.get((hit.passage.space, hit.passage.document)) for hit in hits]
        parts = zip(hits, quotes, newer, strict=True)
        return [
            citation(settings, n, hit, start, end, start, by)
            for n, (hit, (start, end), by) in enumerate(parts, start=1)
        ]

    def passages(self, space: str, document: str) -> list[Passage]:
        """The whole current document in order; empty if it is gone or may not be read."""
        found = self._kilde.catalogue.document_passages(space, document, self._allowed)
        return found or self._kilde.verified.passages(space, document, self._looking)

    @property
    def allowed(self) -> Mapping[int, frozenset[str]]:
        """The sources that may be read, by partition."""
        return self._allowed

    def may_read(self, documents: Iterable[tuple[str, str]]) -> bool:
        """Whether all of the (space, document) are there and may be read."""
        pairs = set(documents)
        there = self._kilde.catalogue.still_there(pairs, self._allowed)
        # A verified answer may not have been read in yet.
        return all(self._kilde.verified.passages(*pair, self._looking) for pair in pairs - there)

    def may_read_record(self, record: VerifiedRecord) -> bool:
        """Whether a verified answer may be read, still given or not."""
        return self._kilde.verified.may_read(record, self._looking)

    def there(self, documents: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
        """Those of the (space, document) that are there and may be read."""
        return self._kilde.catalogue.still_there(documents, self._allowed)

    def erased(self, wanted: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
        """Those of the (space, document) that have been erased since they were shown."""
        pairs = set(wanted)
        gone = pairs - self._kilde.catalogue.still_there(pairs, self._allowed)
        barred = {space: self._kilde.forgetting.barred(space) for space, _ in gone}
        return {(space, name) for space, name in gone if barred[space].was_here(name)}

    def original(self, space: str, document: str) -> Path | None:
        """The document's file, if it may be read and is still there."""
        if not self.passages(space, document):
            return None
        source, _, path = document.partition("/")
        settings = self._kilde.settings
        folders = {one.name: settings.folder(one) for one in settings.named(space).source
                   if one.folder} | {UPLOADS: settings.uploads(space)}  # fmt: skip
        folder = folders.get(source)
        if folder is None:
            return None
        file = _as_spelt(folder, path)
        # A link out of the folder was never ingested, and is not opened either.
        inside = file.resolve().is_relative_to(folder.resolve())
        return file if inside and file.is_file() else None

    def first_questions(self, language: str, limit: int = 4) -> tuple[str, ...]:
        """Questions to begin with: made of headings, and only such as Kilde answers.

        Found out by asking them, once for what may be read now.
        """
        key = (self.scopes, language, self._kilde.catalogue.holdings.changes())
        known = self._kilde.first_questions.get(key)
        if known is None:
            known = self._answered_suggestions(language)
            self._kilde.first_questions = {
                other: questions
                for other, questions in self._kilde.first_questions.items()
                if other[2] == key[2]
            } | {key: known}
        return known[:limit]

    def _answered_suggestions(self, language: str) -> tuple[str, ...]:
        good: list[str] = []
        for tried in suggestions(self._kilde.catalogue, self._allowed, language)[:_TRIED]:
            if self._answers(tried):
                good.append(tried.question)
            if len(good) == _SUGGESTED:
                break
        return tuple(good)

    def next_questions(self, answer: Answer) -> tuple[str, ...]:
        """Questions to go on with after an answer: of the headings near what it quotes, and only
        such as Kilde answers out of the same document."""
        if answer.status != "answered":
            return ()
        named = dict.fromkeys((c.space, c.document) for c in answer.citations)
        tried = [one for name in named for one in neighbours(answer, self.passages(*name))]
        good = (one.question for one in tried[:_TRIED_NEXT] if self._answers(one))
        return tuple(islice(good, _NEXT))

    def _answers(self, suggestion: Suggestion) -> bool:
        """Whether a question is answered out of its document; found out once for what may be
        read now."""
        changes = self._kilde.catalogue.holdings.changes()
        key = (self.scopes, suggestion, changes)
        known = self._kilde.answered
        if key not in known:
            if len(known) > _KEPT:
                known.clear()
            answer = self.ask(suggestion.question)
            known[key] = answer.status == "answered" and suggestion.document in {
                citation.document for citation in answer.citations[:1]
            }
        return known[key]

    def documents(self) -> int:
        """How many documents may be read."""
        return self._kilde.catalogue.count_documents(self._allowed)


def _as_spelt(folder: Path, path: str) -> Path:
    """The file that `path` in NFC names, however its system composes letters like ü."""
    file = folder
    for name in path.split("/"):
        exact = file / name
        if not exact.exists() and file.is_dir():
            same = (one for one in file.iterdir() if normalize("NFC", one.name) == name)
            exact = next(same, exact)
        file = exact
    return file
