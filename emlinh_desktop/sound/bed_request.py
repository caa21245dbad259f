"""What the mixer asks of the child that reads music; kept apart so that asking does not import moviepy."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

UNREADABLE_CODE = 4
"""the child's exit code when the music itself is at fault"""


@dataclass(frozen=True, slots=True)
class BedRequest:
    """`powers` is the .npy file of the voice's `Powers`; `bed_lufs` the loudness of the music where nobody speaks.

    Of `seamless` music the last sample is followed by the first when it is played again; other music is faded into itself.
    """

    music: Path
    powers: Path
    sample_count: int
    bed_lufs: float
    bed: Path
    seamless: bool = False

    def write(self, path: Path) -> None:
        """As JSON, for the child. Raises OSError."""
        fields = {"music": str(self.music), "powers": str(self.powers), "sample_count": self.sample_count}
        path.write_text(json.dumps({**fields, "bed_lufs": self.bed_lufs, "bed": str(self.bed), "seamless": self.seamless}), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> BedRequest:
        """The request written by `write`."""
        fields = json.loads(path.read_text(encoding="utf-8"))
        bed, seamless = Path(fields["bed"]), bool(fields["seamless"])
        return cls(Path(fields["music"]), Path(fields["powers"]), int(fields["sample_count"]), float(fields["bed_lufs"]), bed, seamless)
