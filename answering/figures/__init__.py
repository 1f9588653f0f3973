"""What Kilde is worth, for those who answer for it: questions, how many were settled without a
person, what that saved and what wrong answers cost, and what is asked and not answered.

`figures` puts together what `records.figures` counted, none of it of fewer than five people,
for the spaces that somebody answers for; `unanswered` gives the themes, `as_csv` a table.
"""

from answering.figures.overview import Overview, Scope, Sums, Weeks, figures, overview
from answering.figures.table import as_csv
from answering.figures.themes import Theme, unanswered
from answering.figures.worth import FEWEST_JUDGED, Worth, worth

__all__ = [
    "FEWEST_JUDGED",
    "Overview",
    "Scope",
    "Sums",
    "Theme",
    "Weeks",
    "Worth",
    "as_csv",
    "figures",
    "overview",
    "unanswered",
    "worth",
]
