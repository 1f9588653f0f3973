"""Two current documents that say nearly the same, but for a number, a date or a "not".

`disagreements` finds, for the sentences that are quoted, those of other documents that say
the same of the same thing with another value, and names the values. What is said of another
thing, case, place or year is no disagreement, nor is the same value written otherwise.
"""

from answering.differences.finding import Disagreement, Told, disagreements
from answering.differences.values import Kind

__all__ = ["Disagreement", "Kind", "Told", "disagreements"]
