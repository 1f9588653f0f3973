"""`python -m evaluation.urgency [fit] [--misses PART]`: the figures, one JSON object a line."""

from __future__ import annotations

import json
import time
from pathlib import Path

import click

from answering.urgency import personal, urgency
from config import Settings
from evaluation.urgency.fit import fit
from vectorstore import Embedder
from vectorstore.embedding import load

_FOLDER = Path(__file__).parent
Judged = dict[str, object]


@click.group(invoke_without_command=True)
@click.option("--misses", "shown", help="show what was told wrongly of this part of the messages")
@click.pass_context
def main(context: click.Context, shown: str | None) -> None:
    """Recall and precision on the judged messages."""
    if context.invoked_subcommand is None:
        embedder = _embedder()
        embedder.queries(["warm up"])
        for name in ("messages", "second", "third"):
            _measure(name, "reason", embedder, shown)
        _measure("personal", "personal", embedder, shown)


@main.command("fit")
def fit_() -> None:
    """Make the weights anew from the examples."""
    fit(_embedder())


def _measure(name: str, wanted: str, embedder: Embedder, shown: str | None) -> None:
    file = _FOLDER / f"{name}.jsonl"
    if not file.exists():
        return
    rows: list[Judged] = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    for row in rows:
        started = time.perf_counter()
        found = _told(str(row["text"]), wanted, embedder)
        row["ms"] = (time.perf_counter() - started) * 1000
        row["by phrases"] = bool(_told(str(row["text"]), wanted, None))
        row["told"], row["is"] = bool(found), bool(row[wanted])
        row["found"] = found
        if row["told"] != row["is"] and shown and shown == row.get("part", name):
            click.echo(
                json.dumps(
                    {"missed" if row["is"] else "alarm": row["text"], "found": str(found)},
                    ensure_ascii=False,
                )
            )
    parts = sorted({str(row["part"]) for row in rows if "part" in row})
    groups = [(part, [r for r in rows if r["part"] == part]) for part in parts]
    groups += [(lang, [r for r in rows if r["language"] == lang]) for lang in ("nb", "de", "en")]
    for group, those in [*groups, ("all", rows)]:
        click.echo(json.dumps({"set": name, "of": group, **_figures(those)}))


def _told(text: str, wanted: str, embedder: Embedder | None) -> object:
    return urgency(text, embedder) if wanted == "reason" else personal(text, embedder)


def _figures(rows: list[Judged]) -> dict[str, object]:
    right = [row for row in rows if row["told"] and row["is"]]
    named = [row for row in right if getattr(row["found"], "reason", None) == row.get("reason")]
    by_phrases = sum(bool(row["by phrases"] and row["is"]) for row in rows)
    return {
        "messages": len(rows),
        "recall": _share(len(right), sum(bool(row["is"]) for row in rows)),
        "precision": _share(len(right), sum(bool(row["told"]) for row in rows)),
        "reason right": _share(len(named), len(right)),
        "recall by phrases": _share(by_phrases, sum(bool(row["is"]) for row in rows)),
        "precision by phrases": _share(by_phrases, sum(bool(row["by phrases"]) for row in rows)),
        "ms": round(sorted(float(str(row["ms"])) for row in rows)[len(rows) // 2], 1),
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def _embedder() -> Embedder:
    settings = Settings()
    return load(settings.embedding.model, settings.models_folder)


if __name__ == "__main__":
    main()
