"""`kilde figures`: how much was asked, settled, saved, and what wrong answers cost."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import click

from answering.calibration import Share
from answering.figures import Overview, Sums, as_csv, unanswered
from answering.figures import figures as figures_of
from commands.console import open_kilde


@click.command()
@click.option("--json", "as_json", is_flag=True, help="JSON on standard output.")
@click.option("--csv", "csv", is_flag=True, help="Every line that was counted, for a spreadsheet.")
@click.pass_obj
def figures(file: str | None, as_json: bool, csv: bool) -> None:
    """What managers see on the page Figures, of all spaces.

    No figure is of fewer than five people, and weeks that have not ended are not counted.
    """
    kilde = open_kilde(file)
    engine = kilde.catalogue.engine
    shown = figures_of(engine, kilde.settings, None)
    kilde.audit.note("command line", "figures.exported")
    if csv:
        click.echo(as_csv(shown), nl=False)
        return
    reader = kilde.reader(None)
    themes = unanswered(
        engine, None, lambda space, name: reader.may_read([(space, name)]), datetime.now(UTC)
    )
    if as_json:
        told = {**shown.as_json(), "unanswered": [theme.as_json() for theme in themes]}
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return
    _tell(shown)
    for theme in themes:
        place = f"{theme.space}: {theme.title}, {theme.heading}" if theme.document else ""
        print("asked and not answered:", "; ".join(filter(None, (place, *theme.questions))))


def _tell(shown: Overview) -> None:
    if not shown.all.asked:
        print("Nothing yet: figures begin when five people have asked and the week has ended.")
        return
    if shown.pilot:
        print("A pilot's total; by week and space there are figures when five people have asked.")
    print(f"{shown.first} to {shown.last}")
    _sums("all", shown.all)
    for name, sums in shown.spaces.items():
        _sums(name or "several, none, or too few people", sums)
    worth = shown.worth
    if worth.hours is None:
        print(f"saved: at most {worth.gross:.0f} h; too few are judged to say how many are wrong")
        return
    money = [worth.money(hours or 0) for hours in (worth.hours, worth.low, worth.high)]
    print(
        f"saved: {worth.hours:.0f} h ({worth.low:.0f} to {worth.high:.0f}), "
        f"{money[0]:,.0f} {worth.currency} ({money[1]:,.0f} to {money[2]:,.0f}): "
        f"{worth.settled} settled at {worth.minutes:g} min, less {worth.lost:.0f} h for wrong "
        f"answers, as {worth.judged_by} judged"
    )


def _sums(name: str, sums: Sums) -> None:
    print(
        f"{name}: {sums.asked} questions, settled without a person {_share(sums.settled)}, "
        f"by earlier answers {_share(sums.earlier)}, helpful {_share(sums.helpful)}, "
        f"right {_share(sums.right)}"
        + (
            f"; {sums.cases.of} cases answered in {sums.hours:.0f} h on average"
            if sums.hours is not None
            else ""
        )
    )


def _share(share: Share) -> str:
    """`80 % (71 to 87)`"""
    if not share.of:
        return "-"
    return f"{share.value:.0%} ({share.low:.0%} to {share.high:.0%})"
