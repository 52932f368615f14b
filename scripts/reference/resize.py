"""Writes FaceMaskCoreTests/Fixtures/resize.json: patterns resized by Pillow.

Usage: python3 scripts/reference/resize.py
"""
from PIL import Image

from patterns import encoded, picture, write

# reason, width and height of the source, size of its squares, box or None, width and height of the result
CASES = [
    ("shrunk by a whole number", 40, 32, 1, None, 10, 8),
    ("shrunk by a fraction", 37, 29, 1, None, 11, 13),
    ("shrunk far: many pixels behind each", 211, 173, 3, None, 7, 5),
    ("shrunk in one direction, enlarged in the other", 50, 9, 1, None, 13, 31),
    ("enlarged by a whole number", 8, 6, 1, None, 24, 18),
    ("enlarged by a fraction", 9, 7, 1, None, 23, 25),
    ("the same size, whole picture", 17, 11, 1, None, 17, 11),
    ("the same size, moved by a fraction", 20, 20, 1, (1.25, 2.5, 18.25, 19.5), 17, 17),
    ("a box on whole pixels", 40, 30, 2, (5, 7, 25, 27), 8, 8),
    ("a box on fractions, shrunk", 61, 47, 1, (3.3, 5.7, 55.1, 40.9), 16, 16),
    ("a box on fractions, enlarged", 31, 31, 1, (10.2, 11.6, 17.9, 18.3), 20, 20),
    ("a box at the far corner", 33, 35, 1, (20.5, 21.25, 33, 35), 9, 10),
    ("a box at the near corner", 33, 35, 1, (0, 0, 7.75, 5.5), 9, 10),
    ("a box smaller than a pixel", 12, 12, 1, (4.4, 5.2, 4.9, 5.6), 6, 6),
    ("a box smaller than a pixel at the edge", 12, 12, 1, (11.5, 11.5, 12, 12), 5, 5),
    ("a long thin box", 90, 20, 1, (0.5, 9.1, 89.5, 10.4), 30, 4),
    ("one pixel from many", 23, 19, 1, None, 1, 1),
    ("many from one pixel", 1, 1, 1, None, 9, 5),
    ("one column", 1, 40, 1, None, 3, 7),
    ("one row", 40, 1, 1, None, 7, 3),
    ("to one column", 31, 17, 1, None, 1, 9),
    ("to one row", 31, 17, 1, None, 9, 1),
    ("a face's box at a classifier's size", 160, 120, 5, (31.7, 12.4, 98.2, 101.9), 56, 56),
]

write("FaceMaskCoreTests", "resize.json", [
    {
        "reason": reason, "width": width, "height": height, "seed": seed, "cell": cell, "box": box,
        "outputWidth": columns, "outputHeight": rows,
        "pixels": encoded(
            Image.fromarray(picture(width, height, seed, cell))
            .resize((columns, rows), Image.Resampling.BILINEAR, box=box).tobytes()),
    }
    for seed, (reason, width, height, cell, box, columns, rows) in enumerate(CASES, 1)
])
