"""Why Kilde is sure of an answer, or is not: what a person may be told beside the confidence.

`reasons_for` gives them, each read off what was found for this person and what is shown, so
that it holds whatever the confidence says; an answer that Kilde is sure of gets what speaks
for it, one that it doubts what speaks against. `in_words` says one in a language.
"""

from answering.reasons.choice import FAIRLY_SURE, NOTHING, SURE, reasons_for
from answering.reasons.evidence import Evidence
from answering.reasons.words import in_words

__all__ = ["FAIRLY_SURE", "NOTHING", "SURE", "Evidence", "in_words", "reasons_for"]
