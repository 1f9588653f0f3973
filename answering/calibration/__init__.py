"""How well Kilde answers a company's own questions, and what its confidence means there.

`read_questions` reads a question set, `measured` puts it to Kilde, `figures` tells what came
of it and `picture` draws it. `fit_own` fits the confidence to such questions and to answers
that people judged (`from_questions`, `from_use`); `Kilde.fits` keeps it. `metrics` and
`regression` are for `evaluation` too, which fits the shipped confidence with them.
"""

from answering.calibration.curve import Point, threshold_for
from answering.calibration.examples import Used, digest_of, from_questions, from_use
from answering.calibration.figures import Figures, figures, point_json
from answering.calibration.fitting import Example, Fit, TooFew, fit_own, suggested
from answering.calibration.intervals import Estimate, Share
from answering.calibration.measuring import Measured, measured, unknown_documents
from answering.calibration.picture import NOW, WANTED, Mark, picture
from answering.calibration.questions import Question, QuestionSetError, read_questions

__all__ = [
    "NOW",
    "WANTED",
    "Estimate",
    "Example",
    "Figures",
    "Fit",
    "Mark",
    "Measured",
    "Point",
    "Question",
    "QuestionSetError",
    "Share",
    "TooFew",
    "Used",
    "digest_of",
    "figures",
    "fit_own",
    "from_questions",
    "from_use",
    "measured",
    "picture",
    "point_json",
    "read_questions",
    "suggested",
    "threshold_for",
    "unknown_documents",
]
