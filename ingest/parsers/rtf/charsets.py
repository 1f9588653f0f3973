"""The encodings that RTF files name by number."""

from __future__ import annotations

import codecs

_BY_FONT = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 255: "cp437",
}  # fmt: skip
BY_WORD = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
SYMBOLS = 2
"""The charset of fonts whose letters are pictures."""


def of_font(charset: int, default: str) -> str:
    """The encoding of text in a font of that charset."""
    return _BY_FONT.get(charset, default)


def of_page(number: int | None, default: str) -> str:
    """The encoding that is a Windows code page."""
    name = "utf-8" if number == 65001 else f"cp{number}"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return default
