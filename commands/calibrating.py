"""`kilde calibrate`: fits the confidence to a company's own questions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from answering import Kilde
from answering.calibration import (
    Example,
    Fit,
    Point,
    Question,
    digest_of,
    fit_own,
    from_questions,
    from_use,
    point_json,
    read_questions,
    suggested,
    threshold_for,
)
from commands.console import open_kilde, say
from commands.evaluating import point_words, put_to, share_words
from records import Judgements


@click.command()
@click.argument("questions", metavar="[QUESTIONS]", required=False)
@click.option("--from-use", is_flag=True, help="On answers that people have judged, too.")
@click.option("--dry-run", is_flag=True, help="Tell what would come of it, and keep nothing.")
@click.option(
    "--error",
    default=0.05,
    show_default=True,
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    help="Wanted share of wrong answers, for the thresholds that are suggested.",
)
@click.option("--reset", is_flag=True, help="Back to the fit that Kilde came with.")
@click.option("--json", "as_json", is_flag=True, help="JSON on standard output.")
@click.pass_obj
def calibrate(
    file: str | None,
    questions: str | None,
    from_use: bool,
    dry_run: bool,
    error: float,
    reset: bool,
    as_json: bool,
) -> None:
    """Fit the confidence to your own questions, so that it means here what it says.

    QUESTIONS is a set as for `kilde evaluate`. What is fitted is kept in the data folder and
    counts from the next question; a running Kilde need not be started again.
    """
    if reset:
        if questions or from_use:
            raise click.UsageError("--reset goes without QUESTIONS and --from-use.")
        _reset(open_kilde(file), as_json)
        return
    if not questions and not from_use:
        raise click.UsageError("Name a file of QUESTIONS, or --from-use, or both.")
    asked = read_questions(Path(questions)) if questions else ()
    kilde = open_kilde(file)
    examples, facts = _examples(kilde, asked, from_use)
    fit = fit_own(kilde.fits.shipped, examples, kilde.signals_made_by, facts)
    kept = fit.better and not dry_run
    if kept:
        kilde.fits.keep(fit.confidence)
        kilde.audit.note("command line", "confidence.fitted", questions=len(examples))
    if as_json:
        print(json.dumps(_json(kilde, fit, examples, error, kept), ensure_ascii=False))
        return
    _show(kilde, fit, examples, error, dry_run)


def _reset(kilde: Kilde, as_json: bool) -> None:
    gone = kilde.fits.reset()
    if gone:
        kilde.audit.note("command line", "confidence.reset")
    if as_json:
        print(json.dumps({"reset": gone}))
    elif gone:
        print("The fit that Kilde came with is used again, from the next question.")
    else:
        print("There was no fit of your own; the one that Kilde came with is used.")


def _examples(
    kilde: Kilde, asked: Sequence[Question], use: bool
) -> tuple[list[Example], dict[str, Any]]:
    """What to fit on, and what is to be told of it."""
    examples: list[Example] = []
    facts: dict[str, Any] = {"embedding": kilde.settings.embedding.model, "sources": {}}
    if asked:
        rows = put_to(kilde, asked, (), None, "calibrate")
        examples += from_questions(rows)
        if len(examples) < len(rows):
            say(
                f"kilde: {len(rows) - len(examples)} questions are left out, as there is no "
                "confidence to fit for them: nothing was found, they were answered without a "
                "search, or what they take for granted was denied"
            )
        facts["sources"]["question set"] = len(examples)
        facts["question_set"] = digest_of(asked)
    if use:
        used = from_use(Judgements(kilde.catalogue.engine).all(), kilde.signals_made_by)
        examples += used.examples
        facts["sources"]["use"] = len(used.examples)
        if used.outdated:
            say(
                f"kilde: {used.outdated} judged answers are left out, as they were given with "
                "another embedding model, reader or version of Kilde"
            )
    return examples, facts


def _thresholds(
    kilde: Kilde, fit: Fit, examples: Sequence[Example], error: float
) -> list[tuple[str, float, Point | None, bool]]:
    return [
        (space.name, space.threshold, *suggested(fit, examples, space.name, error))
        for space in kilde.settings.space
    ]


def _json(
    kilde: Kilde, fit: Fit, examples: Sequence[Example], error: float, kept: bool
) -> dict[str, Any]:
    return {
        "questions": len(examples),
        "right": sum(example.right for example in examples),
        "sources": fit.confidence.fitted_on["sources"],
        "before": fit.before.as_json(),
        "after": fit.after.as_json(),
        "better": fit.better,
        "kept": kept,
        "wanted_error": error,
        "thresholds": {
            name: {
                "now": now,
                "suggested": point_json(point) if point else None,
                "by": "its own questions" if own else "all questions",
            }
            for name, now, point, own in _thresholds(kilde, fit, examples, error)
        },
    }


def _show(kilde: Kilde, fit: Fit, examples: Sequence[Example], error: float, dry_run: bool) -> None:
    right = sum(example.right for example in examples)
    sources = fit.confidence.fitted_on["sources"]
    parts = " and ".join(f"{count} from the {name}" for name, count in sources.items())
    print(
        f"{len(examples)} questions ({parts}): the text shown is right for {right} and not "
        f"right for {len(examples) - right}.\n"
    )
    print(f"{'':46}{'shipped':>18}{'yours':>18}")
    before, after = fit.before, fit.after
    for name, one, two in (
        ("tells right from not (AUROC)", before.auroc_right.value, after.auroc_right.value),
        ("calibration error", before.calibration_error, after.calibration_error),
        ("  of which so few questions explain", before.calibration_noise, after.calibration_noise),
        ("log loss", before.log_loss, after.log_loss),
    ):
        print(f"{name:46}{one:18.3f}{two:18.3f}")
    wanted = [threshold_for(one.curve, error) for one in (before, after)]
    cells = [share_words(point.coverage) if point else "none" for point in wanted]
    print(f"{f'answers with at most {100 * error:g} % wrong':46}{cells[0]:>18}{cells[1]:>18}")
    print("\nYours is measured on questions that it was not fitted on (ten parts, each held out).")
    if not fit.better:
        print(
            "It is no better there than the one that Kilde came with, so nothing is kept; more "
            "questions may tell more."
        )
        return
    print(
        "Nothing is kept (--dry-run)."
        if dry_run
        else "It is kept, and counts from the next question; kilde calibrate --reset undoes it."
    )
    print(f"\nThresholds for at most {100 * error:g} % wrong; kilde.toml stays as it is:")
    for name, now, point, own in _thresholds(kilde, fit, examples, error):
        by = "by its own questions" if own else "by all questions, its own are too few"
        if point is None:
            print(f"  {name}: none reaches it on these questions (now {now:g}; {by})")
        else:
            print(
                f"  {name}: threshold = {point.threshold:g} (now {now:g}; {by}) "
                f"{point_words(point)}"
            )
