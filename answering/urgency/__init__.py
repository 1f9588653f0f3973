"""Which messages cannot wait, and which concern a person.

`urgency` says whether a message goes first and why: an injury, a data breach, somebody locked
out, harassment, a deadline in an hour. `personal` says whether it concerns somebody's health,
conduct or pay, so that it is never offered as knowledge. Both are decided by phrases
(`config/urgency`) and by the embedding model together; without a model by phrases alone.
"""

from answering.urgency.decision import Urgency, personal, urgency
from answering.urgency.phrases import REASONS

__all__ = ["REASONS", "Urgency", "personal", "urgency"]
