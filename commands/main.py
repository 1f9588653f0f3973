"""`kilde` itself: chooses the command's module, and turns errors into one clear message."""

from __future__ import annotations

import gc
import importlib
import os
import sys

import click

from commands.console import fail

_GROUPS = {
    "ingest": "commands.ingesting",
    "search": "commands.asking",
    "ask": "commands.asking",
    "cases": "commands.cases",
    "status": "commands.status",
    "figures": "commands.figures",
    "evaluate": "commands.evaluating",
    "calibrate": "commands.calibrating",
    "check": "commands.checking",
    "differences": "commands.differing",
    "editions": "commands.editions",
    "erase": "commands.erasing",
    "allow": "commands.erasing",
    "expire": "commands.retaining",
    "serve": "commands.serving",
    "follow": "commands.following",
    "replies": "commands.replying",
    "stop": "commands.serving",
    "verified": "commands.verifying",
    "key": "commands.keys",
    "people": "commands.people",
    "audit": "commands.auditing",
    "privacy": "commands.noticing",
    "group": "commands.people",
    "model": "commands.model",
}


class _Lazy(click.Group):
    def list_commands(self, context: click.Context) -> list[str]:
        return list(_GROUPS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in _GROUPS:
            return None
        command: click.Command = getattr(importlib.import_module(_GROUPS[name]), name)
        return command


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--config", metavar="FILE", help="Settings; default KILDE_CONFIG, else kilde.toml.")
@click.version_option(package_name="kilde", message="kilde %(version)s")
@click.pass_context
def _kilde(context: click.Context, config: str | None) -> None:
    """Kilde answers questions from the company's own documents."""
    context.obj = config


def main() -> None:
    """The console script `kilde`."""
    try:
        _kilde.main(prog_name="kilde", standalone_mode=False)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        print("kilde: interrupted", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        # A reader of our output that has gone (`kilde search … | head`) is no error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        fail(error)
    finally:
        # Everything ends with the process: looking through it for garbage once more took a
        # fifth of a cold search.
        gc.freeze()
