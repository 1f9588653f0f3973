"""Which language a text is written in: function words first, a statistical model after."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from vectorstore.analysis import FUNCTION_WORDS, words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Enough to tell, and quick on a text of any length.
_WORDS = 400
# Below this many words the model's guess is worth less than the caller's.
_ENOUGH_WORDS = 5
_NAMES = {"no": "nb", "nn": "nb"}


def detect(text: str, default: str = "en") -> str:
    """The ISO 639-1 code of a text's language; Norwegian is `nb` in either of its forms.

    Norwegian, German and English are told by the words that hold sentences together, in
    microseconds; only where those are rare is the model asked, which takes a second to load.
    `default` is given for a text with neither.
    """
    found = words(text)[:_WORDS]
    if not found:
        return default
    counts = {
        language: sum(word in known for word in found) for language, known in FUNCTION_WORDS.items()
    }
    ranked = sorted(counts, key=lambda language: counts[language], reverse=True)
    best, second = counts[ranked[0]], counts[ranked[1]]
    if best > second and best >= 0.2 * len(found):
        return ranked[0]
    if len(found) < _ENOUGH_WORDS:
        return ranked[0] if best > second else default
    code = str(_model().classify(text[:4000])[0])
    return _NAMES.get(code, code)


@cache
def _model() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)
