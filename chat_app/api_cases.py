"""The API's calls about cases and what people thought of answers."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from answering import Kilde, case_json
from answering.cases import CaseError, CaseView, Choice, Proposal
from chat_app.callers import Caller, Named, OnBehalfOf, Who, reader_of, spaces_of
from chat_app.rights import may_answer, may_withdraw, spaces_worked_in
from chat_app.runs import read_published

# How each thing that cannot be done is answered.
STATUS = {
    "unknown": 404, "closed": 409, "off": 409, "forbidden": 403, "personal": 409,
    "unpublished": 409,
}  # fmt: skip


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")

    on_behalf_of: OnBehalfOf | None = None


class FeedbackBody(_Body):
    """Whether an answer, named by its id, helped."""

    answer: str = Field(max_length=100)
    helpful: bool
    reason: str = Field(default="", max_length=2000)
    kind: Literal["", "wrong", "outdated", "incomplete", "another", "unclear"] = ""


class CaseBody(_Body):
    """A question for people: an `answer` by its id that did not do, or a `question`.

    `space` is whose experts are asked, and "" those who run the installation; left out: where
    the question belongs. `text` is sent in place of the question. `name` and `address` are the
    asker's, who is told by mail.
    """

    answer: str | None = Field(default=None, max_length=100)
    question: str | None = None
    conversation: str | None = Field(default=None, max_length=100)
    space: str | None = None
    text: str | None = None
    anonymous: bool = False
    share_conversation: bool = True
    name: str = Field(default="", max_length=200)
    address: str = Field(default="", max_length=320, pattern=r"^([^@\s]+@[^@\s]+)?$")


class ReplyBody(_Body):
    """What an expert answers, or an asker adds; with `publish` an expert's answer becomes a
    verified one."""

    text: str
    publish: bool = False
    name: str = Field(default="", max_length=200)


class CloseBody(_Body):
    """Closing a case; `text` tells those who asked why."""

    text: str = ""


def answer_case_errors(request: Request, error: Exception) -> JSONResponse:
    """A CaseError as the API answers it."""
    assert isinstance(error, CaseError)
    return JSONResponse({"error": str(error)}, status_code=STATUS.get(error.kind, 422))


def routes(kilde: Kilde) -> APIRouter:
    """The calls, to be included in the API."""
    api = APIRouter()

    @api.post("/feedback")
    def feedback(body: FeedbackBody, caller: Who) -> dict[str, Any]:
        """Keep whether an answer of the caller's helped; a second time replaces the first."""
        who = caller.speaking_for(body.on_behalf_of)
        kept = kilde.conversations.rate(
            body.answer, who.person, body.helpful, body.reason, body.kind
        )
        if not kept:
            raise _no_answer(body.answer)
        return {"answer": body.answer, "helpful": body.helpful}

    @api.get("/cases")
    def cases(
        caller: Who,
        state: Annotated[list[Literal["open", "answered", "closed"]] | None, Query()] = None,
        space: str | None = None,
        person: Named = None,
    ) -> dict[str, Any]:
        """The cases that the caller asked or may answer, the urgent ones first; `person` as
        `on_behalf_of` elsewhere."""
        who = caller.speaking_for(person)
        states = tuple(state or ())
        worked_in = spaces_worked_in(kilde.settings, who.visitor)
        here = None if space is None else frozenset({space or None})
        if here is not None:
            worked_in = here if worked_in is None else here & worked_in
        as_expert = kilde.cases.list(worked_in, states)
        as_asker = kilde.cases.list(here, states, who.person.id)
        theirs = {case.id for case in as_expert}
        found = [
            case_json(kilde.settings, kilde.cases.view(case.id), entries=False)
            for case in as_expert
        ]
        found += [
            case_json(kilde.settings, kilde.cases.seen_by(case.id, who.person.id), entries=False)
            for case in as_asker
            if case.id not in theirs
        ]
        return {"cases": found}

    @api.get("/cases/{number}")
    def case(number: int, caller: Who, person: Named = None) -> dict[str, Any]:
        """A case with its history, as far as the caller may see it."""
        who = caller.speaking_for(person)
        seen = _seen(kilde, who, number)[0]
        kilde.audit.record(who.actor, "case.read", channel="api", case=number, **who.on_behalf)
        return case_json(kilde.settings, seen)

    @api.post("/cases", status_code=201)
    def open_case(body: CaseBody, caller: Who) -> dict[str, Any]:
        """Hand a question to people; one that is asked already is joined."""
        who = caller.speaking_for(body.on_behalf_of)
        reader = reader_of(kilde, who, [])
        number = body.answer
        if (body.answer is None) == (body.question is None):
            raise HTTPException(422, "answer, question: name one of them")
        # Before it is asked, so that a call that is refused leaves nothing behind.
        _check_space(kilde, who, body.space)
        if body.question is not None:
            conversation = body.conversation or uuid.uuid4().hex
            number = kilde.conversations.ask(
                reader, body.question, who.person, conversation, "api", escalate=None
            ).id
        turn = kilde.conversations.turn(number or "", who.person)
        if turn is None:
            raise _no_answer(body.answer or "")
        if turn.case_id is not None:
            return case_json(kilde.settings, _seen(kilde, who, turn.case_id)[0])
        proposal = kilde.cases.propose(reader, turn.full_question, turn.language, turn)
        if proposal is None:
            raise CaseError(
                "off",
                "nobody takes this as a case: it is no question, or the space that it belongs to "
                'has escalate = "off"',
            )
        me = who.person
        person = replace(me, name=body.name or me.name, address=body.address or me.address)
        opened = kilde.cases.open(
            proposal,
            person,
            reader,
            text=body.text,
            choice=_choice(proposal, body.space),
            anonymous=body.anonymous,
            share=body.share_conversation,
        )
        return case_json(kilde.settings, _seen(kilde, who, opened.id)[0])

    @api.post("/cases/{number}/replies", status_code=201)
    def reply(number: int, body: ReplyBody, caller: Who) -> dict[str, Any]:
        """An expert's answer, of which everybody who asked is told; from an asker, an addition."""
        who = caller.speaking_for(body.on_behalf_of)
        _, expert = _seen(kilde, who, number)
        person = replace(who.person, name=body.name or who.person.name)
        if expert:
            entry = kilde.cases.reply(number, person, body.text, body.publish)
            if body.publish:
                read_published(kilde, kilde.cases.get(number).space)
        elif body.publish:
            raise HTTPException(403, "publish: only experts of the case may; leave it out")
        else:
            entry = kilde.cases.add(number, person, body.text)
        # What is about a person goes on in a case of its own.
        return case_json(kilde.settings, _seen(kilde, who, entry.case_id)[0])

    @api.post("/cases/{number}/close")
    def close(number: int, caller: Who, body: CloseBody | None = None) -> dict[str, Any]:
        """Close a case: its experts, or the asker where nobody else asked."""
        who = caller.speaking_for(body.on_behalf_of if body else None)
        _, expert = _seen(kilde, who, number)
        if not expert and not may_withdraw(kilde.cases.view(number).askers):
            raise HTTPException(403, f"case {number}: others asked it too; its experts close it")
        kilde.cases.close(number, who.person, body.text if body else "")
        return case_json(kilde.settings, _seen(kilde, who, number)[0])

    return api


def _seen(kilde: Kilde, who: Caller, number: int) -> tuple[CaseView, bool]:
    """A case as the caller may see it, and whether as one of its experts; 404 otherwise."""
    case = kilde.cases.get(number)
    if may_answer(kilde.settings, who.visitor, case):
        return kilde.cases.view(number), True
    return kilde.cases.seen_by(number, who.person.id), False


def _choice(proposal: Proposal, space: str | None) -> Choice | None:
    """Whom the caller names of those who may be asked; None where they name nobody."""
    if space is None:
        return None
    for choice in proposal.choices:
        if choice.space == (space or None):
            return choice
    raise CaseError("off", f'space: {space!r} takes no cases (escalate = "off"); name another')


def _check_space(kilde: Kilde, who: Caller, space: str | None) -> None:
    known = spaces_of(kilde, who)
    if space and space not in known:
        raise HTTPException(
            404,
            f"space: there is no space {space!r} that you may read; name one of "
            f"{', '.join(sorted(known)) or 'none'}, or leave space out",
        )


def _no_answer(number: str) -> HTTPException:
    return HTTPException(404, f"answer: there is no answer {number!r} of yours")
