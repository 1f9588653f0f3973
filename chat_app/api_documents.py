"""Documents through the API: read by those who may, put in by owners, erased for good."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from answering import Kilde
from chat_app.callers import Caller, Who, reader_of, spaces_of, spend
from chat_app.documents import document_json, erase, waiting_json
from chat_app.rights import is_administrator, spaces_owned
from config import UPLOADS, Space
from ingest import Guard
from ingest.uploads import LARGEST_BYTES, Uploaded, UploadError, Uploads, safe_name

_ADDRESS = "/documents/{space}/{document:path}"
# What a refused upload is answered with.
_STATUS = {"suffix": 415, "large": 413, "content": 415, "empty": 415, "erased": 409}


def answer_upload_errors(request: Request, error: Exception) -> JSONResponse:
    """What was not taken in: with the status, why in words, and as `reason` which kind."""
    assert isinstance(error, UploadError)
    told = {"error": f"document: {error}", "reason": error.kind}
    return JSONResponse(told, status_code=_STATUS.get(error.kind, 422))


def routes(kilde: Kilde, guard: Guard) -> APIRouter:
    """The calls; `guard` looks into what is put in."""
    router = APIRouter()

    @router.get(_ADDRESS)
    def document(space: str, document: str, who: Who) -> dict[str, Any]:
        """A document with its passages, where the caller may read it."""
        found = document_json(reader_of(kilde, who, [space]), space, document)
        found = found or waiting_json(kilde, space, document)
        if found is None:
            raise _no_document(document)
        kilde.audit.record(
            who.actor, "document.opened", channel="api", space=space, document=document
        )
        return found

    @router.put(_ADDRESS)
    async def put(
        space: str, document: str, who: Who, request: Request, response: Response
    ) -> dict[str, Any]:
        """Put a file in as `uploads/…`, its content as the body; the next run reads it.

        201 where it is new; `outcome` is added, replaced, or same: then `document` has the
        same content already and nothing was changed.
        """
        open_to_uploads(kilde, who, space)
        spend(request, "uploads", who)
        name = document.removeprefix(f"{UPLOADS}/")
        if name == document:
            raise HTTPException(422, f"document: only {UPLOADS}/… can be put in, not {document!r}")
        try:
            uploaded = await _taken_in(request, kilde, guard, space, safe_name(name), who.name)
        except ClientDisconnect:
            raise HTTPException(400, "body: ended before it was whole; send it again") from None
        response.status_code = 201 if uploaded.outcome == "added" else 200
        return {"space": space, "document": uploaded.document, "outcome": uploaded.outcome}

    @router.delete(_ADDRESS)
    def delete(space: str, document: str, who: Who, response: Response) -> dict[str, Any]:
        """Erase a document for good, as `kilde erase`; 202 while its bytes are still going.

        Administrators erase any, owners what was uploaded into their space.
        """
        uploaded = document.startswith(f"{UPLOADS}/") and _owned(kilde, who, space)
        if not (is_administrator(kilde.settings, who.groups) or uploaded):
            raise HTTPException(
                403,
                "Authorization: only administrators may erase documents, and owners of the space "
                f"what was uploaded into it ({UPLOADS}/…)",
            )
        if space not in {one.name for one in kilde.settings.space}:
            raise _no_document(document)
        outcome = erase(kilde, space, document, who.name)
        if outcome is None:
            raise _no_document(document)
        response.status_code = 200 if outcome["finished"] else 202
        return outcome

    return router


def open_to_uploads(kilde: Kilde, who: Caller, space: str) -> Space:
    """The space, where the caller may put documents into it; HTTPException says why not."""
    if space not in spaces_of(kilde, who):
        raise HTTPException(404, f"space: there is no space {space!r} that you may read")
    if not _owned(kilde, who, space):
        raise HTTPException(403, f"Authorization: only owners of {space!r} may put documents in")
    found = kilde.settings.named(space)
    if not found.uploads:
        raise HTTPException(
            403, f"space: {space!r} takes no uploads; set `uploads = true` for it in kilde.toml"
        )
    return found


async def _taken_in(
    request: Request, kilde: Kilde, guard: Guard, space: str, name: str, actor: str
) -> Uploaded:
    """The body as an upload, read to its end and no further than is allowed."""
    uploads = Uploads(kilde.settings.data_folder)
    if int(request.headers.get("content-length") or 0) > LARGEST_BYTES:
        raise _too_large()
    with uploads.incoming() as file:
        size = 0
        async for chunk in request.stream():
            size += len(chunk)
            if size > LARGEST_BYTES:
                raise _too_large()
            file.write(chunk)
        uploaded = await run_in_threadpool(
            uploads.keep, file, space, name, guard, kilde.forgetting, actor
        )
    if uploaded.outcome != "same":
        await run_in_threadpool(
            kilde.audit.note, actor, "upload", space=space, outcome=uploaded.outcome, bytes=size
        )
    return uploaded


def _too_large() -> UploadError:
    megabytes = LARGEST_BYTES >> 20
    return UploadError("large", f"is larger than {megabytes} MB; split it, or save it smaller")


def _owned(kilde: Kilde, who: Caller, space: str) -> bool:
    """Whether the caller owns the space, and may read what was uploaded into it."""
    return space in spaces_owned(kilde.settings, who.visitor) and space in spaces_of(kilde, who)


def _no_document(name: str) -> HTTPException:
    return HTTPException(404, f"document: there is no document {name!r} that you may read")
