"""How far the music steps back while she speaks.

The voice is known before the music plays, so the gain does what no compressor can: it is down before the first
syllable, stays down through the breaths between sentences, and rises only into a real pause.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from emlinh_desktop.sound.voice_track import HOPS_PER_S, Powers, speech_mask

DEPTH_DB = 15.0
FALL_S = 0.25
"""the music is down this long after it starts to fall, which is when the voice sets in"""
HOLD_S = 0.08
RISE_S = 0.40
SHORTEST_PAUSE_S = 0.85
"""in a shorter pause the music stays down: a bed that swells between sentences pulls the ear away"""


def duck_gains_db(powers: Powers) -> npt.NDArray[np.float32]:
    """The music's gain at each hop of the voice, 0 (nobody speaks) down to -DEPTH_DB."""
    speech = speech_mask(powers)
    until_s = _hops_since(speech[::-1])[::-1] / HOPS_PER_S
    since_s = _hops_since(speech) / HOPS_PER_S
    in_short_pause = until_s + since_s <= SHORTEST_PAUSE_S
    depth = np.maximum(_slope(until_s / FALL_S), _slope((since_s - HOLD_S) / RISE_S))
    depth[in_short_pause] = 1.0
    return (-DEPTH_DB * depth).astype(np.float32)


def _hops_since(speech: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """For each hop how many hops ago speech was last heard (0: now; infinite: not yet)."""
    places = np.arange(len(speech), dtype=np.float64)
    last = np.maximum.accumulate(np.where(speech, places, -np.inf))
    return places - last


def _slope(position: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """1 at 0 and before, 0 at 1 and beyond, a raised cosine between: no corner to hear."""
    return 0.5 + 0.5 * np.cos(np.pi * np.clip(position, 0.0, 1.0))
