"""The three pieces of music shipped in `resources/music`, composed and synthesised here: `python packaging/compose_music.py`.

Every sound is a sum of sines and filtered noise (numpy only), laid into a circular buffer: what rings on past the end is heard
at the beginning, and echo and filters are circular convolutions, so a piece that is played again has no seam. Nothing above
6 kHz and little between 1 and 4 kHz, where the voice is understood. Deterministic: the same numbers each time.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import wave
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from emlinh_desktop.base.ffmpeg_binary import ffmpeg_path  # noqa: E402 - found beside this script
from emlinh_desktop.base.loudness_meter import measure_loudness  # noqa: E402

RATE_HZ = 48_000
LOUDNESS_LUFS = -20.0
VORBIS_QUALITY = "6"
_UPBEAT_S = 0.03
"""a piece is cut this long before its first beat, where what rings is smooth"""
_SEMITONES = {"C": -9, "D": -7, "E": -5, "F": -4, "G": -2, "A": 0, "B": 2}

Tone = npt.NDArray[np.float64]
"""shape (samples,) or (samples, 2)"""


def pitch_hz(name: str) -> float:
    """`A4` is 440 Hz; `b` and `#` as usual."""
    steps = _SEMITONES[name[0]] + 12 * (int(name[-1]) - 4) + name.count("#") - name[1:].count("b")
    return float(440.0 * 2 ** (steps / 12))


def _times(seconds: float) -> Tone:
    return np.arange(round(seconds * RATE_HZ)) / RATE_HZ


def _swell(seconds: float, attack_s: float, release_s: float) -> Tone:
    """Up and down along raised cosines: no corner, no click."""
    times = _times(seconds)
    rise = np.clip(times / attack_s, 0, 1)
    fall = np.clip((seconds - times) / release_s, 0, 1)
    return (0.5 - 0.5 * np.cos(np.pi * rise)) * (0.5 - 0.5 * np.cos(np.pi * fall))


def pad(name: str, seconds: float) -> Tone:
    """A choir of strings: three voices a hair apart, left, middle and right; the overtones end below 2 kHz."""
    tone = np.zeros((round(seconds * RATE_HZ), 2))
    times = _times(seconds)
    for voice, (cents, pan) in enumerate(((-5.0, 0.1), (0.0, 0.5), (6.0, 0.9))):
        base = pitch_hz(name) * 2 ** (cents / 1200)
        wander = 1.2 * np.sin(2 * np.pi * (0.17 + 0.05 * voice) * times + 2.1 * voice)
        for k in range(1, int(2000 / base) + 1):
            wave_k = np.sin(2 * np.pi * k * base * times + k * wander * 0.15 + voice * k) / k**1.9
            tone += wave_k[:, None] * (np.cos(pan * np.pi / 2), np.sin(pan * np.pi / 2))
    return tone * _swell(seconds, min(1.1, seconds / 2), min(1.6, seconds / 2))[:, None] / 3


def electric_piano(name: str, seconds: float, force: float = 0.7) -> Tone:
    """Two-operator frequency modulation (J. Chowning, 1973) whose index falls: a bell at the start, almost a sine after."""
    times, base = _times(seconds), pitch_hz(name)
    index = 1.1 * force * np.exp(-times / 0.35) + 0.12
    body = np.sin(2 * np.pi * base * times + index * np.sin(2 * np.pi * base * times))
    fading = np.exp(-times / (1.5 * (261 / base) ** 0.35))
    sway = 0.12 * np.sin(2 * np.pi * 4.2 * times)
    return (body * fading * _swell(seconds, 0.006, 0.12))[:, None] * np.stack([1 + sway, 1 - sway], axis=1)


def _struck(name: str, seconds: float, slope: float, loss: tuple[float, float], stiffness: float, attack_s: float) -> Tone:
    """A string set going at a fifth of its length: overtones fall by `slope` and fade the faster the higher they are."""
    times, base = _times(seconds), pitch_hz(name)
    tone = np.zeros(len(times))
    for k in range(1, int(min(4200 / base, 14)) + 1):
        partial = base * k * np.sqrt(1 + stiffness * k * k)
        tone += np.sin(np.pi * k * 0.21) / k**slope * np.sin(2 * np.pi * partial * times) * np.exp(-times * (loss[0] + loss[1] * k))
    return tone * _swell(seconds, attack_s, 0.1)


def plucked(name: str, seconds: float) -> Tone:
    """A nylon string."""
    return _struck(name, seconds, 1.1, (1.6, 1.1), 0.00005, 0.004)


def felt_piano(name: str, seconds: float) -> Tone:
    """A piano through felt: two strings hardly apart, a soft hammer."""
    return _struck(name, seconds, 1.7, (0.55, 0.35), 0.0003, 0.011) * (1 + 0.06 * np.sin(2 * np.pi * 0.9 * _times(seconds)))


def bass(name: str, seconds: float) -> Tone:
    """A round bass."""
    times, base = _times(seconds), pitch_hz(name)
    tone = sum(np.sin(2 * np.pi * k * base * times) * a for k, a in ((1, 1.0), (2, 0.32), (3, 0.1)))
    return tone * np.exp(-times / 1.8) * _swell(seconds, 0.018, 0.12)


def soft_drum() -> Tone:
    """A hand on a big drum."""
    times = _times(0.28)
    return np.sin(2 * np.pi * (52 * times + 46 * 0.03 * (1 - np.exp(-times / 0.03)))) * np.exp(-times / 0.09) * _swell(0.28, 0.004, 0.1)


def brush(seed: int) -> Tone:
    """A brush on a drum's skin: noise of 1.2 to 4 kHz."""
    noise = np.fft.rfft(np.random.default_rng(seed).standard_normal(round(0.16 * RATE_HZ)))
    freqs = np.fft.rfftfreq(round(0.16 * RATE_HZ), 1 / RATE_HZ)
    shaped = np.fft.irfft(noise * np.exp(-(((freqs - 2200) / 1100) ** 2)))
    return shaped * np.exp(-_times(0.16) / 0.045) * _swell(0.16, 0.012, 0.06)


