"""The managers' figures as one page without scripts, to be printed or kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

STYLE = Path(__file__).with_name("report.css").read_text("utf-8")


def report(data: Mapping[str, Any], title: str, language: str) -> str:
    """An HTML document of what `show.managers` gives; `title` is the installation's name."""
    spaces = data["spaces"]
    parts = [
        f"<h1>{escape(title)}: {escape(data['title'])}</h1>",
        *_paragraphs([data["intro"], data["privacy"]]),
        _table([], [[one["label"], one["value"], one["note"]] for one in data["facts"]]),
    ]
    if data["worth"]:
        parts += [
            _heading(data["worth_title"]),
            f"<p><b>{escape(data['worth']['headline'])}</b></p>",
        ]
        parts += _paragraphs(data["worth"]["lines"])
    for chart in data["charts"]:
        rows = [
            [bar["label"], f"{bar['value']} {bar['note']}", *filter(None, [bar["hours"]])]
            for bar in chart["bars"]
        ]
        parts += [_heading(chart["title"]), _table(chart["head"], rows)]
    if spaces["rows"]:
        parts += [_heading(spaces["title"]), _table(spaces["head"], spaces["rows"])]
        parts += _paragraphs([spaces["note"]])
    if data["facts"]:
        parts += [
            _heading(data["themes_title"]),
            *_paragraphs([data["themes_hint"]]),
            _themes(data),
        ]
    body = "\n".join(parts)
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head><meta charset="utf-8">'
        f"<title>{escape(title)}: {escape(data['title'])}</title>"
        f"<style>{STYLE}</style></head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _heading(text: str) -> str:
    return f"<h2>{escape(text)}</h2>"


def _paragraphs(texts: Iterable[str]) -> list[str]:
    return [f'<p class="note">{escape(text)}</p>' for text in texts]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    top = "".join(f'<th scope="col">{escape(one)}</th>' for one in head)
    lines = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(one)}</td>" for one in row[1:])
        + "</tr>"
        for row in rows
    )
    return (
        f"<table>{f'<thead><tr>{top}</tr></thead>' if head else ''}<tbody>{lines}</tbody></table>"
    )


def _themes(data: Mapping[str, Any]) -> str:
    items = "".join(
        f"<li><b>{escape(one['title'])}</b> {escape(one['place'])} "
        f"{escape(' '.join(one['words']))}</li>"
        for one in data["themes"]
    )
    return f"<ol>{items}</ol>" if items else ""
