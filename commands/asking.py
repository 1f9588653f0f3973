"""`kilde search` and `kilde ask`: one question, or a file of them."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from answering import LOCAL, Answer, Kilde, Reader, answer_json, hit_json
from answering.notes import notes
from answering.reasons import in_words
from commands.console import deliver, groups_of, open_kilde, say
from config import ConfigError, texts
from records import KINDS, Kind, Narrowing
from vectorstore import Hit, QuestionError

_WIDTH = 88
_DAY = click.DateTime(["%Y-%m-%d"])


def _common(command: Callable[..., None]) -> Callable[..., None]:
    for decorate in (
        click.argument("question", required=False),
        click.option("--space", "spaces", multiple=True, metavar="S", help="Only these spaces."),
        click.option("--groups", metavar="G,…", help="As a member of these groups."),
        click.option("--batch", metavar="FILE", help='{"id", "question"} a line.'),
        click.option("--json", "as_json", is_flag=True, help="JSON on standard output."),
        click.pass_obj,
    ):
        command = decorate(command)
    return command


@click.command()
@_common
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 100))
@click.option("--rerank", is_flag=True, help="Order the first ones by the reader, if there is one.")
@click.option("--source", "sources", multiple=True, metavar="S", help="Only these sources.")
@click.option("--from", "since", type=_DAY, metavar="DAY", help="Dated 2026-01-31 or later.")
@click.option("--to", "until", type=_DAY, metavar="DAY", help="Dated 2026-01-31 or earlier.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only such files.")
@click.option("--language", "languages", multiple=True, metavar="L", help="nb, de, en and so on.")
def search(
    file: str | None,
    question: str | None,
    spaces: tuple[str, ...],
    groups: str | None,
    batch: str | None,
    as_json: bool,
    limit: int,
    rerank: bool,
    sources: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    kinds: tuple[Kind, ...],
    languages: tuple[str, ...],
) -> None:
    """Find passages, best first."""
    kilde, reader = _open(file, spaces, groups, "search")
    narrowing = Narrowing(sources, _day(since), _day(until), kinds, languages)
    missing = reader.without_source(narrowing)
    if missing is not None:
        raise click.UsageError(
            f"--source {missing}: there is no such source with documents; name one as kilde.toml "
            "does, with its space before it where two have the same name, as in hr/handbook"
        )
    if rerank and kilde.trained is None:
        say(
            "kilde: there is no trained reader for this embedding model; --rerank leaves the "
            "order as it is. Run make setup, or make reader to train one"
        )

    def found(text: str, number: str) -> dict[str, Any]:
        hits = reader.search(text, limit, rerank, narrowing)
        return {"id": number, "passages": _as_json(hits, reader)}

    if batch:
        _batch(batch, found)
    elif as_json:
        _print_json(found(_needed(question), "1"))
    else:
        _show_hits(reader.search(_needed(question), limit, rerank, narrowing), reader, kilde)


@click.command()
@_common
@click.option("--escalate", is_flag=True, help="Open a case where there is no answer.")
@click.option("--address", default="", metavar="A", help="Where to be told of the case's answer.")
def ask(
    file: str | None,
    question: str | None,
    spaces: tuple[str, ...],
    groups: str | None,
    batch: str | None,
    as_json: bool,
    escalate: bool,
    address: str,
) -> None:
    """Answer a question with quotes and their sources, or say that there is no answer."""
    kilde, reader = _open(file, spaces, groups, "ask")
    if address and not escalate:
        raise click.UsageError("--address belongs to --escalate.")

    def asked(text: str) -> Answer:
        if not escalate:
            return reader.ask(text)
        person = replace(LOCAL, address=address)
        return kilde.conversations.ask(
            reader, text, person, channel="command line", escalate=True
        )  # fmt: skip

    def answered(text: str, number: str) -> dict[str, Any]:
        return {**answer_json(asked(text), kilde.settings), "id": number}

    if batch:
        _batch(batch, answered)
    elif as_json:
        _print_json(answer_json(asked(_needed(question)), kilde.settings))
    else:
        _show_answer(_needed(question), asked(_needed(question)), kilde, escalate)
    if escalate:
        deliver(kilde)


def _open(
    file: str | None, spaces: tuple[str, ...], groups: str | None, action: str
) -> tuple[Kilde, Reader]:
    kilde = open_kilde(file)
    reader = kilde.reader(groups_of(groups), spaces)
    if groups is None:
        kilde.audit.note("command line", action, spaces=list(spaces) or "all")
    return kilde, reader


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _needed(question: str | None) -> str:
    if question is None:
        raise click.UsageError('Give a question in quotes, or a file of them with "--batch FILE".')
    return question


def _batch(file: str, answer: Callable[[str, str], dict[str, Any]]) -> None:
    """One JSON line on standard output for each line of the file; errors are in the line."""
    for number, text in _questions(Path(file)):
        try:
            line = answer(text, number)
        except QuestionError as error:
            line = {"id": number, "error": str(error)}
        print(json.dumps(line, ensure_ascii=False), flush=True)


def _questions(file: Path) -> Iterator[tuple[str, str]]:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} cannot be read: {error}") from None
    for n, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            yield str(entry["id"]), str(entry["question"])
        except (ValueError, KeyError, TypeError):
            raise ConfigError(
                f'{file}: line {n} is not {{"id": …, "question": …}}; write one JSON object a line'
            ) from None


def _print_json(value: dict[str, Any]) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    print()


def _as_json(hits: tuple[Hit, ...], reader: Reader) -> list[dict[str, Any]]:
    replaced = _replaced(hits, reader)
    return [hit_json(hit, replaced.get(_named(hit))) for hit in hits]


def _replaced(hits: tuple[Hit, ...], reader: Reader) -> dict[tuple[str, str], str]:
    """The titles of what has replaced documents that were found."""
    return {named: newer.title for named, newer in reader.superseded(hits).items()}


def _named(hit: Hit) -> tuple[str, str]:
    return hit.passage.space, hit.passage.document


def _show_hits(hits: tuple[Hit, ...], reader: Reader, kilde: Kilde) -> None:
    if not hits:
        _say_nothing_found(kilde)
    replaced = _replaced(hits, reader)
    for n, hit in enumerate(hits, start=1):
        passage = hit.passage
        where = _where(passage.page, passage.heading, passage.date)
        print(f"{n}. {passage.space}: {passage.document}{where}  [{hit.scores.fused:.2f}]")
        if _named(hit) in replaced:
            print(f"   no longer in force: replaced by “{replaced[_named(hit)]}”")
        text = textwrap.shorten(passage.text, 3 * _WIDTH, placeholder=" …")
        print(textwrap.indent(textwrap.fill(text, _WIDTH), "   "), end="\n\n")


def _show_answer(question: str, answer: Answer, kilde: Kilde, escalate: bool) -> None:
    if answer.small_talk:
        print(textwrap.fill(answer.answer, _WIDTH))
        return
    if answer.status in ("unanswered", "escalated"):
        if not answer.citations:
            _say_nothing_found(kilde)
            _show_case(answer, kilde, escalate)
            return
        said = texts("en")("note.contradicted_title") if answer.contradicted else "I don't know"
        _say(f"{said} (confidence {answer.confidence:.0%}).", answer)
        print("The nearest passages:\n")
    for note in notes(question, answer, texts("en")):
        print(textwrap.fill(note, _WIDTH), end="\n\n")
    for citation in answer.citations:
        for line in citation.quote.splitlines():
            print(textwrap.fill(line, _WIDTH, initial_indent="  ", subsequent_indent="  "))
        where = _where(citation.page, citation.heading, citation.date)
        print(f"  [{citation.n}] {citation.space}: {citation.document}{where}\n")
    if answer.status == "answered":
        _say(f"Confidence {answer.confidence:.0%}.", answer)
    _show_case(answer, kilde, escalate)


def _show_case(answer: Answer, kilde: Kilde, escalate: bool) -> None:
    """Who has the question now, or why nobody has."""
    if answer.case is not None:
        case = kilde.cases.get(answer.case)
        whose = case.assignee or "the people on the Inbox page"
        print(f"Case {case.id} has been opened and waits for {whose}.")
    elif escalate and answer.status == "unanswered":
        say(
            "kilde: no case was opened: this is no question, or the space that it belongs to has "
            'escalate = "off" in kilde.toml'
        )


def _say(sentence: str, answer: Answer) -> None:
    """How sure Kilde is, and why."""
    reasons = [in_words(reason, texts("en")) for reason in answer.reasons]
    print(textwrap.fill(" ".join([sentence, *reasons]), _WIDTH))


def _where(page: int | None, heading: str, date: str | None) -> str:
    parts = [f"page {page}" if page else "", heading, date or ""]
    return "".join(f", {part}" for part in parts if part)


def _say_nothing_found(kilde: Kilde) -> None:
    if kilde.reader(None).documents():
        say("Nothing was found.")
    else:
        say("Kilde knows no documents yet. Name their folder in kilde.toml, then: kilde ingest")
