"""`kilde cases`: questions that were handed to people, for whoever has no page at hand."""

from __future__ import annotations

import json
import sys
import textwrap

import click

from answering import Person, case_json
from answering.cases import CaseView
from commands.console import deliver, open_kilde, say
from records import CaseState, Entry

_WIDTH = 88


@click.group()
def cases() -> None:
    """List, show, answer and close questions that were handed to people."""


@cases.command(name="list")
@click.option("--space", "spaces", multiple=True, metavar="S", help="Only these spaces.")
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice(["open", "answered", "closed"]),
    help="Only these states; default: open.",
)
@click.option("--json", "as_json", is_flag=True, help="JSON on standard output.")
@click.pass_obj
def list_cases(
    file: str | None, spaces: tuple[str, ...], states: tuple[CaseState, ...], as_json: bool
) -> None:
    """The cases that wait, urgent ones first."""
    kilde = open_kilde(file)
    for name in spaces:
        kilde.settings.named(name)
    found = kilde.cases.list(spaces or None, states or ("open",))
    kilde.audit.note("command line", "cases", spaces=list(spaces) or "all")
    if as_json:
        views = [CaseView(case, (), ()) for case in found]
        _print_json(
            {"cases": [case_json(kilde.settings, view, entries=False) for view in views]}
        )  # fmt: skip
        return
    for case in found:
        marks = "  URGENT" if case.urgency else ""
        whose = case.assignee or "nobody"
        print(f"{case.id}  {case.space or '-'}  {case.state}, {whose}{marks}")
        print(textwrap.indent(textwrap.shorten(case.question, 2 * _WIDTH, placeholder=" …"), "   "))
    if not found:
        say("There is no such case.")


@cases.command()
@click.argument("number", type=click.IntRange(1))
@click.option("--json", "as_json", is_flag=True, help="JSON on standard output.")
@click.pass_obj
def show(file: str | None, number: int, as_json: bool) -> None:
    """A case with its history."""
    kilde = open_kilde(file)
    view = kilde.cases.view(number)
    kilde.audit.note("command line", "cases.show", case=number)
    if as_json:
        _print_json(case_json(kilde.settings, view))
    else:
        _show(view)


@cases.command()
@click.argument("number", type=click.IntRange(1))
@click.argument("text")
@click.option("--name", default="", metavar="N", help="Who answers, as those who asked read it.")
@click.option("--publish", is_flag=True, help="Make it a verified answer, for everyone.")
@click.pass_obj
def reply(file: str | None, number: int, text: str, name: str, publish: bool) -> None:
    """Answer a case ("-": what stands on standard input); everybody who asked is told."""
    kilde = open_kilde(file)
    kilde.cases.reply(number, _me(name), sys.stdin.read() if text == "-" else text, publish)
    say(f"Case {number} is answered{', for everyone' * publish}.")
    deliver(kilde)


@cases.command()
@click.argument("number", type=click.IntRange(1))
@click.argument("text", default="")
@click.pass_obj
def close(file: str | None, number: int, text: str) -> None:
    """Close a case; TEXT tells those who asked why."""
    kilde = open_kilde(file)
    kilde.cases.close(number, _me(""), text)
    say(f"Case {number} is closed.")
    deliver(kilde)


@cases.command(name="pass")
@click.argument("number", type=click.IntRange(1))
@click.option("--to", metavar="A", help="The address of whose turn it is; default: the next.")
@click.option("--space", metavar="S", help="Hand it to the experts of another space.")
@click.pass_obj
def pass_on(file: str | None, number: int, to: str | None, space: str | None) -> None:
    """Hand a case to another expert."""
    kilde = open_kilde(file)
    case = kilde.cases.pass_on(number, _me(""), to, space)
    say(f"Case {number} waits for {case.assignee} now.")
    deliver(kilde)


def _me(name: str) -> Person:
    return Person("command line", name)


def _show(view: CaseView) -> None:
    case = view.case
    urgent = f", urgent: {case.urgency}" if case.urgency else ""
    print(f"Case {case.id}, {case.space or 'no space'}: {case.state}{urgent}")
    if case.state == "open":
        print(f"Waits for {case.assignee or 'nobody'}.")
    for entry in view.entries:
        print(f"{entry.at:%Y-%m-%d %H:%M}  {entry.kind}{_by(entry)}")
        for line in entry.text.splitlines():
            print(textwrap.fill(line, _WIDTH, initial_indent="  ", subsequent_indent="  "))


def _by(entry: Entry) -> str:
    who = entry.name or entry.author
    return f", {who}" if who else ""


def _print_json(value: object) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    print()
