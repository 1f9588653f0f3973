"""Which messages cannot wait, and which concern a person.

`urgency` says whether a message goes first and why: an injury, a data breach, somebody locked
out, harassment, a deadline in an hour. `personal` says whether it concerns somebody's health,
conduct or pay, so that it is never offered as knowledge; `judge` says both. Phrases
(`config/urgency`) and the embedding model decide together; without a model phrases alone.
"""

from answering.urgency.decision import Judged, Urgency, judge, personal, urgency
from answering.urgency.phrases import REASONS

__all__ = ["REASONS", "Judged", "Urgency", "judge", "personal", "urgency"]
