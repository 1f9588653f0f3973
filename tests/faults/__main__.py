"""`python -m tests.faults [--kills N] [--seed N] [--documents N]`."""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.loop import Wrong, run
from tests.faults.models import two_models


def main() -> int:
    asked = argparse.ArgumentParser(description="Kill ingests and Chroma at random moments.")
    asked.add_argument("--kills", type=int, default=100)
    asked.add_argument("--documents", type=int, default=400)
    asked.add_argument("--seed", type=int, default=random.randrange(10**6))
    chosen = asked.parse_args()
    print(f"seed {chosen.seed}", flush=True)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kilde-faults-") as name:
        folder = Path(name)
        os.environ["KILDE_MODELS"] = str(folder / "models")
        models = two_models(folder)
        try:
            outcome = run(
                folder, models, chosen.kills, chosen.seed, chosen.documents,
                lambda line: print(line, file=sys.stderr, flush=True),
            )  # fmt: skip
        except Wrong as error:
            print(f"seed {chosen.seed}: {error}", flush=True)
            return 1
    print(
        json.dumps(
            {
                "faults": "kills",
                "seed": chosen.seed,
                "kills": outcome.kills,
                "steps": outcome.steps,
                "questions_meanwhile": outcome.asked,
                "errors_meanwhile": outcome.errors,
                "seconds": round(time.monotonic() - started),
            }
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
