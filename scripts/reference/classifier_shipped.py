"""Writes ClassificationTests/Fixtures/shipped.json: verdicts of the shipped classifier on the sample portraits.

Uses Pillow and ONNX Runtime with the preprocessing in the file's own manifest. Run it again whenever the file is
replaced: the fixture contains its hash.

The first box of each picture is the detector's: there, plain Pillow must agree. The others are drawn by hand (the whole
picture, a part of the face, a box beyond the edge); in such places the network may turn a rounding error into hundredths
of probability. Pillow rounds twice, between its two passes and after them, FaceMask once; so they are resized in
floating point and rounded once. The JPEG file has no box of a part of the face, since JPEG decoders differ by a quarter
of a level, which has a similar effect.

Usage: scripts/setup; python3 scripts/reference/classifier_shipped.py
"""
import hashlib
import json

import numpy as np
import onnx
import onnxruntime
from PIL import Image

from patterns import ROOT, SAMPLES, rounded, write

MODEL = ROOT / "Sources/FaceMask/Models/mask-classifier.onnx"
BOXES = {
    "astronaut.png": [(181.53, 58.2, 269.88, 177.81), (0, 0, 512, 512), (180, 130, 270, 210), (430, 300, 600, 560)],
    "grace_hopper.jpg": [(173.5, 127.67, 358.5, 334.06), (0, 0, 512, 600), (-40, -60, 120, 90)],
}

model = onnx.load(MODEL)
manifest = {entry.key.removeprefix("facemask."): entry.value for entry in model.metadata_props}
preprocessing = json.loads(manifest["preprocessing"])
size = (preprocessing["inputWidth"], preprocessing["inputHeight"])
temperature = float(manifest["temperature"])
session = onnxruntime.InferenceSession(MODEL.read_bytes(), providers=["CPUExecutionProvider"])


def resized(picture, box):
    return np.asarray(picture.resize(size, Image.Resampling.BILINEAR, box=box), np.float32)


def rounded_once(picture, box):
    planes = [resized(plane.convert("F"), box) for plane in picture.split()]
    return np.clip(np.floor(np.stack(planes, axis=-1) + np.float32(0.5)), 0, 255)


def cut(picture, box, resize):
    margin = preprocessing["cropMargin"]
    (x1, y1, x2, y2), (across, down) = box, ((box[2] - box[0]) * margin, (box[3] - box[1]) * margin)
    grown = (max(x1 - across, 0), max(y1 - down, 0), min(x2 + across, picture.width), min(y2 + down, picture.height))
    pixels = resize(picture, grown)
    planes = ((pixels - np.float32(preprocessing["mean"])) * np.float32(preprocessing["scale"])).transpose(2, 0, 1)
    return planes if preprocessing["channelOrder"] == "RGB" else planes[::-1]


def probabilities(picture, boxes, resize):
    logits = session.run(
        None, {session.get_inputs()[0].name: np.stack([cut(picture, box, resize) for box in boxes])})[0]
    powers = np.exp(logits.astype(np.float64) / temperature)
    return powers / powers.sum(axis=1, keepdims=True)


def case(name, boxes):
    picture = Image.open(SAMPLES / name).convert("RGB")
    once, plain = probabilities(picture, boxes, rounded_once), probabilities(picture, boxes[:1], resized)
    print(name, once.round(4).tolist(), plain.round(4).tolist())
    return {
        "picture": name, "boxes": boxes, "probabilities": [rounded(row) for row in once],
        "plainPillowOnFirst": rounded(plain[0]),
    }


write("ClassificationTests", "shipped.json", {
    "sha256": hashlib.sha256(MODEL.read_bytes()).hexdigest(), "labels": json.loads(manifest["labels"]),
    "pictures": [case(*item) for item in BOXES.items()],
})
