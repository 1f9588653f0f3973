"""`python -m evaluation.load [SECONDS]`: figures of the load, one JSON object a line."""

from __future__ import annotations

import json
import sys

from evaluation.load.first_words import figures

# How long ten people go on asking.
SECONDS = 30.0


def main(seconds: float) -> int:
    met = True
    for found in figures(seconds):
        print(json.dumps(found), flush=True)
        met &= all(found.get("met", {}).values())
    return 0 if met else 3


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS))
