"""What the app bears: people who ask at the same moment, and pages that stand open.

`Tab` is a browser's tab without the browser: it speaks Streamlit's own WebSocket, so fifty of them
cost next to nothing beside the server that is measured.
"""

from evaluation.load.tab import Drawn, Tab

__all__ = ["Drawn", "Tab"]
