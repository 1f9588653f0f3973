"""Cases: questions that Kilde hands to people, from the offer to the answer.

`Cases` (at `Kilde.cases`) proposes, opens, answers, passes on, closes and recalls them; what it
changes and the letters and webhooks that tell of it are one transaction. `Proposal` is what the
asker sees before anything is sent, `CaseView` what one person may see of a case, `CaseError` why
something cannot be done. `is_question` keeps small talk and nonsense out; `tokens` signs reply
addresses. Who may do what to a case is for the caller to decide.
"""

from answering.cases.cases import Cases
from answering.cases.models import CaseError, CaseView, Choice, Proposal
from answering.cases.opening import LONGEST_TEXT
from answering.cases.worth import is_question

__all__ = ["LONGEST_TEXT", "CaseError", "CaseView", "Cases", "Choice", "Proposal", "is_question"]
