"""Writes TrainingTests/Fixtures/augmentation.json: patterns transformed by Keras, as ImageDataGenerator does.

Usage: python3 scripts/reference/augmentation.py
"""
import numpy as np
from keras.src.legacy.preprocessing.image import apply_affine_transform

from patterns import encoded, picture, write

# reason; rotation and shear in degrees, shifts as shares, zooms, flip
CASES = [
    ("nothing", dict()),
    ("flip alone", dict(flip=True)),
    ("rotation to the one side", dict(rotation=20)),
    ("rotation to the other side", dict(rotation=-20)),
    ("shift to the right", dict(x_shift=0.2)),
    ("shift downwards", dict(y_shift=-0.2)),
    ("shear", dict(shear=10)),
    ("the seed's largest shear", dict(shear=0.15)),
    ("enlarged, each axis by its own", dict(x_zoom=0.85, y_zoom=0.95)),
    ("reduced, edges continued", dict(x_zoom=1.15, y_zoom=1.1)),
    ("all, flipped", dict(rotation=13.7, x_shift=0.11, y_shift=-0.07, shear=-0.13, x_zoom=1.12, y_zoom=0.88, flip=True)),
    ("all, not flipped", dict(rotation=-18.2, x_shift=-0.19, y_shift=0.16, shear=0.1, x_zoom=0.9, y_zoom=1.14)),
    ("all, far outside", dict(rotation=75, x_shift=0.9, y_shift=-0.8, shear=35, x_zoom=1.6, y_zoom=0.4, flip=True)),
]


def transformed(pixels, rotation=0, x_shift=0, y_shift=0, shear=0, x_zoom=1, y_zoom=1, flip=False):
    side = len(pixels)
    # Keras' x runs along the columns here; its centre is right for squares only.
    result = apply_affine_transform(
        pixels.astype(np.float32), theta=rotation, tx=x_shift * side, ty=y_shift * side, shear=shear,
        zx=x_zoom, zy=y_zoom, row_axis=0, col_axis=1, channel_axis=2, fill_mode="nearest", order=1)
    if flip:
        result = result[:, ::-1]
    return np.clip(np.floor(result + 0.5), 0, 255).astype(np.uint8)


def case(index, reason, draw):
    side, cell = 40 if index % 5 == 3 else 31, 1 + index % 3
    return {
        "reason": reason, "side": side, "seed": index + 1, "cell": cell, "draw": draw,
        "pixels": encoded(transformed(picture(side, side, index + 1, cell), **draw).tobytes()),
    }


write("TrainingTests", "augmentation.json", [case(index, *row) for index, row in enumerate(CASES)])
