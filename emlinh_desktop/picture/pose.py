"""What the presenter does in one frame, in numbers that do not depend on her size."""

from __future__ import annotations

from dataclasses import dataclass

from emlinh_desktop.picture.mouth import REST_MOUTH, Mouth


@dataclass(frozen=True, slots=True)
class Pose:
    """Hashable; equal poses paint equal pixels. The default is the resting pose.

    `blink` 0 open .. 1 closed. `gaze_x`/`gaze_y` -1 viewer's left/up .. 1 right/down. `brow` -1 lowered .. 1 raised.
    `cheek` 0..1, smiling eyes. `tilt_deg` -4..4, clockwise. `nod` -1 up .. 1 down. `turn` -1 viewer's left .. 1 right.
    `breath` 0 out .. 1 in. `arm` 0 hands together .. 1 open palm.
    """

    mouth: Mouth = REST_MOUTH
    blink: float = 0.0
    gaze_x: float = 0.0
    gaze_y: float = 0.0
    brow: float = 0.12
    cheek: float = 0.25
    tilt_deg: float = 0.0
    nod: float = 0.0
    turn: float = 0.0
    breath: float = 0.0
    arm: float = 0.0
