"""Start here: the questions of people who are new, made of headings, and what they have done.

`forms` makes a question of a heading, `days` says when somebody new needs it, `newcomers` what
earlier newcomers asked about; `making` makes a partition's questions of all three and keeps
those that Kilde answers from that very section. `Starting` keeps them up to date in the
background, finds out which are answered for whom, and says what to show.
"""

from answering.starting.newcomers import AT_LEAST
from answering.starting.starting import STEPS, Shown, Starting

__all__ = ["AT_LEAST", "STEPS", "Shown", "Starting"]
