"""`kilde erase` and `kilde allow`: forget documents and people, and let documents in again."""

from __future__ import annotations

import getpass
import sys
import time
import unicodedata
from collections.abc import Sequence
from contextlib import suppress

import click

from answering import Kilde
from commands.console import counted, open_kilde, say
from config import ConfigError
from ingest import Erasing, not_vouched_for
from records.forgetting import Doomed, DoomedDocument, Finding, People, Reason

_SHOWN = 50


@click.command()
@click.option("--space", metavar="S", help="The space of --document.")
@click.option("--document", "names", multiple=True, metavar="D", help="A document by its name.")
@click.option("--person", metavar="P", help="An address, or a name: messages from and to them.")
@click.option("--documents", is_flag=True, help="With --person: documents that name them, too.")
@click.option("--finish", is_flag=True, help="Finish erasures that were interrupted.")
@click.option("--leftovers", is_flag=True, help="Rid the files of what ordinary changes left.")
@click.option("--dry-run", is_flag=True, help="Only list what would be removed.")
@click.option("--yes", is_flag=True, help="Remove it without asking.")
@click.pass_obj
def erase(
    file: str | None,
    space: str | None,
    names: tuple[str, ...],
    person: str | None,
    documents: bool,
    finish: bool,
    leftovers: bool,
    dry_run: bool,
    yes: bool,
) -> None:
    """Remove documents, or a person's messages, for good: from every store and the next runs.

    Lists what goes and asks. Unfindable at once; when the command ends, no byte of it is
    left in the data folder.
    """
    if sum(map(bool, (names, person, finish, leftovers))) != 1:
        raise click.UsageError("Name what to erase: --space S --document D, or --person P.")
    if bool(names) != (space is not None):
        raise click.UsageError("--space and --document belong together.")
    if documents and not person:
        raise click.UsageError("--documents belongs to --person.")
    kilde = open_kilde(file)
    erasing = Erasing.of(kilde.settings, kilde.catalogue, kilde.vectors)
    if names and space is not None:
        doomed = _documents(kilde, space, names)
        _list(doomed, erasing)
        _stay(
            "The same content, which stays in other spaces unless you erase it there too:",
            Finding(kilde.catalogue.engine).elsewhere(doomed),
        )
    elif person:
        doomed = _person(kilde, erasing, person, documents)
    else:
        if leftovers:
            kilde.catalogue.former.drop()
            erasing.forgetting.redo(p.id for p in kilde.catalogue.partitions() if p.leftovers)
        _finish(erasing, list(erasing.forgetting.unfinished()))
        return
    if dry_run:
        return
    _ask(doomed, yes)
    _erase(kilde, erasing, doomed, "document" if names else "person")


@click.command()
@click.option("--space", required=True, metavar="S", help="The document's space.")
@click.option("--document", "name", required=True, metavar="D", help="Its name.")
@click.pass_obj
def allow(file: str | None, space: str, name: str) -> None:
    """Let a document in again that was erased: the next ingest reads it."""
    kilde = open_kilde(file)
    _known_space(kilde, space)
    if not kilde.forgetting.lift(space, name, _actor()):
        say(f"kilde: no document {name!r} of the space {space!r} was erased; nothing keeps it out")
        sys.exit(1)
    say(f"{space}: {name} may come in again; the next `kilde ingest` reads it.")


def _documents(kilde: Kilde, space: str, names: Sequence[str]) -> Doomed:
    _known_space(kilde, space)
    kilde.verified.prepare_erasing(space, names)
    finding = Finding(kilde.catalogue.engine)
    doomed = finding.document(space, names)
    known = {document.name for document in doomed.documents}
    for name in names:
        if unicodedata.normalize("NFC", name) not in known:
            near = finding.like(space, name)
            hint = f"did you mean {', '.join(near)}?" if near else "kilde search shows names."
            raise ConfigError(
                f"there is no document {name!r} in the space {space!r}; {hint} Nothing was erased."
            )
    return doomed


def _known_space(kilde: Kilde, name: str) -> None:
    """ConfigError where there is no such space, in kilde.toml or as one of former days."""
    if not kilde.catalogue.partitions(name):
        kilde.settings.named(name)


def _person(kilde: Kilde, erasing: Erasing, words: str, documents: bool) -> Doomed:
    people = People(kilde.catalogue.engine)
    person = people.person(words)
    doomed = people.messages(person)
    naming = people.naming(person, doomed.ids)
    if documents:
        doomed = Doomed((*doomed.documents, *naming), person)
    if not _list(doomed, erasing) and not naming:
        raise ConfigError(
            f"nothing is known of {words!r}; try the address and the name as they are written in "
            "messages. Nothing was erased."
        )
    print(f"{', '.join(person.words)} is who was looked for.")
    if not documents:
        _stay("Documents that name the person, which stay unless you add --documents:", naming)
    return doomed


def _list(doomed: Doomed, erasing: Erasing) -> bool:
    """Whether there is anything to be erased."""
    others = erasing.forgetting.listing(doomed)
    if doomed.documents or others:
        print("To be erased:")
        _show(doomed.documents)
        for line in others:
            print(f"  {line}")
    return bool(doomed.documents or others)


def _stay(heading: str, documents: Sequence[DoomedDocument]) -> None:
    if documents:
        print(heading)
        _show(documents)


def _show(documents: Sequence[DoomedDocument]) -> None:
    for one in documents[:_SHOWN]:
        why = "" if one.why == "asked for" else f", {one.why}"
        title = f" “{one.title}”" if one.title else ""
        passages = counted(one.passages, "passage", "passages")
        print(f"  {one.space}: {one.name}{title} ({passages}{why})")
    if len(documents) > _SHOWN:
        print(f"  and {len(documents) - _SHOWN} more")


def _ask(doomed: Doomed, yes: bool) -> None:
    if yes:
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        say(
            "kilde: nothing was erased: there is no terminal to ask on; read the list, then run "
            "it again with --yes"
        )
        sys.exit(1)
    sure = click.confirm(f"Erase {_counted(doomed)} for good?", err=True)
    if not sure:
        say("Nothing was erased.")
        sys.exit(1)


def _erase(kilde: Kilde, erasing: Erasing, doomed: Doomed, reason: Reason) -> None:
    numbers = erasing.forgetting.erase(doomed, _actor(), reason)
    say(f"{_counted(doomed)} cannot be found any more.")
    _finish(erasing, numbers)
    print("Not in Kilde's hands:")
    for line in not_vouched_for(kilde.settings):
        print(f"  {line}")


def _finish(erasing: Erasing, numbers: Sequence[int]) -> None:
    started = time.monotonic()
    erasing.finish_or_wait(numbers, say)
    say(f"No byte of it is left in {erasing.data} ({time.monotonic() - started:.1f} s).")


def _counted(doomed: Doomed) -> str:
    passages = sum(document.passages for document in doomed.documents)
    documents = counted(len(doomed.documents), "document", "documents")
    return f"{documents} ({counted(passages, 'passage', 'passages')})"


def _actor() -> str:
    """The command line, and who sits at it where that is known."""
    with suppress(OSError, KeyError):
        return f"command line ({getpass.getuser()})"[:100]
    return "command line"
