"""A browser's tab without the browser: Streamlit's WebSocket, spoken as the page speaks it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

_WAIT_S = 120.0
_STANDS = ForwardMsg.FINISHED_SUCCESSFULLY


@dataclass(frozen=True)
class Drawn:
    """Something that the server had the tab draw, and when it came (`time.perf_counter`):
    HTML, or the data of one of the page's own components by its name."""

    at: float
    html: str = ""
    component: str = ""
    data: Any = None


@dataclass
class Tab:
    """A visit to the Ask page. Opens at once; to be closed, as a context."""

    address: str
    language: str = "en"
    _socket: ClientConnection = field(init=False)
    _question: str = field(init=False, default="")

    def __post_init__(self) -> None:
        host = urlsplit(self.address).netloc
        self._socket = connect(
            f"ws://{host}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            origin=None,
            max_size=None,
            open_timeout=_WAIT_S,
        )
        self._rerun()
        for _ in self._messages():
            pass

    def __enter__(self) -> Tab:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def ask(self, question: str) -> Iterator[Drawn]:
        """Send a question as Enter does, and what is drawn, until the page stands."""
        self._rerun(question)
        yield from self._messages()

    def _rerun(self, question: str | None = None) -> None:
        message = BackMsg()
        message.rerun_script.context_info.locale = self.language
        if question is not None:
            state = message.rerun_script.widget_states.widgets.add()
            state.id = self._question
            state.chat_input_value.data = question
        self._socket.send(message.SerializeToString())

    def _messages(self) -> Iterator[Drawn]:
        while True:
            message = ForwardMsg()
            message.ParseFromString(self._socket.recv(timeout=_WAIT_S, decode=False))
            kind = message.WhichOneof("type")
            # A run that asks for another one is followed by it.
            if kind == "script_finished" and message.script_finished == _STANDS:
                return
            if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                element = message.delta.new_element
                what = element.WhichOneof("type")
                now = time.perf_counter()
                if what == "chat_input":
                    self._question = element.chat_input.id
                elif what == "html":
                    yield Drawn(now, html=element.html.body)
                elif what == "bidi_component":
                    found = element.bidi_component
                    data = json.loads(found.json)[0] if found.json else None
                    yield Drawn(now, component=found.component_name, data=data)
