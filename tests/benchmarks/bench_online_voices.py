"""What asking for several Lines at once gains, run by hand: `python tests/benchmarks/bench_online_voices.py`.

A talk of ten Lines through the real edge-tts client and a local server that sends sound at the speed it is heard: all
together, and Line by Line. Prints the ratio (wanted: at least 3).
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.script import Line, make_lines
from emlinh_desktop.speech.edge import EdgeSource
from emlinh_desktop.speech.narrator import SpeechNarrator
from tests.helpers.edge_server import EdgeServer

_LINES = make_lines((f"Đây là câu thứ {word}, nói về một lợi ích của việc đọc sách.", False) for word in "nhất hai ba tư năm sáu bảy tám chín mười".split())


def _narrate(narrator: SpeechNarrator, lines: tuple[Line, ...]) -> float:
    narrator.narrate(lines, narrator.voice("edge:HoaiMy", Language.VI), None, None, lambda _n: None, CancelToken())
    return time.perf_counter()


def main() -> None:
    with EdgeServer() as server, server.redirected(), tempfile.TemporaryDirectory() as folder:
        narrator = SpeechNarrator(Path(folder, "warm"), [EdgeSource(Path(folder, "warm"))])
        _narrate(narrator, _LINES)  # the server has spoken every text once: what is measured is sending and hearing
        server.speed = 1.0
        narrator = SpeechNarrator(Path(folder, "a"), [EdgeSource(Path(folder, "a"))])
        began = time.perf_counter()
        together_s = _narrate(narrator, _LINES) - began
        narrator = SpeechNarrator(Path(folder, "b"), [EdgeSource(Path(folder, "b"))])
        began = time.perf_counter()
        for line in _LINES:
            ended = _narrate(narrator, (line,))
        apart_s = ended - began
    print(f"together {together_s:.1f} s, line by line {apart_s:.1f} s: {apart_s / together_s:.1f} times faster")


if __name__ == "__main__":
    main()
