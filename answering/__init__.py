"""From a question to an answer: passages, quotes, citations and how sure Kilde is.

`Kilde.open` opens an installation, `Kilde.reader` says what one person may do with it, and
`Reader.ask` answers. Nothing is invented: every sentence of an answer is quoted from a
passage that the reader may open. `answer_json` and `hit_json` give the fixed JSON objects.
"""

from answering.kilde import Kilde, Reader
from answering.models import Answer, Citation, Exchange
from answering.serialise import answer_json, hit_json

__all__ = ["Answer", "Citation", "Exchange", "Kilde", "Reader", "answer_json", "hit_json"]
