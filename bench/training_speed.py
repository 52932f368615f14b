"""Seconds per epoch of `facemask train --recipe seed` and of the same recipe in Keras, on the same pictures in turn.

usage: training_speed.py FACEMASK SHARED [--epochs N]

Runs FaceMask, Keras (SHARED/peers/seed_train.py) and FaceMask again, and prints the ratio. The first epoch of Keras
traces its graph; its mean over the epochs includes that, since a user waits for it too.
needs: tensorflow-cpu, scikit-learn, pillow, scipy, numpy
"""
import argparse, json, pathlib, re, struct, subprocess, sys, tempfile
import numpy as np

parser = argparse.ArgumentParser()
parser.add_argument("facemask")
parser.add_argument("shared", type=pathlib.Path)
parser.add_argument("--epochs", type=int, default=2)
options = parser.parse_args()
backbone = options.shared / "models/mobilenetv2-imagenet.safetensors"
dataset = options.shared / "data/seed"
if not backbone.exists() or not dataset.exists():
    sys.exit(f"{options.shared} holds no backbone or no data/seed: this measurement needs the project's data")


def keras_weights(path):
    """The folded backbone in the layout that seed_train.py reads: filters first, channels last."""
    data = backbone.read_bytes()
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + length])
    def tensor(name):
        entry = header[name]
        start, end = entry["data_offsets"]
        kind = {"F16": np.float16, "F32": np.float32}[entry["dtype"]]
        return np.frombuffer(data[8 + length + start:8 + length + end], kind).reshape(entry["shape"]).astype(np.float32)
    names = ["stem"]
    for block in range(1, 18):
        names += [f"block{block}.{part}" for part in ("expand", "depthwise", "project")
                  if f"block{block}.{part}.weight" in header]
    weights = {}
    for index, name in enumerate(names + ["head"]):
        value = tensor(f"{name}.weight")
        weights[f"w{index}"] = value.transpose((1, 2, 3, 0) if name.endswith("depthwise") else (0, 2, 3, 1))
        weights[f"b{index}"] = tensor(f"{name}.bias")
    np.savez(path, **weights)


with tempfile.TemporaryDirectory() as work:
    work = pathlib.Path(work)
    keras_weights(work / "weights.npz")

    def ours(turn):
        subprocess.run([options.facemask, "train", "--recipe", "seed", "--quiet", "--dataset", dataset, "--backbone", backbone, "--epochs",
                        str(options.epochs), "--output", work / turn], check=True, capture_output=True)
        return json.load(open(work / turn / "report.json"))["seconds_per_epoch"]

    def keras():
        output = subprocess.run(
            [sys.executable, options.shared / "peers/seed_train.py", work / "weights.npz", dataset,
             work / "out.keras", str(options.epochs)], check=True, capture_output=True, text=True).stdout
        return float(re.search(r"train seconds ([\d.]+)", output)[1]) / options.epochs

    turns = [("FaceMask", ours("first")), ("Keras", keras()), ("FaceMask", ours("second"))]
    for name, seconds in turns:
        print(f"{name:9} {seconds:6.1f} s per epoch")
    mean = (turns[0][1] + turns[2][1]) / 2
    print(f"FaceMask is {turns[1][1] / mean:.1f} times as fast")
