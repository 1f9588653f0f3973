"""What Kilde finds for the questions among the contexts: the passages to learn from."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from answering import Kilde
from config import Settings, Source, Space
from evaluation.reader.contexts import Asked, Context
from ingest import Guard, Ingest, Silent, Stores
from records import Narrowing, Passage
from vectorstore import server
from vectorstore.sentences import spans

_HITS = 10
# All passages are compared, as among those of a narrow filter. An index that is built by several
# threads finds now and then another neighbour, and another reader would be trained.
_EVERYTHING = Narrowing(sources=("docs",))


@dataclass(frozen=True)
class Cut:
    """A passage as Kilde cuts it, of the context with the number `context`."""

    context: int
    language: str
    headings: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Candidates:
    """For a question on passages in `language`: where its answer stands, and what was found.

    `asked` is the question's number in its context. `gold` are (passage, start, end), the
    offsets in the passage's text; `found` are passages, best first, those of `gold` among
    them where they were found. Passages are numbers.
    """

    context: int
    asked: int
    question: str
    language: str
    gold: tuple[tuple[int, int, int], ...]
    found: tuple[int, ...]


def candidates(contexts: Sequence[Context]) -> tuple[list[Cut], list[Candidates]]:
    """All passages of the contexts, and for each question what is found in its own language
    and in those that its context is translated into."""
    languages = sorted({context.language for context in contexts})
    with tempfile.TemporaryDirectory(prefix="kilde-reader-") as name:
        folder = Path(name)
        for context in contexts:
            file = folder / context.language / f"{context.number:05}.txt"
            file.parent.mkdir(exist_ok=True)
            file.write_text(context.text, encoding="utf-8")
        settings = Settings(
            data=str(folder / "data"),
            glossary=str(folder / "none.csv"),
            space=tuple(
                Space(name=one, source=(Source(name="docs", folder=str(folder / one)),))
                for one in languages
            ),
        )
        kilde = Kilde.open(settings)
        embedder = kilde.search.embedder(settings.embedding.model)
        stores = Stores(kilde.catalogue, kilde.vectors, settings.data_folder / "lexical", embedder)
        try:
            with Guard() as guard:
                for space in settings.space:
                    report = Ingest(settings, stores, guard).run(space, Silent())
                    if report.failures or report.errors:
                        raise RuntimeError(f"{space.name}: {report.failures or report.errors}")
            return _candidates(kilde, contexts)
        finally:
            server.stop(settings.data_folder)


def _candidates(kilde: Kilde, contexts: Sequence[Context]) -> tuple[list[Cut], list[Candidates]]:
    everything = kilde.reader(None)
    cuts: list[Cut] = []
    number_of: dict[int, int] = {}
    of_context: dict[int, list[tuple[int, Passage]]] = {}
    for context in contexts:
        for passage in everything.passages(context.language, f"docs/{context.number:05}.txt"):
            number_of[passage.id] = len(cuts)
            of_context.setdefault(context.number, []).append((len(cuts), passage))
            cuts.append(Cut(context.number, context.language, passage.headings, passage.text))
    same: dict[str, list[Context]] = {}
    for context in contexts:
        same.setdefault(context.subject, []).append(context)
    found: list[Candidates] = []
    for context in contexts:
        translations = [c for c in same[context.subject] if c.language != context.language]
        for other in (context, *translations):
            reader = kilde.reader(None, [other.language])
            for number, (one, answered) in enumerate(zip(context.asked, other.asked, strict=True)):
                gold = [
                    (passage_number, *place)
                    for passage_number, passage in of_context.get(other.number, [])
                    if (place := _place(other.text, answered, passage.text))
                ]
                hits = reader.search(one.question, _HITS, narrowing=_EVERYTHING)
                found.append(
                    Candidates(
                        context.number,
                        number,
                        one.question,
                        other.language,
                        tuple(gold),
                        tuple(number_of[hit.passage.id] for hit in hits),
                    )
                )
    return cuts, found


def _place(text: str, asked: Asked, passage: str) -> tuple[int, int] | None:
    """Where an answer in `text` stands in a passage of it; None where it does not."""
    inside = next((s for s in spans(text) if s[0] <= asked.start < s[1]), None)
    if inside is not None:
        begin = passage.find(text[slice(*inside)])
        start = begin + asked.start - inside[0]
        end = start + len(asked.answer)
        if begin >= 0 and passage[start:end] == asked.answer:
            return start, end
    if passage.count(asked.answer) == 1 and len(asked.answer) > 3:
        start = passage.index(asked.answer)
        return start, start + len(asked.answer)
    return None


def save(file: Path, cuts: Sequence[Cut], found: Sequence[Candidates]) -> None:
    """Writes both, to be trained on again and again."""
    content = {"cuts": [asdict(cut) for cut in cuts], "found": [asdict(one) for one in found]}
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def load(file: Path) -> tuple[list[Cut], list[Candidates]]:
    """What `save` wrote."""
    content = json.loads(file.read_text(encoding="utf-8"))
    cuts = [
        Cut(one["context"], one["language"], tuple(one["headings"]), one["text"])
        for one in content["cuts"]
    ]
    found = [
        Candidates(
            one["context"],
            one["asked"],
            one["question"],
            one["language"],
            tuple((number, start, end) for number, start, end in one["gold"]),
            tuple(one["found"]),
        )
        for one in content["found"]
    ]
    return cuts, found
