"""`kilde evaluate`: a question set put to Kilde, and what came of it in figures."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from answering import Kilde
from answering.calibration import (
    NOW,
    WANTED,
    Estimate,
    Figures,
    Mark,
    Measured,
    Point,
    Question,
    Share,
    digest_of,
    figures,
    measured,
    picture,
    point_json,
    read_questions,
    unknown_documents,
)
from commands.console import groups_of, open_kilde, say
from commands.progress import counted
from config import ConfigError

_NAME = 44


@click.command()
@click.argument("questions", metavar="QUESTIONS")
@click.option("--space", "spaces", multiple=True, metavar="S", help="Only these spaces.")
@click.option("--groups", metavar="G,…", help="As a member of these groups.")
@click.option(
    "--error",
    default=0.05,
    show_default=True,
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    help="Wanted share of wrong answers, for the threshold that gives it.",
)
@click.option(
    "--picture",
    "drawn",
    metavar="FILE.svg",
    help="Where to draw coverage against error; QUESTIONS-curve.svg here, with --json nowhere.",
)
@click.option("--json", "as_json", is_flag=True, help="JSON on standard output.")
@click.pass_obj
def evaluate(
    file: str | None,
    questions: str,
    spaces: tuple[str, ...],
    groups: str | None,
    error: float,
    drawn: str | None,
    as_json: bool,
) -> None:
    """Figures for a question set: what is found, what is right, and how far to trust it.

    QUESTIONS has one JSON object a line, {"question": …, "answers": […], "document": …}, or is a
    table saved as CSV; docs/confidence.md tells how to make one.
    """
    asked = read_questions(Path(questions))
    kilde = open_kilde(file)
    rows = put_to(kilde, asked, spaces, groups, "evaluate")
    found = figures(rows)
    by_language = _by(rows, lambda row: row.question.language)
    by_space = _by(rows, lambda row: row.space)
    wanted = found.threshold_for(error)
    now = _thresholds(kilde, rows)
    _tell_of_own_fit(kilde, asked)
    if as_json:
        result = found.as_json() | {
            "wanted_error": error,
            "threshold": point_json(wanted) if wanted else None,
            "thresholds_now": now,
            "by_language": {name: figures(some).as_json() for name, some in by_language.items()},
            "by_space": {name: figures(some).as_json() for name, some in by_space.items()},
        }
        print(json.dumps(result, ensure_ascii=False))
    else:
        _show(found)
        _show_groups("language", {name: figures(some) for name, some in by_language.items()})
        _show_groups("space", {name: figures(some) for name, some in by_space.items()})
        show_curve(found.curve)
        _show_thresholds(found, wanted, error, now)
        drawn = drawn or f"{Path(questions).stem}-curve.svg"
    # Last, so that a folder that cannot be written to costs nobody the figures.
    if drawn:
        _draw(Path(drawn), found, wanted, error, now)
        say(f"The picture is in {drawn}")


def put_to(
    kilde: Kilde,
    questions: Sequence[Question],
    spaces: tuple[str, ...],
    groups: str | None,
    action: str,
) -> list[Measured]:
    """The questions with what came of each, told as it goes."""
    for question in questions:
        if question.space:
            _known_space(kilde, question)
    reader = kilde.reader(groups_of(groups), spaces)
    if groups is None:
        kilde.audit.note("command line", action, spaces=list(spaces) or "all")
    if not reader.documents():
        raise ConfigError(
            "Kilde knows no documents yet that could answer these questions; bring them in with: "
            "kilde ingest"
        )
    known = {
        document.name: space.name
        for space in kilde.settings.space
        for document in kilde.catalogue.documents(space.name)
        if document.version_id is not None
    }
    missing = unknown_documents(questions, known)
    if missing:
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
        say(
            "kilde: documents that questions name and Kilde does not have, so they count as not "
            f"found: {len(missing)} ({', '.join(missing[:5])}{more})"
        )
    return list(measured(reader, counted(questions, "questions"), known))


def _known_space(kilde: Kilde, question: Question) -> None:
    try:
        kilde.settings.named(question.space or "")
    except ConfigError as error:
        raise ConfigError(f"question {question.id}: space: {error}") from None


def _tell_of_own_fit(kilde: Kilde, asked: Sequence[Question]) -> None:
    own = kilde.own_fit
    if own and not own.problem and own.facts.get("question_set") == digest_of(asked):
        say(
            "kilde: the confidence in use was fitted on these very questions, which flatters it; "
            "kilde calibrate --dry-run measures it on questions held out"
        )


def share_words(share: Share) -> str:
    """`65 % (56 to 73)`, with the 95 % interval."""
    if not share.of:
        return "–"
    return f"{100 * share.value:.0f} % ({100 * share.low:.0f} to {100 * share.high:.0f})"


def point_words(point: Point) -> str:
    """What a threshold gives, in a sentence."""
    return (
        f"answers {share_words(point.coverage)} of the questions, "
        f"and {share_words(point.error)} of those answers are wrong"
    )


def _by(
    rows: Sequence[Measured], key: Callable[[Measured], str]
) -> Mapping[str, Sequence[Measured]]:
    names = sorted({key(row) for row in rows} - {""})
    return {name: [row for row in rows if key(row) == name] for name in names}


def _thresholds(kilde: Kilde, rows: Sequence[Measured]) -> dict[str, float]:
    """Of the spaces that these questions belong to, as they are now."""
    wanted = {row.space for row in rows}
    return {space.name: space.threshold for space in kilde.settings.space if space.name in wanted}


def _draw(
    file: Path, found: Figures, wanted: Point | None, error: float, now: Mapping[str, float]
) -> None:
    marks = []
    if found.answered.count:
        marks.append(Mark(found.now, f"now: {_threshold_words(now)}", NOW))
    if wanted:
        marks.append(Mark(wanted, f"for the wanted error: threshold {wanted.threshold:g}", WANTED))
    title = f"Coverage against error, {found.questions} questions"
    try:
        file.write_text(picture(found.curve, marks, error, title), encoding="utf-8")
    except OSError as problem:
        raise ConfigError(
            f"{file} cannot be written: {problem.strerror}; name another file with --picture"
        ) from None


def _threshold_words(now: Mapping[str, float]) -> str:
    different = sorted(set(now.values()))
    if len(different) == 1:
        return f"threshold {different[0]:g}"
    return f"thresholds {different[0]:g} to {different[-1]:g}" if different else "thresholds"


def _show(found: Figures) -> None:
    print(
        f"{found.questions} questions: {found.answerable} that the documents answer, "
        f"{found.questions - found.answerable} that they do not. Behind each figure its 95 % "
        "interval.\n"
    )
    answerable = f"of {found.answerable} that the documents answer"
    for told, shares in (("passage", found.found_passages), ("document", found.found_documents)):
        for rank, share in shares.items():
            where = "first" if rank == 1 else f"among the first {rank}"
            _line(f"the {told} is found {where}", share_words(share), answerable)
    _line("the text shown holds the answer", share_words(found.shown), answerable)
    _line("a right answer is given", share_words(found.right), answerable)
    _line("a wrong answer is given", share_words(found.wrong), answerable)
    unanswerable = f"of {found.false.of} that they do not"
    _line("an answer is given all the same", share_words(found.false), unanswerable)
    given = f"of {found.right_of_answered.of} answers given"
    _line("the answer is right", share_words(found.right_of_answered), given)
    _line("it quotes the right document", share_words(found.supported), given)
    print()
    _line("confidence tells answerable from not (AUROC)", _estimate_words(found.auroc))
    _line("confidence tells right from not (AUROC)", _estimate_words(found.auroc_right))
    _line(
        "calibration error of the confidence",
        f"{found.calibration_error:.2f}",
        f"a perfect one would measure {found.calibration_noise:.2f} on so few questions",
    )
    print("\nConfidence   Questions   It says   Right")
    for one in found.reliability:
        told = f"{100 * one.low:.0f} to {100 * one.high:.0f} %"
        print(
            f"{told:12} {one.right.of:9}   {100 * one.confidence:5.0f} %   {share_words(one.right)}"
        )


def _line(name: str, value: str, of: str = "") -> None:
    print(f"{name:{_NAME}}  {value:18}  {of}".rstrip())


def _estimate_words(estimate: Estimate) -> str:
    if math.isnan(estimate.value):
        return "– (only one kind)"
    return f"{estimate.value:.2f} ({estimate.low:.2f} to {estimate.high:.2f})"


def _show_groups(kind: str, groups: Mapping[str, Figures]) -> None:
    if not groups:
        return
    wide = max(len(kind), *map(len, groups)) + 2
    head = ("questions", "found at 5", "right answers", "false answers", "AUROC")
    print(f"\n{'By ' + kind:{wide + 3}}" + "".join(f"{name:>18}" for name in head))
    for name, found in groups.items():
        cells: tuple[Any, ...] = (
            found.questions,
            share_words(found.found_passages[5]),
            share_words(found.right),
            share_words(found.false),
            "–" if math.isnan(found.auroc.value) else f"{found.auroc.value:.2f}",
        )
        print(f"{name:{wide + 3}}" + "".join(f"{cell:>18}" for cell in cells))


def show_curve(points: Sequence[Point]) -> None:
    """The first point that reaches each tenth of the questions."""
    print("\nThreshold   Answered                Wrong of those")
    for point in _in_tenths(points):
        covered = share_words(point.coverage)
        print(f"{point.threshold:9g}   {covered:21}   {share_words(point.error)}")


def _in_tenths(points: Sequence[Point]) -> list[Point]:
    tenths = [next((p for p in points if p.coverage.value >= n / 10), None) for n in range(1, 11)]
    return list(dict.fromkeys(point for point in tenths if point))


def _show_thresholds(
    found: Figures, wanted: Point | None, error: float, now: Mapping[str, float]
) -> None:
    if found.answered.count:
        print(f"\nNow ({_threshold_words(now)}): {point_words(found.now)}.")
    else:
        print(f"\nNow ({_threshold_words(now)}): answers none of the questions.")
    if wanted:
        print(
            f"For at most {100 * error:g} % wrong: threshold {wanted.threshold:g} "
            f"{point_words(wanted)}."
        )
    else:
        print(
            f"For at most {100 * error:g} % wrong: no threshold reaches it on these questions. "
            "kilde calibrate may, or a larger --error."
        )
