"""How well Kilde answers a company's own questions, and what its confidence means there.

`read_questions` reads a question set, `measured` puts it to Kilde, `figures` tells what came
of it and `picture` draws it. `metrics` and `regression` are for `evaluation` too, which fits
the shipped confidence with them.
"""

from answering.calibration.curve import Point
from answering.calibration.figures import Figures, figures, point_json
from answering.calibration.intervals import Estimate, Share
from answering.calibration.measuring import Measured, measured, unknown_documents
from answering.calibration.picture import NOW, WANTED, Mark, picture
from answering.calibration.questions import Question, QuestionSetError, read_questions

__all__ = [
    "NOW",
    "WANTED",
    "Estimate",
    "Figures",
    "Mark",
    "Measured",
    "Point",
    "Question",
    "QuestionSetError",
    "Share",
    "figures",
    "measured",
    "picture",
    "point_json",
    "read_questions",
    "unknown_documents",
]
