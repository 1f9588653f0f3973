"""What people put into a space by hand: files below the data folder, read like any source.

`Uploads` takes a file in (`safe_name` says under which names), tells that it is there already,
and takes it away again; `drop_barred` removes the files of what was erased, `lost_uploads`
names documents whose file is gone.
"""

from ingest.uploads.errors import UploadError
from ingest.uploads.names import safe_name
from ingest.uploads.uploads import LARGEST_BYTES, Uploaded, Uploads, drop_barred, lost_uploads

__all__ = [
    "LARGEST_BYTES",
    "UploadError",
    "Uploaded",
    "Uploads",
    "drop_barred",
    "lost_uploads",
    "safe_name",
]
