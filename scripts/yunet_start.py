"""Initial weights for a face detector's training, from YuNet's.

usage: yunet_start.py YUNET.onnx PICTURES OUT.safetensors
       facemask train --recipe face-detector --backbone OUT.safetensors --dataset …

YuNet (Wu et al. 2023, MIT licence) was trained on WIDER FACE. Our network has its layers under other names and residual
blocks that initially add nothing, so a training starts with YuNet's abilities. YuNet's batch normalisation is folded
into its convolutions; it is unfolded with the mean and variance of each layer's outputs on up to 200 of PICTURES.
needs: numpy, onnx, onnxruntime, Pillow, safetensors
"""
import argparse, pathlib, random

import numpy as np, onnx, onnxruntime
from PIL import Image
from onnx import numpy_helper
from safetensors.numpy import save_file

SIDE, PICTURES, EPSILON = 320, 200, 1e-5
# The origin of the initial weights in a trained detector's manifest.
SOURCE = "YuNet, MIT licence, copyright Shiqi Yu and the authors of YuNet"
parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("yunet", type=pathlib.Path)
parser.add_argument("pictures", type=pathlib.Path)
parser.add_argument("out", type=pathlib.Path)
options = parser.parse_args()

model = onnx.load(options.yunet)
numbers = {value.name: numpy_helper.to_array(value) for value in model.graph.initializer}
convolutions = [node for node in model.graph.node if node.op_type == "Conv"]

# Ours by name, in YuNet's order.
units = ["stride2.unit1", "stride4.unit1", "stride4.unit2", "stride4.unit3", "stride4.unit4"]
units += [f"stride{stride}.unit{unit}" for stride in (8, 16, 32) for unit in (1, 2)]
units += ["stride32.merge", "stride16.merge", "stride8.merge", "stride8.head", "stride16.head", "stride32.head"]
body = ["stem"] + [f"{unit}.{part}" for unit in units for part in ("pointwise", "depthwise")]
weights, last = {}, {}
for name, node in zip(body, convolutions):
    weights[f"{name}.weight"] = numbers[node.input[1]].copy()
    weights[f"{name}.bias"] = numbers[node.input[2]].copy()
    last[name] = node.output[0]
# Levels from −1 to 1 in RGB, instead of 0 to 255 in BGR.
stem = weights["stem.weight"]
weights["stem.bias"] = weights["stem.bias"] + 127.5 * stem.sum((1, 2, 3))
weights["stem.weight"] = np.ascontiguousarray(stem[:, ::-1] * 127.5)

# YuNet's heads: class, box, objectness, points; for each the three strides. Since the only class is that of faces, the
# objectness distinguishes faces. Our maps: score, mask, box, points.
rest = convolutions[len(body):]
assert len(rest) == 24, "YuNet's heads"
heads = {}
for kind in range(4):
    for level in range(3):
        heads[kind, level] = [[numbers[name] for name in node.input[1:]] for node in rest[6 * kind + 2 * level:][:2]]
generator = np.random.default_rng(1)
for level, stride in enumerate((8, 16, 32)):
    parts = [heads[2, level], None, heads[1, level], heads[3, level]]
    mask = [
        [generator.normal(0, 0.01, (1, 64, 1, 1)), np.zeros(1)],
        [np.array([0, 0, 0, 0, 1, 0, 0, 0, 0]).reshape(1, 1, 3, 3), np.zeros(1)]]
    parts[1] = mask
    for place, name in enumerate((f"stride{stride}.numbers", f"stride{stride}.output")):
        weights[f"{name}.weight"] = np.concatenate([part[place][0] for part in parts])
        weights[f"{name}.bias"] = np.concatenate([part[place][1] for part in parts])
    # YuNet measures from the corner of a cell and in cells, ours from its middle and in units of four cells.
    bias = weights[f"stride{stride}.output.bias"]
    bias[2:4] -= 0.5
    bias[4:6] -= np.log(4)
    bias[6:16] -= 0.5

# The outputs of each layer on pictures.
normalised = [name for name in body if name == "stem" or name.endswith("depthwise")]
for name in normalised:
    model.graph.output.append(onnx.helper.make_tensor_value_info(last[name], onnx.TensorProto.FLOAT, None))
session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
files = sorted(file for file in options.pictures.rglob("*") if file.suffix.lower() in (".jpg", ".jpeg", ".png"))
random.Random(1).shuffle(files)
sums = {name: [0, 0, 0] for name in normalised}
for file in files[:PICTURES]:
    picture = np.asarray(Image.open(file).convert("RGB").resize((SIDE, SIDE)), np.float32)[:, :, ::-1]
    maps = session.run([last[name] for name in normalised], {"input": picture.transpose(2, 0, 1)[None].copy()})
    for name, values in zip(normalised, maps):
        flat = values.astype(np.float64).reshape(values.shape[1], -1)
        sums[name] = [a + b for a, b in zip(sums[name], (flat.shape[1], flat.sum(1), (flat ** 2).sum(1)))]
for name in normalised:
    count, total, squares = sums[name]
    mean, bias = total / count, weights.pop(f"{name}.bias")
    variance = np.maximum(squares / count - mean ** 2, 1e-8)
    # The layer gives x + bias; normalising it and reverting that changes nothing.
    weights[f"{name}.scale"] = np.sqrt(variance + EPSILON)
    weights[f"{name}.shift"] = mean
    weights[f"{name}.mean"] = mean - bias
    weights[f"{name}.variance"] = variance

# Blocks that initially add nothing: their normalisation multiplies by zero.
for stride, blocks in ((16, 2), (32, 4)):
    for block in range(1, blocks + 1):
        name = f"stride{stride}.block{block}"
        weights[f"{name}.pointwise.weight"] = generator.normal(0, (2 / 64) ** 0.5, (64, 64, 1, 1))
        weights[f"{name}.pointwise.bias"] = np.zeros(64)
        weights[f"{name}.depthwise.weight"] = generator.normal(0, (2 / 25) ** 0.5, (64, 1, 5, 5))
        weights[f"{name}.depthwise.scale"] = np.zeros(64)
        weights[f"{name}.depthwise.shift"] = np.zeros(64)
        weights[f"{name}.depthwise.mean"] = np.zeros(64)
        weights[f"{name}.depthwise.variance"] = np.ones(64)
tensors = {}
for prefix in ("", "average."):
    for name, value in weights.items():
        tensors[prefix + name] = np.ascontiguousarray(value, np.float32)
save_file(tensors, options.out, metadata={"source": SOURCE})
print(f"{options.out}: {sum(value.size for value in weights.values()):,} numbers in {len(weights)} tensors")
