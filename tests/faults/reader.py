"""Asks without end while others write and die, and tells at the end what it saw.

Run as a program: it reads the words to ask for from standard input, a line of them whenever
they change, and when that ends prints one JSON object.
"""

from __future__ import annotations

import json
import re
import sys
import threading
from collections import Counter

from answering import Kilde
from config import load
from vectorstore import ChromaError

_VERSION = re.compile(r"utgave(\d{4})")


class Watch:
    """What has been seen of each document, and what should not have been."""

    def __init__(self) -> None:
        self.asked = 0
        self.newest: dict[str, int] = {}
        self.wrong: list[str] = []
        self.errors: Counter[str] = Counter()

    def see(self, word: str, texts: list[str]) -> None:
        """The passages that a search for a document's own word gave."""
        self.asked += 1
        versions = {
            int(found[1]) for text in texts if word in text and (found := _VERSION.search(text))
        }
        newest = self.newest.get(word, 0)
        if not versions and newest:
            self.wrong.append(f"{word}: neither version was found after {newest}")
        elif len(versions) > 1:
            self.wrong.append(f"{word}: versions {sorted(versions)} were found together")
        elif versions and max(versions) < newest:
            self.wrong.append(f"{word}: version {max(versions)} was found after {newest}")
        if versions:
            self.newest[word] = max(newest, *versions)


def main() -> None:
    """Ask for one word after the other until standard input ends."""
    words: list[str] = []
    ended = threading.Event()

    def listen() -> None:
        for line in sys.stdin:
            words[:] = line.split()
        ended.set()

    threading.Thread(target=listen, daemon=True).start()
    kilde, watch = Kilde.open(load(sys.argv[1])), Watch()
    while not ended.is_set():
        for word in [*words]:
            if ended.is_set() or word not in words:
                break
            try:
                hits = kilde.reader(None).search(f"fravær {word}", 20)
            except ChromaError as error:
                # Between two lives of the server; what it says must be plain.
                watch.errors[str(error).split("(")[0]] += 1
                continue
            watch.see(word, [hit.passage.text for hit in hits])
    print(json.dumps({"asked": watch.asked, "wrong": watch.wrong, "errors": watch.errors}))


if __name__ == "__main__":
    main()
