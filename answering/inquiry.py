"""The way of a question: written out, searched for, read, and answered with how sure it is."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from answering.citing import citation
from answering.differences.quoted import compared
from answering.doubts import Shown, doubts
from answering.editions import SPARE, Replaced, current
from answering.follow_ups import FollowUp, trusted, written_out
from answering.models import Answer, Basis, Citation, Exchange, LeftOut, Reason, Status
from answering.own_fit import Fits
from answering.premises import contradicting, premise
from answering.quoting import Quote, ReadsPassages, best_sentence, quote
from answering.reasons import NOTHING, Evidence, reasons_for
from answering.signals import across_languages, asked_in, same_language
from answering.small_talk import SmallTalk, small_talk
from config import UPLOADS, Settings
from records import Editions, Passage
from records.verified import SOURCE
from vectorstore import Found, Hit, Scope, Search, checked_question
from vectorstore.language import detect

# How many passages are read for an answer, and how many are shown where there is none.
READ = 10
NEAREST = 3

Progress = Callable[[str], None]
Earlier = Callable[[str, Collection[int]], Answer | None]
"""The answer that a person gave earlier to a question, but for some numbers."""
Standing = Callable[[Sequence[Citation]], tuple[float, tuple[Reason, ...]]]
"""How much of the confidence is left by verified answers among the citations that somebody
should have looked at, 0 to 1, and what is said of them."""


class Inquiry:
    """Answers questions out of some scopes."""

    def __init__(
        self,
        settings: Settings,
        search: Search,
        trained: ReadsPassages | None,
        fits: Fits,
        scopes: tuple[Scope, ...],
        editions: Editions,
        earlier: Earlier = lambda _question, _without: None,
        standing: Standing = lambda _: (1.0, ()),
    ) -> None:
        self._settings = settings
        self._search = search
        self._trained = trained
        self._fits = fits
        self._scopes = scopes
        self._earlier = earlier
        self._standing = standing
        self._allowed = {scope.partition.id: scope.sources for scope in scopes}
        self._editions = editions

    def ask(
        self,
        question: str,
        progress: Progress | None = None,
        before: Sequence[Exchange] = (),
        without: Collection[tuple[str, str]] = (),
    ) -> Answer:
        """See `Reader.ask`."""
        tell = progress or (lambda _: None)
        started = time.perf_counter()
        question = checked_question(question)
        own = self._settings.language
        talk = small_talk(question, detect(question, own), self._settings.page.address)
        if talk:
            return _small_talk_answer(question, talk, started)
        follow_up = written_out(question, before)
        if follow_up is None:
            return self._answer(question, tell, started, without)
        if follow_up.sure:
            return self._answer(follow_up.question, tell, started, without, follow_up)
        # It may stand for itself: what came before counts only where it does not.
        by_itself = self._answer(question, tell, started, without)
        if by_itself.status == "answered":
            return by_itself
        meant = self._answer(follow_up.question, tell, started, without, follow_up)
        return meant if meant.status == "answered" else by_itself

    def _answer(
        self,
        question: str,
        tell: Progress,
        started: float,
        without: Collection[tuple[str, str]],
        follow_up: FollowUp | None = None,
    ) -> Answer:
        earlier = self._earlier(question, _numbers(without) | _given(follow_up))
        if earlier is not None:
            left_out = _left_out(without, {})
            return replace(earlier, elapsed_ms=_milliseconds(started), without=left_out)
        tell("searching")
        # A document that is left out may have had all the first places.
        wanted = (READ + SPARE) * (3 if without else 1)
        found, titles = _kept(self._search.find(question, self._scopes, wanted), without)
        left_out = _left_out(without, titles)
        replaced = self._editions.superseded(
            [(hit.passage.space, hit.passage.document) for hit in found.hits], self._allowed
        )
        hits = current(found.hits, replaced, found.question)[:READ]
        found = replace(found, hits=hits)
        if not found.hits:
            return Answer(
                id=uuid.uuid4().hex,
                status="unanswered",
                confidence=0.0,
                language=detect(question, self._settings.language),
                answer="",
                case=None,
                elapsed_ms=_milliseconds(started),
                citations=(),
                full_question=question,
                reasons=(NOTHING,),
                without=left_out,
            )
        question, language = found.question, asked_in(found)
        tell("reading")
        embedder = self._search.embedder(found.model)
        quotation = quote(found, embedder, self._trained)
        tell("checking")
        confidence = self._fits.in_use(embedder.fingerprint).estimate(quotation.signals)
        told = compared(found, quotation.quotes, self._authority)
        denied = _denied(question, found, told.quotes)
        if denied is not None and not told.differences:
            # What says otherwise comes first.
            told = replace(told, quotes=(denied, *(q for q in told.quotes if q != denied)))
        citations = self._citations(found, told.quotes, replaced)
        if follow_up:
            shown = [citation.quote for citation in citations]
            held = "\n".join([*shown, *(f"{c.title}\n{c.heading}" for c in citations)])
            best = best_sentence(found, told.quotes)
            foreign = across_languages(found)
            confidence = trusted(confidence, follow_up, shown, held, best, foreign)
        quoted = [found.hits[part.hit].passage for part in told.quotes]
        in_doubt = doubts(Shown(question, language, found, citations, quoted, denied is not None))
        left, warned = self._standing(citations)
        confidence = left * min([confidence, *(doubt.most for doubt in in_doubt)])
        text = "\n\n".join(f"{citation.quote} [{citation.n}]" for citation in citations)
        named = self._settings.named
        threshold = max(named(c.space).threshold for c in citations) if citations else 1.0
        status: Status = "answered" if citations and confidence >= threshold else "unanswered"
        if status == "unanswered" and denied is None:
            citations += self._nearest(found, told.quotes, replaced)
        passages = {hit.passage.id: hit.passage for hit in found.hits}
        evidence = Evidence(
            found,
            quotation,
            [passages[c.passage] for c in citations],
            date.today(),
            differing=bool(told.differences),
            denied=denied is not None,
            lacking="lacking" in {doubt.name for doubt in in_doubt},
        )
        # Signals tell nothing of what else lowered a confidence.
        as_estimated = not in_doubt and follow_up is None and not warned
        return Answer(
            id=uuid.uuid4().hex,
            status=status,
            confidence=round(confidence, 4),
            language=language,
            answer=text,
            case=None,
            elapsed_ms=_milliseconds(started),
            citations=citations,
            full_question=question,
            reasons=(*reasons_for(evidence, confidence, status == "answered"), *warned),
            basis=(
                Basis(quotation.signals, self._fits.mark(embedder.fingerprint))
                if as_estimated
                else None
            ),
            contradicted=denied is not None,
            found_in=_other_languages(language, found, told.quotes),
            differences=told.differences,
            without=left_out,
        )

    def _citations(
        self, found: Found, quotes: Sequence[Quote], replaced: Replaced
    ) -> tuple[Citation, ...]:
        return tuple(
            self._citation(n, found.hits[part.hit], part.start, part.end, part.best, replaced)
            for n, part in enumerate(quotes, start=1)
        )

    def _authority(self, passage: Passage) -> int:
        sources = self._settings.named(passage.space).source
        own = int(passage.source == UPLOADS)
        return next((s.authority for s in sources if s.name == passage.source), own)

    def _nearest(
        self, found: Found, quotes: Sequence[Quote], replaced: Replaced
    ) -> tuple[Citation, ...]:
        """The best passages that are not quoted already, whole."""
        quoted = {part.hit for part in quotes}
        rest = [hit for index, hit in enumerate(found.hits) if index not in quoted]
        wanted = rest[: max(0, NEAREST - len(quoted))]
        return tuple(
            self._citation(n, hit, 0, len(hit.passage.text), 0, replaced)
            for n, hit in enumerate(wanted, start=len(quotes) + 1)
        )

    def _citation(
        self, n: int, hit: Hit, start: int, end: int, at: int, replaced: Replaced
    ) -> Citation:
        newer = replaced.get((hit.passage.space, hit.passage.document))
        return citation(self._settings, n, hit, start, end, at, newer)


def _kept(
    found: Found, without: Collection[tuple[str, str]]
) -> tuple[Found, dict[tuple[str, str], str]]:
    """What was found without the documents that are left out, and the titles of those."""
    named = [((hit.passage.space, hit.passage.document), hit) for hit in found.hits]
    kept = tuple(hit for name, hit in named if name not in without)
    titles = {name: hit.passage.title for name, hit in named if name in without}
    return replace(found, hits=kept), titles


def _left_out(
    without: Collection[tuple[str, str]], titles: Mapping[tuple[str, str], str]
) -> tuple[LeftOut, ...]:
    """With the title of what would have been found; of anything else nothing is told."""
    return tuple(
        LeftOut(space, document, titles.get((space, document), document))
        for space, document in without
    )


def _numbers(without: Collection[tuple[str, str]]) -> set[int]:
    """The numbers of the verified answers among documents."""
    numbers = [name.removeprefix(f"{SOURCE}/") for _, name in without]
    return {int(number) for number in numbers if number.isdecimal()}


def _given(follow_up: FollowUp | None) -> set[int]:
    """The number of the verified answer that the question before was given: a follow-up to it
    asks for something else."""
    note = follow_up.earlier.verified if follow_up else None
    return {note.id} if note else set()


def _denied(question: str, found: Found, quotes: Sequence[Quote]) -> Quote | None:
    """The quote that denies what the question takes for granted; None where none does."""
    taken = premise(question)
    if taken is None:
        return None
    texts = [found.hits[q.hit].passage.text[q.start : q.end] for q in quotes]
    number = contradicting(taken, texts)
    return quotes[number] if number is not None else None


def _other_languages(asked: str, found: Found, quotes: Sequence[Quote]) -> tuple[str, ...]:
    """The languages of the quotes, the first one's first, where none is in the question's."""
    written = dict.fromkeys(found.hits[part.hit].passage.language for part in quotes)
    return () if any(same_language(asked, language) for language in written) else tuple(written)


def _small_talk_answer(question: str, talk: SmallTalk, started: float) -> Answer:
    return Answer(
        id=uuid.uuid4().hex,
        status="answered",
        confidence=1.0,
        language=talk.language,
        answer=talk.text,
        case=None,
        elapsed_ms=_milliseconds(started),
        citations=(),
        small_talk=True,
        full_question=question,
    )


def _milliseconds(started: float) -> int:
    return round((time.perf_counter() - started) * 1000)
