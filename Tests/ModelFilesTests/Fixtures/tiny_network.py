"""Writes tiny_network.json: a small network's weights, an input, and what ONNX Runtime makes of it.

    python3 tiny_network.py             writes tiny_network.json beside this file
    python3 tiny_network.py FILE.onnx   checks that another ONNX file computes the same; prints the largest difference

Needs the packages numpy, onnx and onnxruntime. The network here is built with onnx.helper alone, so that it does not
share a mistake with the Swift code it is compared to. Every weight is a multiple of 1/64, exact in fp16 too.
"""
import json
import pathlib
import sys

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

FIXTURE = pathlib.Path(__file__).with_name("tiny_network.json")
SHAPES = {
    "stem.weight": (4, 2, 3, 3), "stem.bias": (4,),
    "depthwise.weight": (4, 1, 3, 3), "depthwise.bias": (4,),
    "head.weight": (3, 4), "head.bias": (3,),
}


def make_tensors():
    random = np.random.default_rng(7)
    return {name: (random.integers(-96, 97, shape) / 64).astype(np.float32) for name, shape in SHAPES.items()}


def make_model(tensors):
    constants = dict(tensors, lower=np.float32(0), upper=np.float32(6))
    nodes = [
        # Stride 2 with padding at the bottom and right only, as MobileNetV2 from TensorFlow has it.
        helper.make_node("Conv", ["input", "stem.weight", "stem.bias"], ["stem"],
                         strides=[2, 2], pads=[0, 0, 1, 1]),
        helper.make_node("Clip", ["stem", "lower", "upper"], ["stem.clipped"]),
        helper.make_node("Conv", ["stem.clipped", "depthwise.weight", "depthwise.bias"], ["depthwise"],
                         pads=[1, 1, 1, 1], group=4),
        helper.make_node("Relu", ["depthwise"], ["depthwise.relu"]),
        helper.make_node("Add", ["stem.clipped", "depthwise.relu"], ["residual"]),
        helper.make_node("AveragePool", ["residual"], ["pooled"], kernel_shape=[3, 3], strides=[3, 3]),
        helper.make_node("GlobalAveragePool", ["stem.clipped"], ["pooled.globally"]),
        helper.make_node("Add", ["pooled", "pooled.globally"], ["features"]),
        helper.make_node("Flatten", ["features"], ["flat"]),
        helper.make_node("Gemm", ["flat", "head.weight", "head.bias"], ["logits"], transB=1),
        helper.make_node("Softmax", ["logits"], ["probabilities"], axis=-1),
    ]
    graph = helper.make_graph(
        nodes, "tiny",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["batch", 2, 6, 6])],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", 3]) for name in ("logits", "probabilities")],
        [numpy_helper.from_array(np.asarray(values), name) for name, values in constants.items()])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    return model.SerializeToString()


def run(model, values):
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    return session.run(["logits", "probabilities"], {"input": values})


def listed(values):
    return {"shape": list(values.shape), "values": [float(f"{value:.9g}") for value in values.ravel()]}


def write():
    tensors = make_tensors()
    values = (np.random.default_rng(8).integers(-128, 129, (2, 2, 6, 6)) / 64).astype(np.float32)
    logits, probabilities = run(make_model(tensors), values)
    fixture = {
        "tensors": {name: listed(tensor) for name, tensor in tensors.items()},
        "input": listed(values), "logits": listed(logits), "probabilities": listed(probabilities),
    }
    FIXTURE.write_text(json.dumps(fixture) + "\n")


def check(path):
    onnx.checker.check_model(path, full_check=True)
    fixture = json.loads(FIXTURE.read_text())
    values = np.array(fixture["input"]["values"], np.float32).reshape(fixture["input"]["shape"])
    for name, result in zip(("logits", "probabilities"), run(path, values)):
        difference = np.abs(result.ravel() - fixture[name]["values"]).max()
        print(f"{name}: {result.shape}, largest difference {difference:.2g}")
        assert difference < 1e-5


check(sys.argv[1]) if len(sys.argv) > 1 else write()