class Loop:
    """A circular stereo buffer of whole bars of four beats, a whole number of hundredths of a second long: players round to those."""

    def __init__(self, bars: int, beats_a_minute: float) -> None:
        hundredths = round(4 * bars * 6000 / beats_a_minute)
        self.beat_s = hundredths / 100 / (4 * bars)
        self.sound = np.zeros((hundredths * RATE_HZ // 100, 2))

    def lay(self, beat: float, tone: Tone, level_db: float, pan: float = 0.5) -> None:
        """Add a tone at a beat; `pan` 0 is left, 1 right."""
        stereo = tone if tone.ndim == 2 else tone[:, None] * (np.cos(pan * np.pi / 2), np.sin(pan * np.pi / 2)) * np.sqrt(2)
        places = (round(beat * self.beat_s * RATE_HZ) + np.arange(len(stereo))) % len(self.sound)
        self.sound[places] += stereo * 10 ** (level_db / 20)

    def finished(self, room_s: float, wet: float, top_hz: float) -> Tone:
        """With the echo of a room, nothing below 38 Hz, and softly ended above `top_hz`."""
        length = len(self.sound)
        freqs = np.fft.rfftfreq(length, 1 / RATE_HZ)[:, None]
        times = _times(min(3 * room_s, length / RATE_HZ))
        echo = np.random.default_rng(7).standard_normal((len(times), 2)) * np.exp(-6.9 * times / room_s)[:, None]
        echo[: round(0.018 * RATE_HZ)] = 0
        room = np.fft.rfft(echo / np.sqrt((echo**2).sum(axis=0)), n=length, axis=0) / (1 + (freqs / 2600) ** 2)
        shape = 1 / np.sqrt(1 + (freqs / top_hz) ** 6) * (freqs / 38) ** 2 / np.sqrt(1 + (freqs / 38) ** 4)
        return np.fft.irfft(np.fft.rfft(self.sound, axis=0) * (1 + wet * room) * shape, n=length, axis=0)


def _melody(loop: Loop, notes: str, play: Callable[[str, float], Tone], level_db: float, pan: float, bars_from: int = 0) -> None:
    """`bar.beat:note:beats …`; each a little before or after its time, a little louder or softer, as hands do."""
    hands = np.random.default_rng(11)
    for written in notes.split():
        place, name, beats = written.split(":")
        bar, beat = place.split(".", 1)
        at = 4 * (int(bar) - 1 + bars_from) + float(beat) + hands.normal(0, 0.012)
        loop.lay(at, play(name, float(beats) * loop.beat_s + 1.2), level_db + hands.normal(0, 0.8), pan)


def calm() -> Tone:
    """Warm: strings under an electric piano in F major, 70 beats a minute."""
    loop = Loop(8, 70)
    chords = (
        ("F2", "F3 A3 C4 E4"), ("A2", "G3 A3 C4 E4"), ("D2", "F3 A3 C4 E4"), ("Bb1", "F3 A3 C4 D4"),
        ("A1", "F3 A3 C4 G4"), ("G2", "F3 A3 Bb3 D4"), ("C2", "F3 A3 Bb3 D4"), ("C2", "E3 G3 Bb3 D4"),
    )  # fmt: skip
    for bar, (low, names) in enumerate(chords):
        loop.lay(4 * bar, bass(low, 3.7 * loop.beat_s), -12)
        loop.lay(4 * bar + 2.5, bass(low, 1.4 * loop.beat_s), -17)
        tones = names.split()
        for name in tones:
            loop.lay(4 * bar - 0.3, pad(name, 5.2 * loop.beat_s), -15)
        for step, (beat, which) in enumerate(((0.02, 0), (0.5, 1), (1.0, 2), (1.5, 3), (2.5, 2), (3.0, 1), (3.5, 3))):
            loop.lay(4 * bar + beat, electric_piano(tones[which], 2.2 * loop.beat_s, 0.5), -15 - (step % 2), 0.42)
    song = "1.0:C5:2 1.2:A4:2 2.1:G4:1 2.2:E4:2 3.0:A4:2 3.2:C5:1 3.3:D5:1 4.0:C5:3 5.0:A4:2 5.2:G4:2 6.1:F4:1 6.2:Bb4:2 7.0:A4:2 7.2:F4:2 8.0:G4:3"
    _melody(loop, song, lambda name, s: electric_piano(name, s, 0.8), -11, 0.58)
    return loop.finished(2.0, 0.35, 5200)


def bright() -> Tone:
    """Lively: plucked strings over a walking bass in G major, 108 beats a minute."""
    loop = Loop(16, 108)
    chords = (
        ("G2", "G3 B3 D4 G4"), ("F#2", "A3 D4 F#4 A4"), ("E2", "G3 B3 E4 G4"), ("C2", "G3 C4 E4 G4"),
        ("G2", "B3 D4 G4 B4"), ("D2", "A3 D4 F#4 A4"), ("C2", "G3 C4 D4 G4"), ("D2", "A3 D4 G4 A4"),
        ("E2", "G3 B3 D4 G4"), ("C2", "G3 C4 E4 G4"), ("G2", "G3 B3 D4 G4"), ("D2", "A3 D4 F#4 A4"),
        ("C2", "G3 C4 E4 A4"), ("D2", "A3 D4 F#4 A4"), ("G2", "B3 D4 G4 B4"), ("D2", "A3 C4 F#4 A4"),
    )  # fmt: skip
    for bar, (low, names) in enumerate(chords):
        tones = names.split()
        for beat, beats, level_db in ((0.0, 1.3, -12.5), (1.5, 0.8, -16.5), (2.5, 1.2, -14.5)):
            loop.lay(4 * bar + beat, bass(low, beats * loop.beat_s), level_db)
        for step, which in enumerate((0, 2, 1, 3, 2, 1, 3, 2)):
            loop.lay(4 * bar + step / 2, plucked(tones[which], 1.1), -9.0 - 2.0 * (step % 2), 0.3 + 0.1 * which)
        for name in tones[1:]:
            loop.lay(4 * bar, pad(name, 4.4 * loop.beat_s), -22)
            loop.lay(4 * bar + 1.5, electric_piano(name, 0.6, 0.3), -22, 0.6)
        loop.lay(4 * bar, soft_drum(), -15)
        loop.lay(4 * bar + 2.5, soft_drum(), -19)
        for beat in (1, 3):
            loop.lay(4 * bar + beat, brush(4 * bar + beat), -17, 0.6)
    song = (
        "1.0:D5:1 1.1:B4:1 1.2:D5:2 2.1:A4:1 2.2:F#4:2 3.0:B4:1 3.1:G4:1 3.2:B4:2 4.0:G4:3 5.0:D5:1 5.1:G5:1 5.2:F#5:1 5.3:D5:1 6.0:A4:2 6.2:D5:2"
        " 7.0:E5:1 7.1:D5:1 7.2:C5:2 8.0:D5:3"
    )
    _melody(loop, song, plucked, -8, 0.62)
    second = "1.0:G4:2 1.2:B4:2 2.0:C5:3 3.0:B4:1 3.1:D5:1 3.2:G4:2 4.0:A4:3 5.0:E5:2 5.2:C5:2 6.0:D5:2 6.2:A4:2 7.0:B4:1 7.1:D5:1 7.2:G4:2"
    _melody(loop, second, plucked, -8, 0.62, 8)
    return loop.finished(1.1, 0.22, 5600)


def thoughtful() -> Tone:
    """Quiet thinking: a felt piano over low strings in A minor, 66 beats a minute."""
    loop = Loop(8, 66)
    chords = (
        ("A1", "E3 A3 B3 E4"), ("F2", "F3 A3 C4 E4"), ("E2", "E3 G3 C4 D4"), ("B1", "D3 G3 B3 D4"),
        ("D2", "F3 A3 C4 E4"), ("C2", "E3 A3 C4 E4"), ("F2", "F3 A3 C4 G4"), ("E2", "E3 A3 B3 D4"),
    )  # fmt: skip
    for bar, (low, names) in enumerate(chords):
        tones = names.split()
        loop.lay(4 * bar, bass(low, 3.8 * loop.beat_s), -14.5)
        for name in tones[:3]:
            loop.lay(4 * bar - 0.4, pad(name, 5.4 * loop.beat_s), -19)
        for beat, which in ((0.01, 0), (1.0, 1), (2.0, 3), (3.0, 2)):
            loop.lay(4 * bar + beat, felt_piano(tones[which], 3.2 * loop.beat_s), -10, 0.4)
    song = "1.0:E5:2 1.2:B4:2 2.0:C5:3 2.3:A4:1 3.0:G4:2 3.2:D5:2 4.0:B4:4 5.0:A4:2 5.2:E5:2 6.0:C5:3 7.0:A4:1 7.1:G4:1 7.2:C5:2 8.0:B4:4"
    _melody(loop, song, felt_piano, -6, 0.58)
    return loop.finished(2.6, 0.4, 4800)


PIECES: dict[str, Callable[[], Tone]] = {"calm": calm, "bright": bright, "thoughtful": thoughtful}


def write_wave(path: Path, sound: Tone) -> None:
    """16-bit stereo."""
    with wave.open(str(path), "wb") as handle:
        handle.setnchannels(2)
        handle.setsampwidth(2)
        handle.setframerate(RATE_HZ)
        handle.writeframes(np.clip(np.rint(sound * 32767), -32767, 32767).astype("<i2").tobytes())


def make(name: str, folder: Path) -> Path:
    """Compose a piece, level it, encode it as Vorbis.

    Vorbis keeps the length to the sample and goes on quietly past the end while it encodes: the step from the last sample to the first
    bends no more than the music itself does. With Opus and AAC it bent ten times as much, which is a click.
    """
    sound = np.roll(PIECES[name](), round(_UPBEAT_S * RATE_HZ), axis=0)
    sound *= 0.3 / np.abs(sound).max()
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / f"{name}.wav"
        write_wave(plain, sound)
        sound *= 10 ** ((LOUDNESS_LUFS - measure_loudness(plain).integrated_lufs) / 20)
        write_wave(plain, sound)
        final = folder / f"{name}.ogg"
        command = [ffmpeg_path(), "-v", "error", "-y", "-i", str(plain), "-c:a", "libvorbis", "-q:a", VORBIS_QUALITY]
        command += ["-metadata", f"title=Em Linh: {name}", "-fflags", "+bitexact", "-flags:a", "+bitexact", str(final)]
        subprocess.run(command, check=True)
    return final


def main(names: Sequence[str]) -> None:
    """Make the named pieces, or all."""
    folder = ROOT / "resources" / "music"
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or PIECES:
        final = make(name, folder)
        print(f"{final.name}: {final.stat().st_size / 1000:.0f} kB, {measure_loudness(final)}")


if __name__ == "__main__":
    main(sys.argv[1:])
