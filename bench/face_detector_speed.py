"""Processor time of face detectors' networks at 640×384 on one thread: the minimum and the median of many runs.

usage: face_detector_speed.py FILE.onnx … [--runs 200]

CenterFace, YuNet and our own take any size; the input's layout is derived from its shape. needs: numpy, openvino
"""
import argparse, pathlib, time

import numpy as np, openvino

parser = argparse.ArgumentParser()
parser.add_argument("files", nargs="+", type=pathlib.Path)
parser.add_argument("--runs", type=int, default=200)
options = parser.parse_args()
requests = {}
for file in options.files:
    core = openvino.Core()
    model = core.read_model(file)
    shape = model.inputs[0].partial_shape
    is_pixels = len(shape) == 4 and shape[3].is_static and shape[3].get_length() == 3
    model.reshape([1, 384, 640, 3] if is_pixels else [1, 3, 384, 640])
    compiled = core.compile_model(model, "CPU", {
        "INFERENCE_NUM_THREADS": 1, "INFERENCE_PRECISION_HINT": "f32", "NUM_STREAMS": 1})
    request = compiled.create_infer_request()
    request.set_input_tensor(openvino.Tensor(np.random.rand(*compiled.inputs[0].shape).astype(np.float32)))
    requests[file] = request, []
# In turns, so that other load on the machine affects all alike.
for _ in range(options.runs):
    for request, times in requests.values():
        start = time.process_time()
        request.infer()
        times.append(1000 * (time.process_time() - start))
for file, (_, times) in requests.items():
    print(f"{file.stem:20s} minimum {min(times):6.2f} ms, median {np.median(times):6.2f} ms")
