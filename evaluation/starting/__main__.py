"""Makes the questions of an installation and holds them against what people judged."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from answering import Kilde
from answering.starting.making import candidates, made
from config import load


def main(file: Path) -> None:
    judged = {}
    for line in file.read_text(encoding="utf-8").splitlines() if file.is_file() else ():
        entry = json.loads(line)
        judged[entry["question"]] = entry
    kilde = Kilde.open(load())
    counts: dict[str, list[int]] = {}
    for partition in kilde.catalogue.partitions():
        reader = kilde.reader_of(partition)
        sections = kilde.starting.table.sections(partition.id)
        possible = candidates(sections)
        found = made(sections, {}, kilde.starting.embed, reader.ask)
        print(
            json.dumps(
                {
                    "space": partition.space,
                    "headings": len(sections),
                    "questions": len(possible),
                    "made": len(found),
                }
            ),
            flush=True,
        )
        for one in found:
            if one.question not in judged:
                answer = reader.ask(one.question)
                print(
                    json.dumps(
                        {
                            "question": one.question,
                            "language": one.language,
                            "day": one.day,
                            "heading": one.heading,
                            "answer": answer.answer,
                        },
                        ensure_ascii=False,
                    )
                )
                continue
            entry = judged[one.question]
            for group in (one.language, "all"):
                total = counts.setdefault(group, [0, 0, 0, 0])
                total[0] += 1
                total[1] += entry["natural"]
                total[2] += entry["answered"]
                total[3] += entry["natural"] and entry["answered"]
    for group, (total_judged, natural, answered, both) in counts.items():
        print(
            json.dumps(
                {
                    "language": group,
                    "judged": total_judged,
                    "natural": natural,
                    "answered": answered,
                    "both": round(both / total_judged, 3),
                }
            )
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
