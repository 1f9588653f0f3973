"""Groups, control words and text of an RTF file to paragraphs, lists and tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.parsers.properties import date_of, title_of
from ingest.parsers.prose import Part, block, heading_level, is_contents, is_title
from ingest.parsers.rtf import charsets
from ingest.parsers.rtf.state import Paragraph, Run, State
from ingest.parsers.rtf.table import Definition, Row, parts_of
from ingest.parsers.rtf.tokens import Token, Tokens

_SAYS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ",
    "qmspace": " ", "softline": "\n",
}  # fmt: skip
# Groups of which no word is the document's text. What a star marks is left out too, but for
# what holds text boxes.
_GONE = frozenset(
    "colortbl pict object annotation atnid atnauthor atnref atndate atnicn fldinst xe tc tcn rxe "
    "sp sn sv shprslt nonshppict private themedata datastore listtable listoverridetable revtbl "
    "rsidtbl generator filetbl ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn".split()
)
_HEADERS = frozenset("header headerl headerr headerf footer footerl footerr footerf".split())
_KEPT = frozenset({"shpinst", "shptxt", "footnote"})
_DEEPEST = 2000


@dataclass
class Info:
    """What the file says of itself."""

    title: str | None = None
    date: str | None = None


class Reader:
    """Reads a file's bytes; `info` is known when its parts have been read."""

    def __init__(self, data: bytes) -> None:
        self._tokens = Tokens(data)
        self.info = Info()
        self._default = "cp1252"
        self._fonts: dict[int, tuple[str, bool]] = {}
        self._font = 0
        self._styles: dict[int, str] = {}
        self._levels: dict[int, int] = {}
        self._state = State()
        self._stack: list[State] = []
        self._paragraph = Paragraph()
        self._run = Run()
        self._pending = bytearray()
        self._to_skip = 0
        self._starred = False
        self._out: list[Part] = []
        self._notes: list[Part] = []
        self._definition = Definition()
        self._cell: list[Part] = []
        self._cells: list[tuple[Part, ...]] = []
        self._rows: list[Row] = []
        self._collected: dict[str, list[str]] = {}
        self._saved: list[tuple[Paragraph, Run, bool]] = []
        self._below = False
        self._beside = False
        self._time: dict[str, int] = {}

    def parts(self) -> list[Part]:
        """The document's paragraphs and tables."""
        for token in self._tokens:
            if token.kind == "bytes":
                self._bytes(token.data)
                continue
            if token.kind == "word" and token.text == "u" and token.number is not None:
                self._flush()
                self._say(chr(token.number & 0xFFFF))
                self._to_skip = self._state.skip
                continue
            if self._to_skip and token.kind in ("word", "symbol"):
                self._to_skip -= 1
                continue
            self._to_skip = 0
            self._flush()
            self._act(token)
        self._flush()
        self._end_paragraph()
        self._end_table()
        title = "".join(self._collected.get("title", []))
        self.info = Info(title_of(_joined(title)), self.info.date)
        return self._out

    def header_texts(self) -> list[str]:
        """The texts of headers and footers, when the parts have been read."""
        return ["".join(self._collected.get("header", []))]

    def _act(self, token: Token) -> None:
        if token.kind == "{":
            self._stack.append(self._state)
            if len(self._stack) > _DEEPEST:
                raise RecursionError  # told as for every other kind of file
            self._starred = False
        elif token.kind == "}":
            self._close()
        elif token.kind == "symbol":
            self._symbol(token.text)
        else:
            starred, self._starred = self._starred, False
            self._word(token.text, token.number, starred)

    def _close(self) -> None:
        closed = self._state
        self._state = self._stack.pop() if self._stack else State()
        if closed.into == self._state.into:
            return
        if closed.into in ("note", "box"):
            self._end_paragraph(aside=True)
            self._paragraph, self._run, _ = self._saved.pop()
        elif closed.into == "header":
            self._say_of_header("\n")
        elif closed.into == "style":
            name = "".join(self._collected.pop("style", [])).strip().rstrip(";")
            self._styles[self._paragraph.style] = _joined(name)
            if self._paragraph.level is not None:
                self._levels[self._paragraph.style] = self._paragraph.level
            self._paragraph = Paragraph()
        elif closed.into in ("creatim", "revtim"):
            t = self._time
            found = date_of(f"{t.get('yr', 0):04d}-{t.get('mo', 0):02d}-{t.get('dy', 0):02d}")
            if found and (closed.into == "revtim" or not self.info.date):
                self.info.date = found
            self._time = {}

    def _say_of_header(self, text: str) -> None:
        self._collected.setdefault("header", []).append(text)

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._starred = True
        elif symbol == "~":
            self._say("\u00a0")
        elif symbol == "_":
            self._say("-")
        elif symbol in "\\{}":
            self._say(symbol)
        elif symbol in "\r\n":
            self._end_paragraph()

    def _word(self, word: str, number: int | None, starred: bool) -> None:
        if word in _GONE or (starred and word not in _KEPT):
            self._tokens.skip_group()
            return
        if self._state.into in ("creatim", "revtim"):
            self._time[word] = number or 0
        elif word in _SAYS:
            self._say(_SAYS[word])
        elif not self._destination(word) and not self._look(word, number):
            self._layout(word, number)

    def _destination(self, word: str) -> bool:
        in_info = self._state.into == "info" and word in ("title", "creatim", "revtim")
        if in_info or word in ("fonttbl", "stylesheet", "info"):
            self._state = replace(self._state, into=word)
        elif word in _HEADERS:
            self._state = replace(self._state, into="header")
        elif self._state.into == "header" and word in ("par", "cell"):
            self._say("\n")
        elif word in ("listtext", "pntext"):
            self._state = replace(self._state, into="marker")
        elif word in ("footnote", "shptxt"):
            self._saved.append((self._paragraph, self._run, self._paragraph.in_table))
            self._paragraph, self._run = Paragraph(), Run()
            self._state = replace(self._state, into="note" if word == "footnote" else "box")
        elif word in charsets.BY_WORD:
            self._default = charsets.BY_WORD[word]
            self._state = replace(self._state, encoding=self._default)
        else:
            return False
        return True

    def _look(self, word: str, number: int | None) -> bool:
        """Words that hold for the text in their group."""
        state, on = self._state, number != 0
        if word == "ansicpg":
            self._default = charsets.of_page(number, self._default)
            self._state = replace(state, encoding=self._default)
        elif word == "f" and state.into == "fonttbl":
            self._font = number or 0
        elif word == "fcharset":
            charset = number or 0
            encoding = charsets.of_font(charset, self._default)
            self._fonts[self._font] = encoding, charset == charsets.SYMBOLS
        elif word == "f":
            encoding, symbols = self._fonts.get(number or 0, (self._default, False))
            self._state = replace(state, encoding=encoding, symbols=symbols)
        elif word == "plain":
            self._state = State(state.into, self._default, skip=state.skip)
        elif word == "uc":
            self._state = replace(state, skip=max(number or 0, 0) if number is not None else 1)
        elif word == "v":
            self._state = replace(state, hidden=on)
        elif word == "deleted":
            self._state = replace(state, deleted=on)
        elif word == "b":
            self._state = replace(state, bold=on)
        elif word == "fs":
            self._state = replace(state, size=number or 24)
        else:
            return False
        return True

    def _layout(self, word: str, number: int | None) -> None:
        """Words that hold for paragraphs, and those that end paragraphs, cells and rows."""
        if self._state.into not in ("text", "note", "box", "style", "stylesheet"):
            return
        paragraph = self._paragraph
        if word == "pard":
            self._paragraph = Paragraph()
        elif word == "s":
            if self._state.into == "stylesheet":
                self._state = replace(self._state, into="style")
            paragraph.style = number or 0
        elif word == "outlinelevel":
            paragraph.level = number
        elif word == "intbl":
            paragraph.in_table = True
        elif word == "ls":
            paragraph.listed = bool(number)
        elif word == "ilvl":
            paragraph.depth = number or 0
        elif word in ("par", "sect", "page", "column"):
            self._end_paragraph()
        elif word in ("cell", "nestcell"):
            paragraph.in_table = True
            self._end_paragraph()
            if word == "cell":
                self._cells.append(tuple(self._cell))
                self._cell = []
        elif word == "row":
            self._rows.append(Row(tuple(self._cells), self._definition))
            self._cells, self._cell = [], []
        elif word == "trowd":
            self._definition = Definition()
            self._below = self._beside = False
        elif word == "trhdr":
            self._definition.header = True
        elif word == "clvmrg":
            self._below = True
        elif word == "clmrg":
            self._beside = True
        elif word == "cellx":
            at = len(self._definition.edges)
            self._definition.edges.append(number or 0)
            if self._below:
                self._definition.below.add(at)
            if self._beside:
                self._definition.beside.add(at)
            self._below = self._beside = False

    def _bytes(self, data: bytes) -> None:
        if self._to_skip:
            skipped = min(self._to_skip, len(data))
            self._to_skip -= skipped
            data = data[skipped:]
        self._pending += data

    def _flush(self) -> None:
        if self._pending:
            text = self._pending.decode(self._state.encoding, "replace")
            self._pending.clear()
            self._say("•" if self._state.symbols and text.strip() else text)

    def _say(self, text: str) -> None:
        state = self._state
        if state.into in ("style", "title", "header"):
            self._collected.setdefault(state.into, []).append(text)
        elif state.into == "marker":
            self._run.marker.append(text)
        elif state.into in ("text", "note", "box") and not (state.hidden or state.deleted):
            self._run.texts.append(text)
            if text.strip():
                self._run.looks.add((state.bold, state.size))

    def _end_paragraph(self, *, aside: bool = False) -> None:
        run, self._run = self._run, Run()
        text = _joined("".join(run.texts))
        name = self._styles.get(self._paragraph.style, "")
        made: list[Part] = []
        if text and not is_contents(name):
            made.append(self._block(text, name, run))
        if aside or self._state.into in ("note", "box"):
            self._notes += made
            return
        if not self._paragraph.in_table:
            self._end_table()
            self._out += [*made, *self._notes]
            self._notes = []
        else:
            self._cell += made

    def _block(self, text: str, name: str, run: Run) -> Part:
        paragraph = self._paragraph
        level = paragraph.level
        if level is None:
            level = self._levels.get(paragraph.style)
        heading = level + 1 if level is not None and 0 <= level < 9 else heading_level(name)
        marker = _joined("".join(run.marker))
        if marker and not re.search(r"\w", marker):
            marker = "-"
        if not marker and paragraph.listed and not heading:
            marker = "-"
        return block(
            text,
            heading,
            marker,
            paragraph.depth,
            title=is_title(name),
            bold=bool(run.looks) and all(bold for bold, _ in run.looks),
            size=min((size for _, size in run.looks), default=0),
        )

    def _end_table(self) -> None:
        if self._cells or self._cell:
            cells = (*self._cells, *([tuple(self._cell)] if self._cell else []))
            self._rows.append(Row(cells, self._definition))
            self._cells, self._cell = [], []
        if self._rows:
            self._out += parts_of(self._rows)
            self._rows = []
            self._out += self._notes
            self._notes = []


def _joined(text: str) -> str:
    """Lines without spaces at their ends, and halves of characters put together."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    lines = (" ".join(line.split()) for line in whole.split("\n"))
    return "\n".join(line for line in lines if line)
