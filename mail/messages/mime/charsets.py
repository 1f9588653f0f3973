"""Bytes to text, by the charset that was declared where it can be believed."""

from __future__ import annotations

import codecs
import re

_TEXT = re.compile(
    r"(utf|iso|cp|windows|koi8|mac|big5|gb|euc|shift|sjis|ascii|latin|hz|johab|tis|ptcp|kz|us)",
    re.IGNORECASE,
)
_ALIASES = {
    "x-gbk": "gb18030",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp_ext",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "windows-874": "cp874",
    "iso-8859-8-i": "iso8859_8",
    "iso-8859-8-e": "iso8859_8",
    "iso-8859-6-i": "iso8859_6",
    "iso-8859-6-e": "iso8859_6",
    "unicode-1-1-utf-7": "utf_7",
    "unicode-1-1-utf-8": "utf_8",
    "utf8mb4": "utf_8",
    "iso_8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "ansi_x3.4-1968": "ascii",
}
# What is written in these may be valid UTF-8 by chance, or is plain ASCII to the eye.
_OF_THEIR_OWN = re.compile(r"utf_?7|utf_?16|utf_?32|iso2022|hz|gb18030|big5|euc|cp9[34]|johab")
# Half of a pair, which UTF-7 can write: no text, and no database takes it.
_HALF = re.compile("[\ud800-\udfff]")
_SAMPLE = 64 * 1024
_ENOUGH_TO_GUESS = 30


def text_of(data: bytes, declared: str = "") -> str:
    """The text, whatever was declared; what cannot be decoded becomes U+FFFD."""
    return _HALF.sub("\ufffd", _decoded(data, declared).replace("\x00", ""))


def _decoded(data: bytes, declared: str) -> str:
    name = codec_of(declared)
    for mark, marked in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16")):
        if data.startswith(mark):
            return data.decode(marked, errors="replace")
    if name and _OF_THEIR_OWN.match(name):
        text = data.decode(name, errors="replace")
        if text.count("\ufffd") <= len(text) // 20:
            return text
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if name == "utf_8":
        return _mostly_utf8(data) or _guessed(data)
    if name and name != "ascii":
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            text = data.decode(name, errors="replace")
            return text if text.count("\ufffd") <= len(text) // 50 else _guessed(data)
    return _guessed(data)


def codec_of(declared: str) -> str:
    """The name of the codec for a charset as it was declared; "" for an unknown one."""
    wanted = declared.strip(" \t\"'<>;").partition("*")[0].lower()
    if re.fullmatch(r"(x-)?iso[-_]?8859[-_]?1|us-ascii-8bit|8bit", wanted):
        return "cp1252"
    wanted = _ALIASES.get(wanted, wanted)
    wanted = re.sub(r"^(x-)?(cp|windows|win|ibm|ms)[-_]?(?=\d)", "cp", wanted)
    if not _TEXT.match(wanted) or len(wanted) > 40:
        return ""
    try:
        name = codecs.lookup(wanted).name.replace("-", "_")
        b"a".decode(name)
    except (LookupError, UnicodeError, ValueError):
        return ""
    return _ALIASES.get(name, name) if name != "iso8859_1" else "cp1252"


def _mostly_utf8(data: bytes) -> str | None:
    """UTF-8 with some lines in a Western encoding, as where texts were pasted together."""
    bad = data.decode("utf-8", errors="replace").count("\ufffd")
    high = sum(byte >= 0xC2 for byte in data[:_SAMPLE])
    if bad * 4 > high:
        return None
    lines = []
    for line in data.split(b"\n"):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            lines.append(line.decode("cp1252", errors="replace"))
    return "\n".join(lines)


def _guessed(data: bytes) -> str:
    sample = data[:_SAMPLE]
    high = [byte for byte in sample if byte >= 0x80]
    letters = sum(chr(byte) in "æøåÆØÅäöüßÄÖÜéèêáàçñ" for byte in high)
    if len(high) >= _ENOUGH_TO_GUESS and letters < 0.6 * len(high):
        import charset_normalizer  # slow to load and to run, and seldom needed

        guess = charset_normalizer.from_bytes(sample).best()
        if guess is not None:
            return data.decode(guess.encoding, errors="replace")
    return data.decode("cp1252", errors="replace")
