"""The classifier in 8-bit integers, for processors that multiply them fastest.

usage: quantize.py CROPS SPLIT [MODEL.onnx OUT.onnx]

CROPS is a crop set of `facemask dataset prepare`, SPLIT the split.csv of a training on it. By default,
mask-classifier.onnx in Sources/FaceMask/Models is read and mask-classifier-int8.onnx written. NNCF measures the ranges
of the values in the network on 300 training faces of each state, and corrects each layer's bias for the shift by rounding
("fast" correction, its default, cost bare faces 0.4 points of recall; this one has no measurable cost:
docs/measurements.md). face() must follow
Sources/FaceMaskCore/Preprocessing.swift, the only other place that crops faces; ParityTests and ResizeTests compare
Preprocessing.swift with the same crop and Pillow's resize. The manifest is copied without
the metrics, which are the other file's. needs: nncf==3.4.0, numpy, onnx==1.23.2, onnxruntime==1.32.0, openvino, Pillow
"""
import argparse, csv, json, pathlib, random

import nncf, numpy, onnx
from onnx import numpy_helper
from PIL import Image

MODELS = pathlib.Path(__file__).resolve().parent.parent / "Sources/FaceMask/Models"
FACES_OF_A_STATE, SEED = 300, 5
parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("crops", type=pathlib.Path)
parser.add_argument("split", type=pathlib.Path)
parser.add_argument("model", type=pathlib.Path, nargs="?", default=MODELS / "mask-classifier.onnx")
parser.add_argument("out", type=pathlib.Path, nargs="?", default=MODELS / "mask-classifier-int8.onnx")
options = parser.parse_args()


def with_plain_weights(model):
    """Weights that the file stores in 16 bits, each followed by a Cast, as the results of the Cast."""
    stored = {tensor.name: tensor for tensor in model.graph.initializer}
    for node in [node for node in model.graph.node if node.op_type == "Cast" and node.input[0] in stored]:
        tensor = stored[node.input[0]]
        numbers = numpy_helper.to_array(tensor).astype(numpy.float32)
        model.graph.initializer.remove(tensor)
        model.graph.initializer.append(numpy_helper.from_array(numbers, node.output[0]))
        model.graph.node.remove(node)
    onnx.checker.check_model(model)
    return model


def face(record, manner):
    picture = Image.open(options.crops / record["file"]).convert("RGB")
    x1, y1, x2, y2 = record["box"]
    across, down = (x2 - x1) * manner["cropMargin"], (y2 - y1) * manner["cropMargin"]
    region = max(x1 - across, 0), max(y1 - down, 0), min(x2 + across, picture.width), min(y2 + down, picture.height)
    cut = picture.resize((manner["inputWidth"], manner["inputHeight"]), Image.Resampling.BILINEAR, box=region)
    levels = (numpy.asarray(cut, numpy.float32) - manner["mean"]) * manner["scale"]
    return levels.astype(numpy.float32).transpose(2, 0, 1)[None]


def chosen():
    """Training faces of each state, in any order."""
    sides = {row["picture"]: row["side"] for row in csv.DictReader(open(options.split))}
    states = {}
    for record in map(json.loads, open(options.crops / "crops.jsonl")):
        if sides.get(record["file"]) == "training":
            states.setdefault(record["state"], []).append(record)
    generator = random.Random(SEED)
    records = [record for state in sorted(states) for record in generator.sample(states[state], FACES_OF_A_STATE)]
    generator.shuffle(records)
    return records


model = with_plain_weights(onnx.load(options.model))
manifest = {entry.key: entry.value for entry in model.metadata_props}
manner = json.loads(manifest["facemask.preprocessing"])
records = chosen()
faces = nncf.Dataset([{model.graph.input[0].name: face(record, manner)} for record in records])
quantized = nncf.quantize(model, faces, subset_size=len(records), fast_bias_correction=False)
manifest["facemask.name"] += "-int8"
manifest["facemask.architecture"] += ", 8-bit integers"
manifest["facemask.metrics"] = "{}"
onnx.helper.set_model_props(quantized, manifest)
onnx.checker.check_model(quantized)
onnx.save(quantized, options.out)
print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB, ranges from {len(records)} faces")
