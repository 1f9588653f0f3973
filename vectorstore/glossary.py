"""The company's abbreviations, understood both ways: short form and long form."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path


class GlossaryError(Exception):
    """The glossary cannot be used; the message names the file, the line and the reason."""


@dataclass(frozen=True)
class Glossary:
    """Pairs of (short form, long form)."""

    pairs: tuple[tuple[str, str], ...] = ()

    def expand(self, question: str) -> str:
        """The question with the other form of every abbreviation in it added at its end.

        >>> Glossary((("AU", "Arbeitsunfähigkeit"),)).expand("Wann brauche ich eine AU?")
        'Wann brauche ich eine AU? (Arbeitsunfähigkeit)'
        """
        added = dict.fromkeys(other for _, other in self._forms_in(question))
        return f"{question} ({', '.join(added)})" if added else question

    def wordings(self, question: str) -> tuple[str, ...]:
        """The question, and where abbreviations are in it, the question in the other forms.

        >>> Glossary((("AU", "Arbeitsunfähigkeit"),)).wordings("Wann brauche ich eine AU?")
        ('Wann brauche ich eine AU?', 'Wann brauche ich eine Arbeitsunfähigkeit?')
        """
        other_wording = question
        for form, other in self._forms_in(question):
            other_wording = other.join(form.split(other_wording))
        return tuple(dict.fromkeys((question, other_wording)))

    def _forms_in(self, question: str) -> list[tuple[re.Pattern[str], str]]:
        """The forms that occur in the question, each with its other form."""
        found = []
        for short, long in self.pairs:
            # A short form counts in the case it is written in: "it" is not "IT".
            for form, other, flags in ((short, long, re.NOFLAG), (long, short, re.IGNORECASE)):
                pattern = re.compile(rf"(?<!\w){re.escape(form)}(?!\w)", flags)
                if pattern.search(question):
                    found.append((pattern, other))
                    break
        return found


def load_glossary(file: Path) -> Glossary:
    """The glossary of a CSV file with the columns short and long; empty where there is none."""
    if not file.is_file():
        return Glossary()
    try:
        with open(file, encoding="utf-8-sig", newline="") as lines:
            sample = lines.readline()
            lines.seek(0)
            rows = list(csv.reader(lines, delimiter=";" if ";" in sample else ","))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise GlossaryError(
            f"{file} cannot be read ({error}); save it as CSV in UTF-8 with the columns "
            "short and long"
        ) from error
    pairs = []
    for number, row in enumerate(rows, start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or [cell.casefold() for cell in cells[:2]] == ["short", "long"]:
            continue
        if len(cells) < 2 or not cells[0] or not cells[1]:
            raise GlossaryError(
                f"{file}: line {number} has no {'short' if not cells[0] else 'long'} form; "
                "expected two columns, short and long"
            )
        pairs.append((cells[0], cells[1]))
    return Glossary(tuple(pairs))
