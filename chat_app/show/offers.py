"""The offer to ask a person, as the `entry` component draws it."""

from __future__ import annotations

from typing import Any

from answering import Person
from answering.cases import Choice, Proposal
from config import Texts

# Characters of what is sent to a person, and of what is answered.
LONGEST = 5_000


def offer(
    proposal: Proposal,
    earlier: bool,
    asker: Person,
    vouched: bool,
    problem: str,
    texts: Texts,
    said: bool = False,
) -> dict[str, Any]:
    """Data for the form. `earlier`: there are earlier turns that could be shown; `vouched`:
    the asker's name is the sign-in's, not theirs to change; `said`: they had an answer and said
    that it does not help, which goes along. `problem` says why sending it went wrong."""
    known = {"name": asker.name, "address": asker.address}
    return {
        "space": proposal.choice.space or "",
        "spaces": [_choice(one, texts) for one in proposal.choices],
        "text": proposal.text,
        "earlier": earlier,
        "hints": _hints(proposal, said, texts),
        "asker": {key: value for key, value in known.items() if value},
        "vouched": vouched,
        "problem": problem,
        "longest": LONGEST,
        "texts": {
            key: texts(f"offer.{key}")
            for key in (
                "to", "will_be_sent", "earlier", "earlier_means", "nameless",
                "nameless_means", "name", "address", "address_why", "from", "change", "leave",
                "sending", "no_text", "no_name", "no_address",
            )
        },
    }  # fmt: skip


def _choice(one: Choice, texts: Texts) -> dict[str, Any]:
    # Those who belong to no space are named in the page's language, not the question's.
    who = one.title if one.space else texts("case.nowhere")
    return {
        "name": one.space or "",
        "title": who,
        "heading": texts("offer.heading", who=who),
        "to": one.addressee or texts("offer.to_inbox"),
        "send": texts("offer.send"),
        "nameless": one.may_be_anonymous,
    }


def _hints(proposal: Proposal, said: bool, texts: Texts) -> list[dict[str, str]]:
    hints = []
    if said:
        hints.append({"kind": "plain", "text": texts("offer.said")})
    if proposal.joins is not None:
        hints.append({"kind": "plain", "text": texts("offer.joins", number=proposal.joins)})
    if proposal.urgency:
        reason = texts(f"urgency.{proposal.urgency}")
        hints.append({"kind": "urgent", "text": texts("offer.urgent", reason=reason)})
    if proposal.personal:
        hints.append({"kind": "plain", "text": texts("offer.personal")})
    return hints
