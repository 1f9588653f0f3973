"""`python -m commands` is `kilde`."""

from commands.main import main

main()
