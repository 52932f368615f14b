"""Compares FaceMask with a peer on the same photos, in turn: time per picture, cold start, memory.

usage: detection_speed.py FACEMASK SHARED [--peer seed|aizoo|yunet-onnx] [--classifier FILE.onnx] [--photos FOLDER] [--pictures N]
                          [--rounds N] [--drop-caches]

Since all pictures of SHARED/data/faces, or of --photos, would take long, N of them, evenly spread, are analysed by peer
and FaceMask in turn. yunet-onnx requires a --classifier of 224×224 pixels, such as the model.onnx of `facemask train
--recipe seed`. The times per picture don't include loading (theirs: its own figure; ours: a run over the pictures minus
a run over one of them). Cold start is the whole command on one photo; with --drop-caches, which needs root, the system's
file caches are dropped first, as after a reboot. needs: the packages of SHARED/peers/README.md
"""
import argparse, os, pathlib, re, resource, subprocess, sys, tempfile, time

parser = argparse.ArgumentParser()
parser.add_argument("facemask")
parser.add_argument("shared", type=pathlib.Path)
parser.add_argument("--peer", default="seed", choices=["seed", "aizoo", "yunet-onnx"])
parser.add_argument("--classifier", type=pathlib.Path)
parser.add_argument("--photos", type=pathlib.Path)
parser.add_argument("--pictures", type=int, default=320)
parser.add_argument("--rounds", type=int, default=2)
parser.add_argument("--drop-caches", action="store_true")
options = parser.parse_args()
peer = options.shared / "peers/peer.py"
if not peer.exists():
    sys.exit(f"{peer} is missing: this measurement needs the project's peers and data")
photos = sorted(path for path in (options.photos or options.shared / "data/faces").rglob("*.*") if path.is_file())
photos = photos[:: max(len(photos) // options.pictures, 1)][: options.pictures]


def timed(command, **settings):
    """Wall seconds, processor seconds and peak mebibytes of a command."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, **settings)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output


def cold(command):
    if options.drop_caches:
        os.sync()
        pathlib.Path("/proc/sys/vm/drop_caches").write_text("3")
    return timed(command)


with tempfile.TemporaryDirectory() as work:
    folder = pathlib.Path(work) / "photos"
    folder.mkdir()
    for number, path in enumerate(photos):
        (folder / f"{number:04}{path.suffix}").symlink_to(path.resolve())
    one = pathlib.Path(work) / "one"
    one.mkdir()
    (one / "photo.jpg").symlink_to(photos[0].resolve())
    ours = [options.facemask, "detect", "--format", "jsonl", "--quiet"]
    theirs = [sys.executable, peer, options.peer]
    words = ["--classifier", options.classifier.resolve()] if options.classifier else []
    lines = pathlib.Path(work) / "lines.jsonl"
    print(f"{len(photos)} photos, {options.rounds} rounds, FaceMask and {options.peer} in turn")
    ratios = []
    for _ in range(options.rounds):
        wall, _, memory, _ = timed(ours + [folder])
        loaded, _, _, _ = timed(ours + [one / "photo.jpg"])
        start, processor, _, _ = cold(ours + [one / "photo.jpg"])
        mine = (wall - loaded) / (len(photos) - 1) * 1e3
        peer_wall, _, peer_memory, said = timed(theirs + [folder, lines, *words])
        his = float(re.search(r"then ([\d.]+) ms", said)[1])
        peer_start, peer_processor, _, _ = cold(theirs + [one, lines, *words])
        ratios.append((his / mine, peer_start / start))
        print(f"FaceMask   {mine:6.1f} ms per picture  cold start {start:5.2f} s ({processor:.2f} s of processor time)  "
              f"peak {memory:.0f} MiB")
        print(f"{options.peer:10} {his:6.1f} ms per picture  cold start {peer_start:5.2f} s "
              f"({peer_processor:.2f} s of processor time)  peak {peer_memory:.0f} MiB", flush=True)
    picture_ratio, start_ratio = (sum(values) / len(values) for values in zip(*ratios))
    print(f"FaceMask is {picture_ratio:.1f} times as fast per picture, {start_ratio:.1f} times as fast from a cold start")
