"""What the page of operations shows of spaces and their runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from chat_app.rights import is_administrator
from chat_app.show.figures import Clock, shown_duration, shown_moment
from chat_app.show.operations import Post, SpaceView, operations
from config import Settings, texts
from config.settings import Auth
from ingest.schedule import Following
from records import Run, RunDocument, SpaceCounts, this_process

NOW = datetime(2026, 11, 25, 14, 0, tzinfo=UTC)
THREE = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
CLOCK = Clock(NOW, UTC)
FOLLOWER = Following(17, "2026-11-25T00:00:00+00:00")
WELL = Post(0, 0, None)
ENGLISH = texts("en")


def ended(**values: Any) -> Run:
    return Run(7, "hr", THREE, THREE + timedelta(seconds=80), **values)


def space(last: Run | None, documents: Sequence[RunDocument] = (), **values: Any) -> SpaceView:
    view = {
        "counts": SpaceCounts(1204, 8310),
        "next_run": THREE + timedelta(days=1),
        "scheduled": True,
        "watched": False,
        **values,
    }
    return SpaceView("hr", "Personal", last=last, documents=documents, **view)


def drawn(
    view: SpaceView,
    documents: Sequence[RunDocument] = (),
    follower: Following | None = FOLLOWER,
    post: Post = WELL,
) -> dict[str, Any]:
    history = [view.last] if view.last else []
    return operations([view], history, lambda _: documents, follower, post, CLOCK, ENGLISH)


def test_a_space_that_is_well() -> None:
    data = drawn(space(ended(added=3, trigger="schedule")))
    assert data["summary"] == {"kind": "done", "text": "Everything is up to date."}
    [hr] = data["spaces"]
    assert hr["figures"] == [
        "1,204 documents",
        "8,310 passages",
        "last run today\u00a003:00",
        "next tomorrow\u00a003:00",
    ]
    assert (hr["state"]["label"], hr["may_run"], hr["error"]) == ("Up to date", True, None)
    [run] = data["history"]
    assert (run["by"], run["did"], run["took"]) == (
        "schedule",
        "3 new",
        "1\u00a0min\u00a020\u00a0secs",
    )


def test_a_run_that_goes_on_shows_how_far_it_is() -> None:
    run = Run(
        8, "hr", THREE, None, process=this_process(), begun=THREE,
        seen=THREE + timedelta(seconds=10), files=2000, files_done=500, passages_done=400,
    )  # fmt: skip
    data = drawn(space(run))
    [hr] = data["spaces"]
    assert hr["progress"] == {
        "percent": 25,
        "text": "500 of 2,000 files · 400 passages · 40 a second",
    }
    assert not hr["may_run"]
    assert data["summary"] == {"kind": "running", "text": "“Personal” is being updated."}


def test_a_run_that_waits_lists_what_would_go() -> None:
    gone = [RunDocument("waiting", f"hr/{n}.md") for n in range(300)]
    data = drawn(space(ended(waiting=300, error="300 of 400 …"), gone), gone)
    [hr] = data["spaces"]
    assert hr["error_title"] == "300 documents wait for you to confirm their removal"
    assert (len(hr["waiting"]["names"]), hr["waiting"]["more"]) == (200, "… and 100 more")
    assert hr["waiting_run"] == 7
    assert data["summary"]["text"] == "1 space needs your attention."


def test_a_failed_run_says_why_and_what_to_do() -> None:
    [hr] = drawn(space(ended(error="/srv/hr does not exist; mount it")))["spaces"]
    assert hr["error_title"] == "The last update failed"
    assert hr["error"] == "/srv/hr does not exist; mount it"
    assert "Nothing was removed" in hr["advice"]
    assert hr["waiting"] is None


def test_an_interrupted_run() -> None:
    run = Run(9, "hr", THREE, None, process="elsewhere.example.com:1:1.0")
    [hr] = drawn(space(run))["spaces"]
    assert hr["state"] == {"kind": "interrupted", "label": "Interrupted"}


def test_documents_that_cannot_be_read_stand_with_their_reasons() -> None:
    counts = SpaceCounts(3, 9, (("hr/tom.md", "is empty; copy it again"),))
    data = drawn(space(ended(failed=1), counts=counts))
    assert data["spaces"][0]["unread_title"] == "1 document could not be read"
    assert data["spaces"][0]["unread"] == [
        {"name": "hr/tom.md", "reason": "is empty; copy it again"}
    ]


def test_what_a_run_did_to_which_documents() -> None:
    did = [
        RunDocument("failed", "hr/tom.md", "is empty"),
        RunDocument("renamed", "hr/ny.md", "hr/gammel.md"),
    ]
    [run] = drawn(space(ended(failed=1, renamed=1)), did)["history"]
    assert run["groups"] == [
        {"title": "Renamed", "names": ["hr/gammel.md is now hr/ny.md"], "more": ""},
        {"title": "Could not be read", "names": ["hr/tom.md: is empty"], "more": ""},
    ]


def test_a_schedule_that_nobody_follows_is_said() -> None:
    assert "not being followed" in drawn(space(ended()), follower=None)["notes"][0]["text"]
    by_hand = space(ended(), scheduled=False, next_run=None)
    assert drawn(by_hand, follower=None)["notes"] == []


def test_mail_that_cannot_be_sent_is_said() -> None:
    [note] = drawn(space(ended()), post=Post(2, 0, "the mail server … refused"))["notes"]
    assert note["text"] == "2 messages could not be sent:"
    assert note["detail"] == "the mail server … refused"


def test_moments_and_durations() -> None:
    def moment(at: datetime, language: str = "nb") -> str:
        return shown_moment(at, NOW, UTC, texts(language)).replace("\u00a0", " ")

    assert moment(THREE) == "i dag 03:00"
    assert moment(THREE - timedelta(days=1)) == "i går 03:00"
    assert moment(THREE - timedelta(days=10)) == "15. november 2026 kl. 03:00"
    assert moment(THREE, "de") == "heute 03:00"
    assert shown_duration(0.2, ENGLISH) == "1\u00a0sec"
    assert shown_duration(7500, ENGLISH) == "2\u00a0hrs\u00a05\u00a0mins"


def test_who_may_see_it() -> None:
    settings = Settings(auth=Auth(admins=("it",)))
    assert is_administrator(settings, None), "the local user, where nobody signs in"
    assert is_administrator(settings, ("staff", "it"))
    assert not is_administrator(settings, ("staff",))
    assert not is_administrator(Settings(), ("staff",))
