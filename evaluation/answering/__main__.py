"""`python -m evaluation.answering [NAME…] [--held-out] [--details]`."""

from __future__ import annotations

import json
import sys
from typing import Any

from evaluation.answering import conflicts, conversations, premises, rewordings
from evaluation.answering.installations import sample_company

OF_SAMPLE = {
    "conversations": conversations.figures,
    "rewordings": rewordings.figures,
    "premises": premises.figures,
}


def main(arguments: list[str]) -> int:
    flags = {argument for argument in arguments if argument.startswith("--")}
    names = [argument for argument in arguments if not argument.startswith("--")]
    known = {*OF_SAMPLE, "conflicts"}
    unknown = flags - {"--held-out", "--details"} | set(names) - known
    if unknown:
        print(f"evaluation.answering: {', '.join(sorted(unknown))} is not known", file=sys.stderr)
        return 2
    held_out, details = "--held-out" in flags, "--details" in flags
    wanted = [name for name in OF_SAMPLE if name in names or not names]
    if wanted:
        with sample_company() as kilde:
            reader = kilde.reader(None)
            for name in wanted:
                for found in OF_SAMPLE[name](reader, held_out, details):
                    _print(found)
    if "conflicts" in names or not names:
        for found in conflicts.figures(held_out, details):
            _print(found)
    return 0


def _print(found: dict[str, Any]) -> None:
    print(json.dumps(found, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
