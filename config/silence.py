"""Nothing is told to those who made the libraries.

ONNX Runtime 1.32 tells Microsoft about each session unless this stands in the environment before
it is loaded; its call `disable_telemetry_events` comes too late. tests/offline sees to it.
"""

from __future__ import annotations

import os

os.environ.update(
    ORT_DISABLE_TELEMETRY="1",
    ANONYMIZED_TELEMETRY="False",
    DO_NOT_TRACK="true",
    HF_HUB_DISABLE_TELEMETRY="1",
    SCARF_NO_ANALYTICS="true",
)
