"""Writes ClassificationTests/Fixtures/classifier.json: verdicts of a small network on parts of patterns.

Pillow crops and resizes, NumPy normalises, ONNX Runtime runs the network, which is built with onnx.helper alone. The
Swift test builds the same network with its own writer from the same numbers.

Usage: python3 scripts/reference/classifier.py
"""
import numpy as np
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from PIL import Image

from patterns import numbers, picture, rounded, write

WIDTH, HEIGHT, MARGIN, TEMPERATURE = 24, 20, 0.15, 1.6
MEAN, SCALE = np.float32([120, 110.5, 100]), np.float32([0.02, 0.015, 0.0175])
# name, shape, seed, largest weight
WEIGHTS = [
    ("stem.weight", (6, 3, 3, 3), 1, 0.8), ("stem.bias", (6,), 2, 0.5),
    ("head.weight", (3, 6), 3, 2.5), ("head.bias", (3,), 4, 0.5),
]
# pattern: width, height, seed, cell; then boxes
PICTURES = [
    ((160, 120, 11, 13), [(20, 10, 70, 80), (60.4, 33.3, 99.9, 81.2), (-15, -20, 40, 30), (130, 90, 190, 150)]),
    ((57, 91, 12, 7), [(0, 0, 57, 91), (10.5, 20.25, 13.75, 24.5), (40, 2, 55, 88)]),
    ((33, 21, 13, 4), [(3, 3, 30, 18), (12.1, 7.7, 12.9, 8.3)]),
]


def network():
    tensors = {name: numbers(int(np.prod(shape)), seed, scale).reshape(shape) for name, shape, seed, scale in WEIGHTS}
    nodes = [
        helper.make_node("Conv", ["image", "stem.weight", "stem.bias"], ["stem"], strides=[2, 2], pads=[0, 0, 1, 1]),
        helper.make_node("Clip", ["stem", "lower", "upper"], ["clipped"]),
        helper.make_node("GlobalAveragePool", ["clipped"], ["pooled"]),
        helper.make_node("Flatten", ["pooled"], ["flat"]),
        helper.make_node("Gemm", ["flat", "head.weight", "head.bias"], ["logits"], transB=1),
    ]
    graph = helper.make_graph(
        nodes, "small", [helper.make_tensor_value_info("image", TensorProto.FLOAT, ["batch", 3, HEIGHT, WIDTH])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 3])],
        [numpy_helper.from_array(np.asarray(values), name)
         for name, values in dict(tensors, lower=np.float32(0), upper=np.float32(6)).items()])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    return onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])


def cut(pixels, box):
    """The face with its margin, as the network's input [3, HEIGHT, WIDTH], planes in the order blue, green, red."""
    x1, y1, x2, y2 = box
    across, down = (x2 - x1) * MARGIN, (y2 - y1) * MARGIN
    rows, columns, _ = pixels.shape
    grown = (max(x1 - across, 0), max(y1 - down, 0), min(x2 + across, columns), min(y2 + down, rows))
    cutout = Image.fromarray(pixels).resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR, box=grown)
    return ((np.asarray(cutout, np.float32) - MEAN) * SCALE).transpose(2, 0, 1)[::-1]


def softmax(logits):
    powers = np.exp(logits.astype(np.float64) / TEMPERATURE)
    return powers / powers.sum(axis=1, keepdims=True)


def case(session, pattern, boxes):
    pixels = picture(*pattern)
    logits = session.run(["logits"], {"image": np.stack([cut(pixels, box) for box in boxes])})[0]
    print(softmax(logits).round(3).tolist())
    return {
        "width": pattern[0], "height": pattern[1], "seed": pattern[2], "cell": pattern[3], "boxes": boxes,
        "probabilities": [rounded(row) for row in softmax(logits)],
    }


session = network()
write("ClassificationTests", "classifier.json", {
    "inputWidth": WIDTH, "inputHeight": HEIGHT, "cropMargin": MARGIN, "temperature": TEMPERATURE,
    "mean": rounded(MEAN), "scale": rounded(SCALE),
    "weights": [{"name": name, "shape": shape, "seed": seed, "scale": scale} for name, shape, seed, scale in WEIGHTS],
    "pictures": [case(session, *row) for row in PICTURES],
})
