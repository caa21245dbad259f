"""From a film's Background to the backdrop that paints it. A worker loads the one it needs."""

from __future__ import annotations

from emlinh_desktop.domain.brief import BUILT_IN_BACKGROUNDS, Composition
from emlinh_desktop.domain.errors import unknown_name
from emlinh_desktop.domain.shot import Background
from emlinh_desktop.picture.backdrop import Backdrop
from emlinh_desktop.picture.layout import stage_layout


def backdrop_for(background: Background, composition: Composition) -> Backdrop:
    """The backdrop of one composition.

    Raises:
        InputError: UNKNOWN_NAME, or BACKGROUND_UNREADABLE for own media that went away.
    """
    layout = stage_layout(composition)
    if background.kind == "office":
        from emlinh_desktop.picture.office import OfficeBackdrop

        return OfficeBackdrop(composition, layout)
    if background.kind == "abstract":
        from emlinh_desktop.picture.abstract import AbstractBackdrop

        return AbstractBackdrop(layout)
    if background.kind == "none":
        from emlinh_desktop.picture.plain import plain_backdrop

        return plain_backdrop(layout)
    if background.kind == "picture":
        from emlinh_desktop.picture.photograph import PictureBackdrop

        return PictureBackdrop(background.path, layout)
    if background.kind == "clip":
        from emlinh_desktop.picture.clip import ClipBackdrop

        return ClipBackdrop(background.path, layout)
    raise unknown_name("background", background.kind, BUILT_IN_BACKGROUNDS)
