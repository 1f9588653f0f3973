"""The model that reads a passage for a question: where the answer stands, and whether.

`open_reader` opens the one that is in the project, trained by `make reader`, where the
embedding model is the one that it stands on; `TrainedReader.read` reads. Needs numpy and
onnxruntime only, and neither before the first question.
"""

from answering.reader.served import NOTHING, Reading, TrainedReader, Unread, open_reader

__all__ = ["NOTHING", "Reading", "TrainedReader", "Unread", "open_reader"]
