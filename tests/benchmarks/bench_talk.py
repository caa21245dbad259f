"""Talking with a language model: how soon its words are on screen, how soon a hanging server is left. Run by hand:

    python tests/benchmarks/bench_talk.py [--answers 20]

The real window (offscreen) and the real openai library against a local server that sends a piece each 0.1 s.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication  # noqa: E402

from tests.helpers.openai_server import OpenAIServer  # noqa: E402


class Window:
    """The window, its events handled by the measuring itself."""

    def __init__(self, application: QApplication) -> None:
        from emlinh_desktop.app import App, OpenedWindow
        from emlinh_desktop.base.cancellation import CancelToken
        from emlinh_desktop.base.paths import app_paths

        self._application = application
        self.app = App(app_paths(), CancelToken())
        self.opened = OpenedWindow(self.app)
        self.chat = self.opened.window.chat
        self.opened.window.show()

    def until(self, condition: Callable[[], bool], at_most_s: float = 10.0) -> float:
        """When the condition held."""
        ends = time.monotonic() + at_most_s
        while not condition():
            assert time.monotonic() < ends
            self._application.processEvents()
            time.sleep(0.0005)
        return time.monotonic()

    def words_come(self) -> bool:
        from emlinh_desktop.ui.chat.bubble import TextBubble

        coming = self.chat.messages._typing
        return coming is not None and isinstance(coming.content, TextBubble)

    def rest(self) -> bool:
        return not self.chat.messages.is_typing

    def close(self) -> None:
        self.opened.close()
        self.app.close()


def first_words_ms(window: Window, server: OpenAIServer, number: int) -> float:
    """From the moment the server sent its first words to their picture."""
    server.faults, server.replies = ["drip:0.1"], [f"Câu {number}: sen nở."]
    before = len(server.sent_at)
    window.chat.say(f"sen nở khi nào {number}?")
    window.until(window.words_come)
    window.opened.window.grab()
    shown_at = time.monotonic()
    window.until(window.rest)
    return (shown_at - server.sent_at[before + 1]) * 1000


def left_ms(window: Window, server: OpenAIServer, number: int) -> float:
    """From the wish to stop until nothing is awaited any more, the server hanging."""
    server.faults = ["hang"]
    asked = len(server.requests)
    window.chat.say(f"kể chuyện {number} đi em")
    window.until(lambda: len(server.requests) > asked)
    stopped_at = time.monotonic()
    window.chat._stop_reply()
    return (window.until(window.rest) - stopped_at) * 1000


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--answers", type=int, default=20)
    answers = parser.parse_args().answers
    application = QApplication([])
    with tempfile.TemporaryDirectory() as home, OpenAIServer() as server:
        os.environ |= {"EMLINH_HOME": home, "EMLINH_LLM_URL": server.base_url, "EMLINH_LLM_MODEL": "fake-large"}
        window = Window(application)
        first_words_ms(window, server, 0)  # imports
        for what, measure in (("first words on screen", first_words_ms), ("hanging server left", left_ms)):
            times = sorted(measure(window, server, number) for number in range(1, answers + 1))
            print(f"{what}: median {times[len(times) // 2]:.0f} ms, longest {times[-1]:.0f} ms, load {os.getloadavg()[0]:.1f}")
        window.close()


if __name__ == "__main__":
    main()
