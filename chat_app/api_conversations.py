"""The API's calls about what somebody asked before, and about answers that were linked to."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.exceptions import HTTPException

from answering import Kilde, answer_json
from answering.recalling import Recalled
from chat_app.callers import Named, Who, reader_of
from config import Settings
from records import ConversationHead

Key = Annotated[str, Path(max_length=100)]


def routes(kilde: Kilde) -> APIRouter:
    """`conversations` and `answers`; `person` as `on_behalf_of` elsewhere."""
    api = APIRouter()

    @api.get("/conversations")
    def listed(
        caller: Who,
        words: Annotated[str, Query(max_length=200)] = "",
        person: Named = None,
    ) -> dict[str, Any]:
        """The caller's conversations, those with the newest question first; with `words` those
        in which they stand."""
        who = caller.speaking_for(person)
        if not words.strip():
            heads = [_head(head) for head in kilde.earlier.listed(who.person)]
            return {"conversations": heads}
        found = kilde.earlier.find(words, who.person, reader_of(kilde, who, []))
        return {"conversations": [_head(one.head) | {"found": one.said} for one in found]}

    @api.get("/conversations/{conversation}")
    def opened(conversation: Key, caller: Who, person: Named = None) -> dict[str, Any]:
        """A conversation of the caller's, each answer as its sources stand today: null where
        one is gone or may no longer be read."""
        who = caller.speaking_for(person)
        turns = kilde.earlier.open(conversation, who.person, reader_of(kilde, who, []))
        if not turns:
            raise _none(conversation)
        told = [_turn(one, kilde.settings) for one in turns]
        return {"conversation": conversation, "turns": told}

    @api.delete("/conversations/{conversation}")
    def deleted(conversation: Key, caller: Who, person: Named = None) -> dict[str, int]:
        """Delete a conversation of the caller's for good, and the links to its answers."""
        who = caller.speaking_for(person)
        gone = kilde.earlier.forget(who.person, conversation)
        if not gone:
            raise _none(conversation)
        kilde.audit.record(
            who.actor, "conversation.erased", channel="api", conversations=gone, **who.on_behalf
        )
        return {"deleted": gone}

    @api.delete("/conversations")
    def all_deleted(caller: Who, person: Named = None) -> dict[str, int]:
        """Delete all conversations of the caller's for good."""
        who = caller.speaking_for(person)
        gone = kilde.earlier.forget(who.person)
        kilde.audit.record(
            who.actor, "conversation.erased", channel="api", conversations=gone, **who.on_behalf
        )
        return {"deleted": gone}

    @api.get("/answers/{link}")
    def followed(link: Key, caller: Who, person: Named = None) -> dict[str, Any]:
        """The answer that a link leads to, where the caller may read all its sources now."""
        who = caller.speaking_for(person)
        found = kilde.earlier.follow(link, reader_of(kilde, who, []))
        if found is None:
            raise HTTPException(
                404,
                "answer: you may not read it, or it is no longer there; ask the question with "
                "POST ask",
            )
        kilde.audit.record(
            who.actor, "answer.opened", channel="api", answer=found.turn.id, **who.on_behalf
        )
        told = _turn(found, kilde.settings)
        # They were estimated from what the asker may read.
        del told["answer"]["confidence"], told["answer"]["reasons"]
        for citation in told["answer"]["citations"]:
            del citation["score"]
        return told

    return api


def _head(head: ConversationHead) -> dict[str, Any]:
    return {"conversation": head.id, "title": head.title, "asked": head.asked.isoformat()}


def _turn(one: Recalled, settings: Settings) -> dict[str, Any]:
    """A question, its answer as `POST ask` gave it, and what is different now."""
    return {
        "question": one.turn.question,
        "asked": one.turn.asked.isoformat(),
        "answer": answer_json(one.answer, settings) if one.answer else None,
        "changed": one.changed,
        "holds": one.holds,
    }


def _none(conversation: str) -> HTTPException:
    return HTTPException(404, f"conversation: there is no conversation {conversation!r} of yours")
