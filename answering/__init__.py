"""From a question to an answer: passages, quotes, citations and how sure Kilde is.

`Kilde.open` opens an installation, `Kilde.reader` says what one person may do with it, and
`Reader.ask` answers. Nothing is invented: every sentence of an answer is quoted from a
passage that the reader may open. `Kilde.conversations` records what people ask and hands in
what they asked before; `Kilde.cases` hands questions to people. `answer_json` and `hit_json`
give the fixed JSON objects.
"""

from answering.kilde import Kilde, Reader
from answering.models import LOCAL, Answer, Citation, Exchange, Person
from answering.serialise import answer_json, case_json, hit_json

__all__ = [
    "LOCAL",
    "Answer",
    "Citation",
    "Exchange",
    "Kilde",
    "Person",
    "Reader",
    "answer_json",
    "case_json",
    "hit_json",
]
