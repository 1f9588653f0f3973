"""The author's own text, told from what is quoted and from signatures.

`lines` makes a text into lines with their depth, `rows` does so with HTML, of which `markup` takes
lines out; `quotations` tells which lines are the author's, by `heads`, `phrases`, `signatures` and
`closings`. Where it is doubtful whether a line is the author's, it stays.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from mail.messages.contents import Text
from mail.messages.own.lines import lines_of
from mail.messages.own.markup import OwnMarkup, own_markup
from mail.messages.own.quotations import Context, Leniency, own_lines

__all__ = ["Context", "Own", "own_text"]

_LENIENCIES: tuple[Leniency, ...] = ("own", "signed", "all")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Own:
    """The text, its HTML where that says more, whether it has a forwarded message in it, and
    the content ids of pictures that stand in it and in what was left out. `written` is False
    where there is nothing but a signature or quotes, and the text is those."""

    text: str
    html: str | None = None
    forwarded: bool = False
    shown: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    written: bool = True

    @property
    def says(self) -> bool:
        """Is there a letter or digit in it?"""
        return any(map(str.isalnum, self.text))


def own_text(texts: Sequence[Text], context: Context) -> Own:
    """The author's own text of a message whose head says `context`."""
    made: list[Own] = []
    written = True
    # Where nothing would be left, the signature stays, and if there is nothing but quotes, they do.
    for leniency in _LENIENCIES:
        made = [own for own in (_own(text, context, leniency) for text in texts) if own.says]
        if made:
            written = leniency == "own"
            break
    shown = frozenset().union(*(own.shown for own in made))
    return Own(
        text="\n\n".join(own.text for own in made),
        html=_together(made) if any(own.html for own in made) else None,
        forwarded=any(own.forwarded for own in made),
        written=written and bool(made),
        shown=shown,
        left_out=frozenset().union(*(own.left_out for own in made)) - shown,
    )


def _own(text: Text, context: Context, leniency: Leniency) -> Own:
    markup = own_markup(text.html, context, leniency) if text.html else None
    if text.plain.strip():
        lines = lines_of(text.plain)
        kept = own_lines(lines, context, leniency)
        plain = "\n".join(
            line.text for line, keep in zip(lines, kept.lines, strict=True) if keep
        ).strip("\n")
        plain = re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", plain)
        if markup is None or not (markup.structured or _lacks(plain, markup.text)):
            shown = markup.shown if markup else frozenset()
            left_out = markup.left_out if markup else frozenset()
            return Own(plain, None, kept.forwarded, shown, left_out)
    if markup is None:
        return Own("")
    return _of(markup)


def _of(markup: OwnMarkup) -> Own:
    return Own(markup.text, markup.html, markup.forwarded, markup.shown, markup.left_out)


def _lacks(plain: str, marked: str) -> bool:
    """Is the plain form but a stub, "your program cannot show this message"?"""
    return len(_WORD.findall(plain)) < 0.6 * len(_WORD.findall(marked))


def _together(made: Sequence[Own]) -> str:
    """Texts one after the other as HTML."""
    return "\n".join(
        own.html or "".join(f"<p>{_escaped(part)}</p>" for part in own.text.split("\n\n"))
        for own in made
    )


def _escaped(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")
