from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from emlinh_desktop.domain.errors import ErrorCode, ResourceError
from emlinh_desktop.picture import ink as ink_module
from emlinh_desktop.picture import rig as rig_module
from emlinh_desktop.picture.rig import Drawing, Layer, LayerCache, load_rig

GROUPS = "back_hair neck body collar hand_rest_r hand_rest_l hand_open_r lock_r ears head blush eye_l_iris eye_r_iris nose brow_l brow_r lock_l hair_front"


def layer(size_px: int) -> Layer:
    return Layer(QImage(size_px, size_px, QImage.Format.Format_ARGB32_Premultiplied), 0, 0)


def test_every_group_is_drawn() -> None:
    drawing = Drawing("em-linh")
    for group in GROUPS.split():
        assert not drawing.bounds(group).isEmpty(), group


def test_arms_of_the_rig_hang_on_drawn_hands() -> None:
    rig = load_rig("em-linh")
    drawing = Drawing("em-linh")
    for arm in rig.arms.values():
        for hand in (arm.rest_hand, arm.open_hand):
            if hand is not None:
                box = drawing.bounds(hand.group).adjusted(-20, -20, 20, 20)
                assert box.contains(*hand.wrist)
    assert rig.arms["r"].open is not None


@pytest.mark.parametrize("content", [None, "{", "<svg"])
def test_missing_or_broken_files_are_a_coded_error(content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken"
    if content is not None:
        broken.write_text(content, encoding="utf-8")
    load_rig.cache_clear()
    monkeypatch.setattr(rig_module, "resource", lambda _: broken)
    with pytest.raises(ResourceError) as caught:
        Drawing("em-linh")
    assert caught.value.code is ErrorCode.RESOURCES_MISSING
    assert caught.value.__cause__ is not None
    monkeypatch.undo()
    load_rig.cache_clear()


def test_a_drawing_that_does_not_load_is_a_coded_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    load_rig("em-linh")
    broken = tmp_path / "broken.svg"
    broken.write_text("<svg", encoding="utf-8")
    monkeypatch.setattr(ink_module, "resource", lambda _: broken)
    with pytest.raises(ResourceError):
        Drawing("em-linh")


def test_layers_are_skipped_outside_the_clip() -> None:
    class NoPainter:
        def drawImage(self, *_: object) -> None:  # noqa: N802 - QPainter's name
            raise AssertionError("painted outside the clip")

    layer(10).paint(NoPainter(), QRect(20, 20, 5, 5))  # type: ignore[arg-type]  # a painter that must not be used


def test_cache_keeps_what_was_used_last_within_its_limit() -> None:
    cache = LayerCache(limit_bytes=3 * 400)
    made: list[str] = []

    def make(name: str) -> tuple[Layer, ...]:
        made.append(name)
        return (layer(10),)

    for name in ("a", "b", "c", "a", "d", "a", "b"):
        cache.get(name, lambda name=name: make(name))  # type: ignore[misc]  # the name is bound at once
    assert made == ["a", "b", "c", "d", "b"]


def test_cache_holds_a_layer_larger_than_its_limit() -> None:
    cache = LayerCache(limit_bytes=1)
    first = cache.get("a", lambda: (layer(10),))
    assert cache.get("a", lambda: (layer(10),)) is first
