"""Milliseconds per face of a classifier's network at several input sizes: one thread, eight faces at once.

usage: classifier_speed.py MODEL.onnx [SIDE ...]

The sizes take turns, five rounds, and the minimum time of each is reported. needs: openvino, numpy
"""
import sys, time
import numpy, openvino

model, *sides = sys.argv[1:]
core = openvino.Core()
networks = {}
for side in map(int, sides or [64, 96, 112, 128, 160, 192, 224]):
    network = core.read_model(model)
    network.reshape([8, 3, side, side])
    networks[side] = core.compile_model(
        network, "CPU", {"INFERENCE_NUM_THREADS": 1, "NUM_STREAMS": 1, "INFERENCE_PRECISION_HINT": "f32"})
least = {side: float("inf") for side in networks}
for _ in range(5):
    for side, network in networks.items():
        faces = numpy.random.default_rng(1).uniform(-1, 1, (8, 3, side, side)).astype(numpy.float32)
        request = network.create_infer_request()
        request.infer([faces])
        for _ in range(6):
            start = time.perf_counter()
            request.infer([faces])
            least[side] = min(least[side], time.perf_counter() - start)
print("side  ms per face")
for side, seconds in least.items():
    print(f"{side:4}  {1000 * seconds / 8:.2f}")
