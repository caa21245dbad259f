"""Arithmetic on spans."""

from __future__ import annotations

import pytest

from emlinh_desktop.render.time_spans import covered_s, length_s, merged


def test_merging_orders_joins_and_drops() -> None:
    assert merged([(3, 4), (0, 1), (0.5, 2), (2, 2.5), (9, 9), (8, 7)]) == [(0, 2.5), (3, 4)]
    assert merged([(0, 5), (1, 2)]) == [(0, 5)]
    assert merged([]) == []


def test_cover_counts_no_moment_twice() -> None:
    assert covered_s([(0, 2), (1, 3)], [(0.5, 1.5), (1, 2), (2.5, 9)]) == pytest.approx(2.0)
    assert covered_s([(0, 1)], []) == 0
    assert length_s([(0, 1), (2, 4)]) == 3
