"""What a source's documents are called, and which of them is a message that comes again."""

from __future__ import annotations

from collections.abc import Iterable

from records import Document, Message


class Names:
    """The names that are taken in a source, and the messages that have been read of it.

    `messages` are {document id: message} of the documents that will stay what they are.
    """

    def __init__(self, documents: Iterable[Document], messages: dict[int, Message]) -> None:
        self._owners = {document.name: document.id for document in documents}
        self._same = {_key(message): number for number, message in messages.items()}

    def owner(self, name: str) -> int | None:
        """The document that is called so."""
        return self._owners.get(name)

    def same(self, message: Message) -> int | None:
        """The document that is this very message, by its id and by what it says.

        The id alone does not do: whoever knows it could send another text under it.
        """
        return self._same.get(_key(message))

    def free(self, name: str, owner: int | None, mark: str) -> str:
        """`name`, or where another document has it already, `name` with the mark behind it."""
        return name if self._owners.get(name) in (None, owner) else f"{name}~{mark}"

    def take(self, name: str, owner: int, message: Message | None = None) -> None:
        """From now on the document `owner` is called `name`, and is this message."""
        self._owners[name] = owner
        if message is not None:
            self._same[_key(message)] = owner


def _key(message: Message) -> tuple[str, str]:
    return message.message_id, message.content
