"""OpenDocument (LibreOffice and others): texts, spreadsheets and presentations.

`file` opens one and knows its styles, `words` reads paragraphs, `numbering` counts; `text`,
`spreadsheet` and `presentation` each `read` one of the three.
"""
