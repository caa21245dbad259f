"""Speed of the narrator, run by hand: `python tests/benchmarks/bench_speech.py`.

Prints how many times faster than real time a talk is spoken fresh, fitted to a length, and from the cache, and how
long a thousand sentences take to measure.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.script import make_lines
from emlinh_desktop.domain.utterance import Narration
from emlinh_desktop.speech.narrator import SpeechNarrator

_SENTENCES = (
    "Hôm nay chúng ta nói về lợi ích thứ {} của việc đọc sách mỗi ngày.",
    "Chỉ cần {} phút mỗi tối, bạn sẽ tập trung hơn, ngủ ngon hơn và hiểu người khác hơn.",
    "Năm 2024, một nhóm bạn trẻ đã đọc {} cuốn sách về machine learning và blockchain!",
)


def _timed(name: str, spoken_s: float | None, work: Callable[[], object]) -> None:
    start = time.perf_counter()
    work()
    took_s = time.perf_counter() - start
    ratio = f", {spoken_s / took_s:7.0f} x real time" if spoken_s else ""
    print(f"{name:28} {took_s:6.2f} s{ratio}")


def main() -> None:
    lines = make_lines((_SENTENCES[n % 3].format(n), n % 5 == 4) for n in range(60))
    with tempfile.TemporaryDirectory() as folder:
        narrator = SpeechNarrator(Path(folder))
        voice = narrator.voice(None, Language.VI)

        def narrate(target_s: float | None) -> Narration:
            return narrator.narrate(lines, voice, target_s, None, lambda _n: None, CancelToken())

        _timed("imports and first worker", None, lambda: narrator.seconds_for(voice)(["Xin chào."]))
        length_s = sum(narrator.seconds_for(voice)([line.text for line in lines]))
        print(f"60 lines, {length_s:.0f} s of speech")
        _timed("fresh", length_s, lambda: narrate(None))
        _timed("fitted to 5 % less", length_s, lambda: narrate(0.95 * (length_s + 60 * 0.45)))
        _timed("again, from the cache", length_s, lambda: narrate(0.95 * (length_s + 60 * 0.45)))
        sentences = [f"Đây là câu thứ {n} để đo độ dài, không dài lắm." for n in range(1000)]
        _timed("1,000 sentences measured", None, lambda: narrator.seconds_for(voice)(sentences))


if __name__ == "__main__":
    main()
