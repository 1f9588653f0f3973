"""The managers' figures through the API: as JSON, as a table, and as a page to print."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse, PlainTextResponse
from starlette.exceptions import HTTPException

from answering import Kilde
from chat_app.callers import Caller, Taker, Who
from chat_app.managed import Managed, managed
from chat_app.show.managers import managers
from chat_app.show.report import report


def routes(kilde: Kilde) -> APIRouter:
    """`GET figures`, for administrators and for owners of spaces."""
    router = APIRouter()

    @router.get("/figures")
    def figures(who: Who) -> dict[str, Any]:
        """What `kilde figures --json` gives, of the spaces that the caller answers for."""
        found = _managed(kilde, who)
        kilde.audit.record(who.actor, "figures.exported")
        return found.as_json()

    @router.get("/figures.csv")
    def table(who: Taker) -> Response:
        """Every line that was counted, for a spreadsheet."""
        found = _managed(kilde, who)
        kilde.audit.record(who.actor, "figures.exported")
        headers = {"Content-Disposition": 'attachment; filename="figures.csv"'}
        return PlainTextResponse(found.as_csv(), media_type="text/csv", headers=headers)

    @router.get("/figures.html", response_class=HTMLResponse)
    def printed(who: Taker, language: Literal["nb", "de", "en"] = "en") -> str:
        """A page to print or to keep as a file."""
        found = _managed(kilde, who)
        kilde.audit.record(who.actor, "figures.exported")
        settings = kilde.settings
        titles = {space.name: space.title or space.name for space in settings.space}
        return report(managers(found, titles, settings.texts(language)), settings.title, language)

    return router


def _managed(kilde: Kilde, who: Caller) -> Managed:
    found = managed(kilde, who.visitor)
    if found is None:
        raise HTTPException(
            403, "figures: they are for administrators and for owners of spaces; ask one of them"
        )
    return found
