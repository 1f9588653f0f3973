"""The headers and footers of a Word document."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.parsers.docx.names import W
from ingest.parsers.docx.runs import said
from ingest.parsers.docx.styles import Style, Styles
from ingest.parsers.ooxml import Package


def header_texts(package: Package) -> Iterator[str]:
    """The texts of their paragraphs."""
    styles = Styles(None)
    for relation in package.relations(package.main).values():
        if relation.kind in ("header", "footer") and relation.target in package.archive:
            for paragraph in package.tree(relation.target).iter(W + "p"):
                yield said(paragraph, Style(), styles).text
