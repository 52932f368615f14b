"""The speed of analysing videos: relative to real time, and as a share of the machine's bound.

usage: video_speed.py FACEMASK VIDEO [VIDEO ...] [--rounds N]

Each video is analysed with JSON Lines to nowhere: as usual, with only one searched frame (decoding, tracking and writing
alone), and with every frame searched. A start with nothing to do (one frame) is subtracted. The bound is what the
processor's cores could reach: the usual run's processor time divided by the number of cores; the share is that divided
by the wall time. The median of the rounds is reported.
"""
import argparse, json, os, pathlib, statistics, subprocess, time

parser = argparse.ArgumentParser()
parser.add_argument("facemask")
parser.add_argument("videos", nargs="+", type=pathlib.Path)
parser.add_argument("--rounds", type=int, default=3)
options = parser.parse_args()


def run(video, *words):
    """Wall and processor seconds, and peak memory in MiB."""
    before = time.monotonic()
    process = subprocess.Popen(
        [options.facemask, "detect", str(video), "--format", "jsonl", "--quiet", *words], stdout=subprocess.PIPE)
    last = b""
    for last in process.stdout:
        pass
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, f"{video}: exit status {status}"
    return time.monotonic() - before, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, last


def middle(video, *words):
    runs = [run(video, *words) for _ in range(options.rounds)]
    return [statistics.median(column) for column in zip(*[numbers[:3] for numbers in runs])]


print("| video | seconds | times real time | of the cores' bound | one searched frame only | every frame searched | MiB |")
print("|---|---|---|---|---|---|---|")
for video in options.videos:
    lines = subprocess.run([options.facemask, "detect", str(video), "--format", "jsonl", "--quiet"],
                           capture_output=True, text=True, check=True).stdout.splitlines()
    seconds = max(record["time"] for record in map(json.loads, lines) if "frame" in record)
    start, start_work, _ = middle(video, "--every", "1000000")
    usual, work, memory = middle(video)
    decoding, _, _ = middle(video, "--looks", "0.0001")
    full, _, _ = middle(video, "--looks", "1000000")
    share = (work - start_work) / os.cpu_count() / (usual - start)
    print(f"| {video.name} | {seconds:.1f} | {seconds / (usual - start):.1f} | {share:.0%} | "
          f"{seconds / (decoding - start):.1f} | {seconds / (full - start):.1f} | {memory:.0f} |", flush=True)
