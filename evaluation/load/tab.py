"""A browser's tab without the browser: a page over Streamlit's WebSocket."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import cast

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState, ContextInfo
from streamlit.proto.Common_pb2 import ChatInputValue
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

# Seconds that a page or an answer may take before it counts as lost.
PATIENCE = 60.0


class Tab:
    """An open page: `async with Tab("http://127.0.0.1:8501") as tab: await tab.ask(…)`."""

    def __init__(self, address: str, locale: str = "nb-NO") -> None:
        self._address, self._locale = address, locale
        self._socket: ClientConnection | None = None
        self._field = ""
        # All that the server has sent.
        self.received = bytearray()
        self._script = ""

    async def __aenter__(self) -> Tab:
        self._socket = await connect(
            f"{self._address.replace('http', 'ws', 1)}/_stcore/stream",
            origin=self._address,  # type: ignore[arg-type]
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            compression=None,
        )
        await self._run()
        await self._until(lambda _: bool(self._field))
        await self._until(lambda message: message.WhichOneof("type") == "script_finished")
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._socket
        await self._socket.close()

    async def ask(self, question: str, word: str) -> float:
        """Seconds from asking until `word`, which the answer has and the question has not,
        stands on the page. TimeoutError where it does not come."""
        started = time.perf_counter()
        await self._run(WidgetState(id=self._field, chat_input_value=ChatInputValue(data=question)))
        await self._until(lambda message: word.encode() in message.SerializeToString())
        taken = time.perf_counter() - started
        # The page is drawn once more when the answer is whole.
        await self._until(lambda message: message.WhichOneof("type") == "script_finished")
        return taken

    async def _run(self, *states: WidgetState) -> None:
        """Have the page's script run, with what was typed or pressed."""
        assert self._socket
        run = ClientState(
            widget_states=WidgetStates(widgets=states),
            page_script_hash=self._script,
            context_info=ContextInfo(
                locale=self._locale, timezone="Europe/Oslo", url=f"{self._address}/"
            ),
        )
        await self._socket.send(BackMsg(rerun_script=run).SerializeToString())

    async def _until(self, wanted: Callable[[ForwardMsg], bool]) -> None:
        """Read what the server sends up to the message that is `wanted`."""
        assert self._socket
        async with asyncio.timeout(PATIENCE):
            while True:
                message = ForwardMsg()
                sent = cast(bytes, await self._socket.recv())
                self.received += sent
                message.ParseFromString(sent)
                if message.WhichOneof("type") == "new_session":
                    self._script = message.new_session.page_script_hash
                element = message.delta.new_element
                if element.WhichOneof("type") == "chat_input":
                    self._field = element.chat_input.id
                if wanted(message):
                    return
