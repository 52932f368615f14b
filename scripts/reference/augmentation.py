"""Writes TrainingTests/Fixtures/augmentation.json: patterns transformed by Keras' ImageDataGenerator.

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
    ("shift to the right", dict(xShift=0.2)),
    ("shift downwards", dict(yShift=-0.2)),
    ("shear", dict(shear=10)),
    ("the seed's largest shear", dict(shear=0.15)),
    ("enlarged, each axis by its own", dict(xZoom=0.85, yZoom=0.95)),
    ("reduced, edges continued", dict(xZoom=1.15, yZoom=1.1)),
    ("all, flipped", dict(rotation=13.7, xShift=0.11, yShift=-0.07, shear=-0.13, xZoom=1.12, yZoom=0.88, flip=True)),
    ("all, not flipped", dict(rotation=-18.2, xShift=-0.19, yShift=0.16, shear=0.1, xZoom=0.9, yZoom=1.14)),
    ("all, far outside", dict(rotation=75, xShift=0.9, yShift=-0.8, shear=35, xZoom=1.6, yZoom=0.4, flip=True)),
]


def transformed(pixels, rotation=0, xShift=0, yShift=0, shear=0, xZoom=1, yZoom=1, flip=False):
    side = len(pixels)
    # Keras' x runs along the columns here; its centre is correct for squares only.
    result = apply_affine_transform(
        pixels.astype(np.float32), theta=rotation, tx=xShift * side, ty=yShift * side, shear=shear,
        zx=xZoom, zy=yZoom, row_axis=0, col_axis=1, channel_axis=2, fill_mode="nearest", order=1)
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
