"""The REST API of DESIGN.md, mounted at /api/v1: questions, cases, documents and runs."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from answering import Kilde, answer_json, hit_json
from answering.cases import CaseError
from chat_app import api_cases, api_conversations, api_documents, api_figures, api_privacy
from chat_app.bounds import Bounded, answer_errors
from chat_app.callers import Caller, OnBehalfOf, Operator, Who, reader_of, spaces_of, spend
from chat_app.metrics import METRICS
from chat_app.runs import Busy, begin_run
from chat_app.throttle import Throttle
from ingest import Guard
from ingest.serialise import run_json
from ingest.uploads import UploadError
from records import Kind, Narrowing

if TYPE_CHECKING:
    from chat_app.signin import SignIn

LONGEST_LIST = 100


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")

    question: str
    on_behalf_of: OnBehalfOf | None = None
    spaces: list[str] = Field(default=[], max_length=LONGEST_LIST)


class Named(BaseModel):
    """A document."""

    model_config = ConfigDict(extra="forbid")

    space: str = Field(max_length=100)
    document: str = Field(max_length=1000)


class AskBody(Body):
    """A question; `conversation` continues an earlier one, `escalate` opens a case where there
    is no answer, `without` are documents that are not to be answered from."""

    without: list[Named] = Field(default=[], max_length=LONGEST_LIST)
    conversation: str | None = Field(default=None, max_length=100)
    escalate: bool = False


class IngestBody(BaseModel):
    """`confirmed_run` is the waiting run whose list of removals somebody has agreed to."""

    model_config = ConfigDict(extra="forbid")

    confirmed_run: int | None = None


class SearchBody(Body):
    """A question; `limit` is how many passages are wanted, the others among which documents."""

    limit: int = Field(default=10, ge=1, le=LONGEST_LIST)
    sources: list[str] = Field(default=[], max_length=LONGEST_LIST)
    since: date | None = Field(default=None, alias="from")
    until: date | None = Field(default=None, alias="to")
    kinds: list[Kind] = Field(default=[], max_length=LONGEST_LIST)
    languages: list[str] = Field(default=[], max_length=LONGEST_LIST)

    @property
    def narrowing(self) -> Narrowing:
        return Narrowing(
            tuple(self.sources), self.since, self.until, tuple(self.kinds), tuple(self.languages)
        )


def build(
    kilde: Kilde,
    sign_in: SignIn | None = None,
    guard: Guard | None = None,
    throttle: Throttle | None = None,
) -> FastAPI:
    """The API's own application; with `sign_in` a browser's session is a key too, and `guard`
    looks into files that are put in."""
    api = FastAPI(
        title=kilde.settings.title,
        # Swagger's pages load their script from elsewhere.
        docs_url=None,
        redoc_url=None,
        # FastAPI would send traces to wherever an environment variable points.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    api.state.kilde = kilde
    api.state.sign_in = sign_in
    api.state.throttle = throttle or Throttle(kilde.settings.limits)
    api.add_middleware(Bounded)
    answer_errors(api)
    api.add_exception_handler(CaseError, api_cases.answer_case_errors)
    api.add_exception_handler(UploadError, api_documents.answer_upload_errors)
    api.include_router(api_cases.routes(kilde))
    api.include_router(api_privacy.routes(kilde))
    api.include_router(api_documents.routes(kilde, guard or Guard()))
    api.include_router(api_figures.routes(kilde))
    api.include_router(api_conversations.routes(kilde))

    @api.get("/health")
    def health(_: Who) -> dict[str, str]:
        """The process is alive."""
        return {"status": "ok"}

    @api.get("/ready")
    def ready(_: Who, response: Response) -> dict[str, bool]:
        """Which of the stores and models can be used; 503 unless all can."""
        parts = kilde.ready()
        response.status_code = 200 if all(parts.values()) else 503
        return parts

    @api.get("/metrics", response_class=PlainTextResponse)
    def metrics(_: Who) -> str:
        """Counts in Prometheus' text format."""
        return METRICS.text()

    @api.post("/ask")
    def ask(body: AskBody, caller: Who, request: Request) -> dict[str, Any]:
        """An answer with its citations, as `kilde ask --json`."""
        who = caller.speaking_for(body.on_behalf_of)
        spend(request, "asks", caller, who)
        conversation = body.conversation or uuid.uuid4().hex
        answer = kilde.conversations.ask(
            reader_of(kilde, who, body.spaces),
            body.question,
            who.person,
            conversation,
            "api",
            escalate=body.escalate,
            without=[(one.space, one.document) for one in body.without],
        )
        METRICS.answer(answer, "api")
        return answer_json(answer, kilde.settings) | {"conversation": conversation}

    @api.post("/search")
    def search(body: SearchBody, caller: Who, request: Request) -> dict[str, Any]:
        """Passages, as `kilde search --json`."""
        who = caller.speaking_for(body.on_behalf_of)
        spend(request, "searches", caller, who)
        reader = reader_of(kilde, who, body.spaces)
        missing = reader.without_source(body.narrowing)
        if missing is not None:
            raise HTTPException(
                404,
                f"sources: there is no source {missing!r} with documents that you may read; name "
                "one as kilde.toml does, or leave sources out",
            )
        hits = reader.search(body.question, body.limit, narrowing=body.narrowing)
        kilde.audit.record(who.actor, "search", channel="api", **who.on_behalf)
        replaced = {named: newer.title for named, newer in reader.superseded(hits).items()}
        found = [
            hit_json(hit, replaced.get((hit.passage.space, hit.passage.document))) for hit in hits
        ]
        return {"id": uuid.uuid4().hex, "passages": found}

    @api.post("/ingest/{space}", status_code=202)
    def ingest(space: str, who: Operator, body: IngestBody | None = None) -> dict[str, Any]:
        """Start a run of a space; 409 says who is running one already."""
        _readable(kilde, who, space)
        confirmed = body.confirmed_run if body else None
        try:
            number = begin_run(kilde, space, "api", confirmed)
        except Busy as busy:
            raise HTTPException(409, str(busy)) from None
        kilde.audit.record(who.actor, "ingest", space=space, run=number, confirmed=confirmed)
        return _run_of(kilde, who, number)

    @api.get("/ingest/{run}")
    def run(run: int, who: Operator) -> dict[str, Any]:
        """A run: its state, how far it is, its figures, what failed and why."""
        return _run_of(kilde, who, run)

    return api


def _readable(kilde: Kilde, who: Caller, space: str) -> None:
    if space not in spaces_of(kilde, who):
        raise HTTPException(404, f"space: there is no space {space!r} that you may read")


def _run_of(kilde: Kilde, who: Caller, number: int) -> dict[str, Any]:
    """A run with the documents of those sources that the caller may read."""
    found = kilde.catalogue.runs.get(number) if 0 < number < 2**63 else None
    if found is None or found.space not in spaces_of(kilde, who):
        raise HTTPException(404, f"run: there is no run {number}, or not any more")
    sources = {
        source.name
        for source in kilde.settings.named(found.space).source
        if who.groups is None or not source.readers or {*who.groups} & {*source.readers}
    }
    documents = kilde.catalogue.runs.documents(number)
    shown = [d for d in documents if who.groups is None or d.name.split("/", 1)[0] in sources]
    return run_json(found, shown)
