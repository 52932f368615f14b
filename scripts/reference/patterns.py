"""The same pictures and numbers as in Tests/TestSupport/Patterns.swift, and functions for writing fixtures."""
import base64
import json
import pathlib

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLES = ROOT / ".deps/samples"


def mixed(words):
    """Mixes 32-bit words: the final steps of MurmurHash2."""
    words = np.asarray(words, np.uint64) & 0xFFFFFFFF
    words ^= words >> 13
    words = words * 0x5BD1E995 & 0xFFFFFFFF
    return words ^ words >> 15


def picture(width, height, seed, cell=1):
    """[height, width, 3] bytes; squares of `cell` pixels have one colour."""
    y, x, channel = np.indices((height, width, 3), np.uint64)
    words = x // cell * 73856093 ^ y // cell * 19349663 ^ channel * 83492791 ^ seed * 2654435761
    return (mixed(words) & 0xFF).astype(np.uint8)


def numbers(count, seed, scale):
    """`count` numbers from -scale to scale, multiples of scale / 127."""
    words = mixed(np.arange(count, dtype=np.uint64) * 73856093 ^ seed * 2654435761)
    return (((words % 255).astype(np.int64) - 127).astype(np.float32) * np.float32(scale / 127)).astype(np.float32)


def encoded(data):
    """Bytes as base64, which Swift's Data reads."""
    return base64.b64encode(data).decode()


def rounded(values, digits=7):
    return [float(f"{float(value):.{digits}g}") for value in np.ravel(values)]


def write(target, name, content):
    path = ROOT / "Tests" / target / "Fixtures" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, separators=(",", ":")) + "\n")
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size} bytes")
