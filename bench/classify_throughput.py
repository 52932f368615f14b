"""Faces per second that FaceMask classifies, compared with OpenVINO alone with the same network, in turn.

usage: classify_throughput.py FACEMASK MODEL.onnx [--faces 64] [--rounds 5] [--batch 1 2 4 8] [--exact]

Ours is the row "classify" of `facemask bench --faces N`: faces that are already cropped are normalised, classified and
calibrated. OpenVINO's is measured like its benchmark_app: inputs in memory, asynchronous requests with the hint for
throughput, at the fastest batch size. Both use all cores, and bfloat16 if the processor has tiles for it (AMX);
otherwise, and with --exact, 32-bit numbers, or 8-bit integers if MODEL is mask-classifier-int8.onnx. needs: openvino,
numpy
"""
import argparse, json, statistics, subprocess, time

import numpy, openvino

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("facemask")
parser.add_argument("model")
parser.add_argument("--faces", type=int, default=64)
parser.add_argument("--rounds", type=int, default=5)
parser.add_argument("--batch", type=int, nargs="+", default=[1, 2, 4, 8])
parser.add_argument("--exact", action="store_true")
options = parser.parse_args()
# By default, OpenVINO also uses bfloat16 where it is slower than 32 bits.
has_tiles = "amx_bf16" in open("/proc/cpuinfo").read()
precision = {"INFERENCE_PRECISION_HINT": "bf16" if has_tiles and not options.exact else "f32"}
core = openvino.Core()
side = core.read_model(options.model).inputs[0].partial_shape[2].get_length()


def queue(batch):
    network = core.read_model(options.model)
    network.reshape([batch, 3, side, side])
    compiled = core.compile_model(
        network, "CPU", {"PERFORMANCE_HINT": "THROUGHPUT"} | precision)
    requests = openvino.AsyncInferQueue(compiled)
    for request in requests:
        request.set_tensor(compiled.inputs[0], openvino.Tensor(numpy.random.default_rng(1).uniform(
            -1, 1, (batch, 3, side, side)).astype(numpy.float32)))
    return requests


def alone(requests, batch, seconds=2.0):
    """Faces per second."""
    runs, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        for _ in range(8):
            requests.start_async()
        runs += 8
    requests.wait_all()
    return runs * batch / (time.perf_counter() - start)


def ours():
    report = json.loads(subprocess.run(
        [options.facemask, "bench", "--faces", str(options.faces), "--rounds", "3", "--format", "json", "--quiet",
         "--model", options.model,
         *(["--exact"] if options.exact else [])],
        check=True, capture_output=True, text=True).stdout)
    rows = [row for row in report["rows"] if row["stage"] == "classify" and row.get("faces") == options.faces]
    return 1000 / max(rows, key=lambda row: row["threads"])["milliseconds"]["median"]


queues = {batch: queue(batch) for batch in options.batch}
for batch, requests in queues.items():
    alone(requests, batch, 0.5)
ratios = []
for _ in range(options.rounds):
    mine = ours()
    best, batch = max((alone(requests, batch), batch) for batch, requests in queues.items())
    ratios.append(mine / best)
    print(f"FaceMask {mine:6.0f} faces per second, OpenVINO alone {best:6.0f} (batches of {batch}): {100 * ratios[-1]:.0f} %",
          flush=True)
print(f"median {100 * statistics.median(ratios):.0f} %")
