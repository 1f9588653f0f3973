"""Counts for `GET metrics`, in Prometheus' text format. No words of anybody's, only numbers."""

from __future__ import annotations

import threading
from collections import Counter

from answering import Answer

BUCKETS = (0.05, 0.1, 0.2, 0.4, 0.6, 1.0, 2.0, 5.0, 10.0)


class Metrics:
    """Counters of one process. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, int]] = Counter()
        self._answers: Counter[tuple[str, str]] = Counter()
        self._buckets: Counter[float] = Counter()
        self._refused: Counter[tuple[str, str]] = Counter()
        self._seconds = 0.0

    def request(self, call: str, status: int) -> None:
        """One request of the API has been answered."""
        with self._lock:
            self._requests[call, status] += 1

    def refused(self, kind: str, at: str) -> None:
        """Somebody was refused for doing something too often, on a "page", through the "api"
        or at the "sign-in"."""
        with self._lock:
            self._refused[kind, at] += 1

    def answer(self, answer: Answer, asked_by: str) -> None:
        """One question has been answered, asked on the "page" or through the "api"."""
        seconds = answer.elapsed_ms / 1000
        with self._lock:
            self._answers[asked_by, answer.status] += 1
            self._seconds += seconds
            self._buckets.update(bucket for bucket in BUCKETS if seconds <= bucket)

    def text(self) -> str:
        """Everything, as Prometheus reads it."""
        with self._lock:
            count = sum(self._answers.values())
            lines = [
                "# HELP kilde_requests_total Requests of the API, by call and HTTP status.",
                "# TYPE kilde_requests_total counter",
                *(
                    f'kilde_requests_total{{call="{call}",status="{status}"}} {number}'
                    for (call, status), number in sorted(self._requests.items())
                ),
                "# HELP kilde_refused_total Refused because it came too often, by what and where.",
                "# TYPE kilde_refused_total counter",
                *(
                    f'kilde_refused_total{{limit="{kind}",from="{at}"}} {number}'
                    for (kind, at), number in sorted(self._refused.items())
                ),
                "# HELP kilde_answers_total Questions answered, by where and by status.",
                "# TYPE kilde_answers_total counter",
                *(
                    f'kilde_answers_total{{from="{asked_by}",status="{status}"}} {number}'
                    for (asked_by, status), number in sorted(self._answers.items())
                ),
                "# HELP kilde_answer_seconds Time from a question to its answer.",
                "# TYPE kilde_answer_seconds histogram",
                *(
                    f'kilde_answer_seconds_bucket{{le="{bucket}"}} {self._buckets[bucket]}'
                    for bucket in BUCKETS
                ),
                f'kilde_answer_seconds_bucket{{le="+Inf"}} {count}',
                f"kilde_answer_seconds_sum {self._seconds:.3f}",
                f"kilde_answer_seconds_count {count}",
            ]
        return "\n".join(lines) + "\n"


METRICS = Metrics()
