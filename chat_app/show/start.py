"""The questions of people who are new, and the guided first use, as their components draw them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from answering.starting import STEPS
from chat_app.show.figures import grouped
from config import DAYS, LANGUAGES, Texts
from records import StartingQuestion


@dataclass(frozen=True)
class Editing:
    """What an owner sees besides: the titles of the spaces that they own by name, and which
    questions are known not to be answered; `done` counts what was saved."""

    spaces: Mapping[str, str]
    unanswered: Collection[int]
    done: int


def start(
    questions: Sequence[StartingQuestion],
    ticks: Collection[str],
    steps: Collection[str],
    titles: Mapping[str, str],
    language: str,
    making: bool,
    owned: bool,
    editing: Editing | None,
    texts: Texts,
) -> dict[str, Any]:
    """Data for the component. `ticks` are what the person has ticked off, `steps` those of the
    guide that they have taken, `titles` those of the spaces by name, `language` the one whose
    questions are shown; `owned`: the person may edit some."""
    shown = [one for one in questions if one.language == language]
    ticked = [one for one in shown if tick_of(one.id) in ticks]
    return {
        "progress": [len(ticked), len(shown)],
        "told": _told(len(ticked), len(shown), texts),
        "making": texts("start.making") if making else "",
        "nothing": texts("start.nothing") if not making and not shown else "",
        "days": [
            {
                "title": texts(f"start.{day}"),
                "spaces": _spaces(mine, ticks, titles, editing, texts),
            }
            for day in DAYS
            if (mine := [one for one in shown if one.day == day])
        ],
        "guide": {
            "steps": [
                {"label": texts(f"guide.{step}_title"), "done": step in steps} for step in STEPS
            ],
            "told": texts(
                "guide.taken", done=grouped(len(steps), texts), of=grouped(len(STEPS), texts)
            ),
            "begin": texts("guide.go_on" if steps else "guide.begin"),
            "all": len(steps) == len(STEPS),
        },
        "language": language,
        "languages": _languages(questions, language, texts),
        "owned": owned,
        "form": _form(editing, language, texts) if editing else None,
        "days_named": [[day, texts(f"start.{day}")] for day in DAYS],
        "texts": {
            key: texts(f"start.{key}")
            for key in (
                "title", "about", "guide_title", "guide_about", "language", "edit", "done",
                "tick", "question", "day_of", "up", "down", "hide", "show", "remove", "save",
                "add", "space", "new",
            )
        },
    }  # fmt: skip


def tick_of(number: int) -> str:
    """What stands for a question among the ticks."""
    return f"question:{number}"


def guide(step: str | None, taken: Collection[str], here: bool, texts: Texts) -> dict[str, Any]:
    """Data for the strip on the pages; `step` is the next one, None when none is left, `here`
    whether it is done on this page."""
    number = STEPS.index(step) + 1 if step else len(STEPS)
    last = STEPS[number - 2] if step and number > 1 else None
    return {
        "step": step,
        "number": texts("guide.step", number=number, of=len(STEPS)) if step else "",
        "title": texts(f"guide.{step}_title" if step else "guide.finished"),
        "text": texts(f"guide.{step}_text" if step else "guide.finished_text"),
        "well": texts("guide.well") if last in taken else "",
        "here": here,
        "texts": {key: texts(f"guide.{key}") for key in ("label", "go", "skip", "leave", "close")},
    }


def _told(ticked: int, of: int, texts: Texts) -> str:
    if not of:
        return ""
    if ticked == of:
        return texts("start.all_done")
    return texts("start.progress", done=grouped(ticked, texts), of=grouped(of, texts))


def _spaces(
    questions: Sequence[StartingQuestion],
    ticks: Collection[str],
    titles: Mapping[str, str],
    editing: Editing | None,
    texts: Texts,
) -> list[dict[str, Any]]:
    """One day's questions by space, in the order of kilde.toml."""
    return [
        {"title": title, "questions": [_question(one, ticks, editing, texts) for one in mine]}
        for name, title in titles.items()
        if (mine := [one for one in questions if one.space == name])
    ]


def _question(
    one: StartingQuestion, ticks: Collection[str], editing: Editing | None, texts: Texts
) -> dict[str, Any]:
    state = ""
    if one.hidden:
        state = texts("start.hidden")
    elif editing and one.id in editing.unanswered:
        state = texts("start.unanswered")
    return {
        "id": one.id,
        "question": one.question,
        "lang": one.language,
        "day": one.day,
        "done": tick_of(one.id) in ticks,
        "often": texts("start.often") if one.asked else "",
        "state": state,
        "hidden": one.hidden,
        "own": one.document is None,
        "editable": editing is not None and one.space in editing.spaces,
    }


def _languages(
    questions: Sequence[StartingQuestion], language: str, texts: Texts
) -> list[list[str]]:
    there = {one.language for one in questions} | {language}
    return [[code, texts(f"search.language_{code}")] for code in LANGUAGES if code in there]


def _form(editing: Editing, language: str, texts: Texts) -> dict[str, Any]:
    return {
        "done": editing.done,
        "spaces": [[name, title] for name, title in editing.spaces.items()],
        "languages": [[code, texts(f"search.language_{code}")] for code in LANGUAGES],
        "language": language,
        "hint": texts("start.edit_hint"),
    }
