"""The command line: `kilde`, a module a group of commands.

Results go to standard output and everything else to standard error. A command's module is
imported when the command is called, so that `kilde search` does not wait for the pages.
"""

from commands.main import main

__all__ = ["main"]
