"""Spreadsheets, whichever program wrote them: cells to what a person sees, sheets to tables.

`formats` writes numbers and dates as the sheet shows them, `regions` finds the tables on a
sheet, their titles and their headers. Readers of files fill a `Sheet` and call `elements_of`.
"""

from ingest.parsers.sheets.formats import Locale, is_date, locale_of, shown
from ingest.parsers.sheets.regions import elements_of
from ingest.parsers.sheets.sheet import MOST_CELLS, TOO_MANY, Area, Sheet

__all__ = [
    "MOST_CELLS",
    "TOO_MANY",
    "Area",
    "Locale",
    "Sheet",
    "elements_of",
    "is_date",
    "locale_of",
    "shown",
]
