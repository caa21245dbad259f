"""A model of 4 kB in the form of a Piper voice: it hums one pitch a phoneme, and its durations can be read (a `Ceil` node)."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import numpy as np

_RATE_HZ, _HOP, _IDS = 22_050, 256, 200
_VOWELS = "aeiouyɐɑɒɔəɛɪʊʌ"


def write_tiny_model(path: Path) -> Path:
    """Write `path` (.onnx) and its `.onnx.json`. Needs onnx and piper."""
    onnx: Any = importlib.import_module("onnx")
    ids: dict[str, list[int]] = importlib.import_module("piper.phoneme_ids").DEFAULT_PHONEME_ID_MAP
    frames = np.full(_IDS, 6.3, np.float32)
    frames[0] = 0.4
    frames[[ids[vowel][0] for vowel in _VOWELS]] = 11.2
    loud = np.full(_IDS, 0.3, np.float32)
    loud[[0, 1, 2, 3, 8, 10]] = 0.0
    constants = {
        "frames": frames,
        "loud": loud,
        "pitch": (140 + 2.0 * np.arange(_IDS)).astype(np.float32),
        "one": np.int64(1),
        "zero": np.int64(0),
        "hop": np.int64(_HOP),
        "axis": np.array([1], np.int64),
        "turn": np.float32(2 * np.pi / _RATE_HZ),
        "flat": np.array([-1], np.int64),
        "column": np.array([-1, 1], np.int64),
        "row": np.array([1, -1], np.int64),
        "shape": np.array([1, 1, -1], np.int64),
    }
    steps: list[tuple[str, list[str], str, dict[str, Any]]] = [
        ("Gather", ["frames", "input"], "d0", {}),
        ("Gather", ["scales", "one"], "slow", {}),
        ("Mul", ["d0", "slow"], "d1", {}),
        ("Ceil", ["d1"], "w_ceil", {}),
        ("Reshape", ["w_ceil", "flat"], "w", {}),
        ("Cast", ["w"], "wi", {"to": onnx.TensorProto.INT64}),
        ("CumSum", ["wi", "zero"], "ends", {}),
        ("ReduceSum", ["wi"], "count", {"keepdims": 0}),
        ("Mul", ["count", "hop"], "samples", {}),
        ("Range", ["zero", "count", "one"], "frame", {}),
        ("Reshape", ["frame", "column"], "frame_column", {}),
        ("Reshape", ["ends", "row"], "end_row", {}),
        ("LessOrEqual", ["end_row", "frame_column"], "past", {}),
        ("Cast", ["past"], "past_number", {"to": onnx.TensorProto.INT64}),
        ("ReduceSum", ["past_number", "axis"], "place", {"keepdims": 0}),
        ("Reshape", ["input", "flat"], "ids", {}),
        ("Gather", ["ids", "place"], "id", {}),
        ("Gather", ["pitch", "id"], "hz", {}),
        ("Gather", ["loud", "id"], "level", {}),
        ("Range", ["zero", "samples", "one"], "t", {}),
        ("Div", ["t", "hop"], "at", {}),
        ("Gather", ["hz", "at"], "hz_at", {}),
        ("Gather", ["level", "at"], "level_at", {}),
        ("Cast", ["t"], "t_number", {"to": onnx.TensorProto.FLOAT}),
        ("Mul", ["t_number", "turn"], "angle", {}),
        ("Mul", ["angle", "hz_at"], "phase", {}),
        ("Sin", ["phase"], "wave", {}),
        ("Mul", ["wave", "level_at"], "sound", {}),
        ("Reshape", ["sound", "shape"], "output", {}),
    ]
    made = onnx.helper
    inputs = [
        made.make_tensor_value_info("input", onnx.TensorProto.INT64, [1, "n"]),
        made.make_tensor_value_info("input_lengths", onnx.TensorProto.INT64, [1]),
        made.make_tensor_value_info("scales", onnx.TensorProto.FLOAT, [3]),
    ]
    output = made.make_tensor_value_info("output", onnx.TensorProto.FLOAT, [1, 1, "t"])
    nodes = [made.make_node(kind, given, [result], **options) for kind, given, result, options in steps]
    kept = [onnx.numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()]
    model = made.make_model(made.make_graph(nodes, "tiny", inputs, [output], kept), opset_imports=[made.make_opsetid("", 17)], ir_version=9)
    onnx.save(model, str(path))
    config = {
        "audio": {"sample_rate": _RATE_HZ, "quality": "test"},
        "espeak": {"voice": "vi"},
        "inference": {"noise_scale": 0.667, "length_scale": 1, "noise_w": 0.8},
        "phoneme_type": "espeak",
        "phoneme_map": {},
        "phoneme_id_map": ids,
        "num_symbols": 256,
        "num_speakers": 1,
        "speaker_id_map": {},
        "language": {"code": "vi_VN"},
    }
    path.with_name(path.name + ".json").write_text(json.dumps(config), encoding="utf-8")
    return path
