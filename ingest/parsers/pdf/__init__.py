"""PDF: pdfium's words and lines put back into headings, paragraphs, lists and tables.

`glyphs` and `rules` ask pdfium, `lines`, `grids`, `tables` and `contents` make sense of one
page, `layout` puts it in reading order; `furniture` compares the pages, `blocks` and
`headings` turn what is left into the document's structure.
"""

from __future__ import annotations

from ingest.parsers.pdf.reader import read

__all__ = ["read"]
