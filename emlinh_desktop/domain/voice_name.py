"""What a voice's id tells without asking its engine."""

from __future__ import annotations

from emlinh_desktop.domain.brief import Language


def language_named(voice_id: str | None) -> Language | None:
    """The language in `vi-north-female`, `edge:en-GB-RyanNeural`, `piper:vi_VN-vais1000-medium`; None where the name tells none."""
    name = (voice_id or "").rpartition(":")[2]
    parted = name[2:3] in ("-", "_")
    return next((language for language in Language if parted and name.startswith(language.value)), None)
