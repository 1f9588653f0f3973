"""Counts as letters and Roman numbers."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def written(count: int, form: str) -> str:
    """The count in one of Word's number formats; "" for none, figures for those unknown."""
    if form in ("lowerLetter", "upperLetter") and 0 < count < 1000:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters if form == "lowerLetter" else letters.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        made, left = "", count
        for worth, letters in _ROMAN:
            made += letters * (left // worth)
            left %= worth
        return made if form == "lowerRoman" else made.upper()
    if form == "decimalZero":
        return f"{count:02d}"
    return "" if form == "none" else str(count)
