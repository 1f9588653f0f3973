"""Streamlit's options: how Kilde looks, light and dark, and what Streamlit may not do."""

from __future__ import annotations

from typing import Any

# Every pair of text and background below has a contrast of 4.5:1 or more (WCAG 2.2 AA);
# tests/chat_app/test_look.py reckons it out.
LIGHT = {
    "primaryColor": "#17584f",
    "backgroundColor": "#f6f8f7",
    "secondaryBackgroundColor": "#ffffff",
    "textColor": "#16211f",
    "linkColor": "#17584f",
    "borderColor": "#cfd8d4",
    "grayTextColor": "#52605c",
    "grayBackgroundColor": "#e9eeec",
    "yellowBackgroundColor": "#ffe9a3",
    "yellowColor": "#b07d00",
    "orangeBackgroundColor": "#fbf1df",
    "orangeColor": "#b06a16",
    "orangeTextColor": "#7a4508",
    "redBackgroundColor": "#fbecea",
    "redColor": "#b3382c",
    "redTextColor": "#8c241a",
    "greenColor": "#2a7d6e",
    "greenTextColor": "#17584f",
    "greenBackgroundColor": "#dfeeea",
}

DARK = {
    "primaryColor": "#83cdbd",
    "backgroundColor": "#111917",
    "secondaryBackgroundColor": "#182320",
    "textColor": "#e3eae7",
    "linkColor": "#83cdbd",
    "borderColor": "#34433f",
    "grayTextColor": "#a3b2ad",
    "grayBackgroundColor": "#20302b",
    "yellowBackgroundColor": "#574708",
    "yellowColor": "#e0b33c",
    "orangeBackgroundColor": "#2f2412",
    "orangeColor": "#d99a4e",
    "orangeTextColor": "#f0bd80",
    "redBackgroundColor": "#351a17",
    "redColor": "#e0776b",
    "redTextColor": "#f4aaa1",
    "greenColor": "#5fb3a1",
    "greenTextColor": "#83cdbd",
    "greenBackgroundColor": "#173630",
}

# Both type families come with Streamlit and are served by Kilde itself: none is fetched.
_COMMON: dict[str, Any] = {
    "theme.font": "sans-serif",
    "theme.headingFont": "serif",
    "theme.baseFontSize": 16,
    "theme.baseRadius": "4px",
    "theme.linkUnderline": True,
}

_BEHAVIOUR: dict[str, Any] = {
    "global.developmentMode": False,
    "browser.gatherUsageStats": False,
    "server.headless": True,
    "server.fileWatcherType": "none",
    "server.runOnSave": False,
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    "server.enableStaticServing": False,
    "server.maxUploadSize": 1,
    "server.maxMessageSize": 20,
    # No site may hold a page in a frame and speak to it.
    "client.allowedOrigins": [],
    # Programs come through Kilde's own API, and nobody says by a header who they are.
    "server.enableAgentApi": False,
    "server.trustedUserHeaders": {},
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.showSidebarNavigation": False,
    "logger.level": "error",
    # It would stop the process for a quarter of a second after every step of every visitor;
    # Python's own collection is enough.
    "runner.postScriptGC": False,
}


def options(host: str, port: int) -> dict[str, Any]:
    """Every option by its dotted name; these win over any config.toml and the environment."""
    return {
        **_BEHAVIOUR,
        **_COMMON,
        **{f"theme.light.{name}": value for name, value in LIGHT.items()},
        **{f"theme.dark.{name}": value for name, value in DARK.items()},
        "server.address": host,
        "server.port": port,
        "browser.serverAddress": host,
        "browser.serverPort": port,
    }
