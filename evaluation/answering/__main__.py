"""`python -m evaluation.answering [NAME…] [--held-out] [--details]`."""

from __future__ import annotations

import json
import sys

from evaluation.answering.measuring import NAMES, measured


def main(arguments: list[str]) -> int:
    flags = {argument for argument in arguments if argument.startswith("--")}
    names = [argument for argument in arguments if not argument.startswith("--")]
    unknown = flags - {"--held-out", "--details"} | set(names) - {*NAMES}
    if unknown:
        print(f"evaluation.answering: {', '.join(sorted(unknown))} is not known", file=sys.stderr)
        return 2
    for found in measured(names or NAMES, "--held-out" in flags, "--details" in flags):
        print(json.dumps(found, ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
