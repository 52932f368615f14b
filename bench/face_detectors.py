"""Average precision, recall and time of face detectors on the same scenes, class-blind.

usage: face_detectors.py FACEMASK SHARED CROPS SPLIT [--detector facemask|centerface|FILE …] [--peer aizoo|seed …]
                         [--side test | --origin NAME] [--min-face N | --working-size N]

CROPS is the crop set and SPLIT the split.csv of the classifier's training: only scenes whose faces were in its test part
are counted, which no training of ours has used; with --origin all scenes of a collection, for a detector that was
trained without it. Matches at an overlap of 0.5 (strict) and inside labels that contain the whole
head (loose), by SHARED/peers/detection_ap.py; AP by the longer side of the face in the picture (strict: faces of other
sizes are ignored); the recall of masked and bare faces (loose) at the score where the precision is 0.9. --min-face
and --working-size are those of facemask detect.
needs: numpy and the packages of SHARED/peers/README.md
"""
import argparse, csv, json, pathlib, subprocess, sys, tempfile

parser = argparse.ArgumentParser()
parser.add_argument("facemask")
parser.add_argument("shared", type=pathlib.Path)
parser.add_argument("crops", type=pathlib.Path)
parser.add_argument("split", type=pathlib.Path)
parser.add_argument("--detector", action="append", default=[])
parser.add_argument("--peer", choices=["aizoo", "seed"], action="append", default=[])
parser.add_argument("--side", default="test")
parser.add_argument("--origin", help="the first word of its files' names")
parser.add_argument("--min-face")
parser.add_argument("--working-size")
options = parser.parse_args()
annotations = options.shared / "data/scenes/annotations.json"
if not annotations.exists():
    sys.exit(f"{annotations} is missing: this measurement needs the project's data")
sys.path.insert(0, str(options.shared / "peers"))
import detection_ap  # noqa: E402
import numpy as np  # noqa: E402

scenes = json.load(open(annotations))
names = {category["id"]: category["name"] for category in scenes["categories"]}
wanted = {row["picture"] for row in csv.DictReader(open(options.split)) if row["side"] == options.side}
records = map(json.loads, open(options.crops / "crops.jsonl"))
photos = {pathlib.Path(record["source"]).name for record in records if record["file"] in wanted}
images = {image["file_name"]: image for image in scenes["images"]
          if (image["file_name"].startswith(options.origin + "-") if options.origin else image["file_name"] in photos)}
truth = {name: [] for name in sorted(images)}
ids = {image["id"]: name for name, image in images.items()}
for annotation in scenes["annotations"]:
    if annotation["image_id"] in ids:
        x, y, w, h = annotation["bbox"]
        truth[ids[annotation["image_id"]]].append({
            "box": [x, y, x + w, y + h], "label": "face", "state": names[annotation["category_id"]],
            "side": max(w, h)})
folder = options.shared / "data/scenes/images"
SIZES = [(0, 16), (16, 32), (32, 64), (64, 128), (128, 10_000)]


def found(detector):
    command = [options.facemask, "detect", "--format", "jsonl", "--quiet", "--no-pictures", "--minimum-score", "0.1",
               "--threads", "1", "--face-detector", detector, "-"]
    if options.min_face:
        command[2:2] = ["--min-face", options.min_face]
    if options.working_size:
        command[2:2] = ["--working-size", options.working_size]
    lines = subprocess.run(command, input="\n".join(str(folder / name) for name in truth), capture_output=True,
                           text=True).stdout.splitlines()
    seen = {}
    for scene in map(json.loads, lines):
        if "faces" in scene:
            seen[pathlib.Path(scene["source"]).name] = [
                {"box": face["box"], "score": face["score"], "label": "face"} for face in scene["faces"]]
    return seen


def peers(name):
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        (work / "names").write_text("".join(f"{name}\n" for name in truth))
        subprocess.run([sys.executable, options.shared / "peers/peer.py", name, folder, work / "out", "--names",
                        work / "names", "--threads", "1"], check=True, capture_output=True)
        return {scene["image"]: [face | {"label": "face"} for face in scene["faces"]]
                for scene in map(json.loads, open(work / "out"))}


def precision(seen, loose, keep=lambda face: True):
    detection_ap.LOOSE = loose
    kept = {name: [face | {"label": "face" if keep(face) else "ignore"} for face in faces]
            for name, faces in truth.items()}
    return detection_ap.report(kept, seen)["face"][0]


def recalls(seen):
    """Recall of masked and bare faces at the lowest score with a precision of 0.9, loose."""
    detection_ap.LOOSE = True
    hits = []
    for name, faces in truth.items():
        boxes = np.array([face["box"] for face in faces], float).reshape(-1, 4)
        free = np.ones(len(boxes), bool)
        for face in sorted(seen.get(name, []), key=lambda face: -face["score"]):
            overlap = np.where(free, detection_ap.iou(np.array(face["box"], float), boxes), -1) if len(boxes) else []
            best = int(np.argmax(overlap)) if len(boxes) else -1
            if len(boxes) and overlap[best] >= 0.5:
                free[best] = False
                hits.append((face["score"], faces[best]["state"]))
            else:
                hits.append((face["score"], None))
    hits.sort(key=lambda hit: -hit[0])
    right = np.cumsum([state is not None for _, state in hits])
    good = np.nonzero(right / np.arange(1, len(hits) + 1) >= 0.9)[0]
    count = int(good[-1]) + 1 if len(good) else 0
    all_states = [face["state"] for faces in truth.values() for face in faces]
    states = [state for _, state in hits[:count]]
    score = hits[count - 1][0] if count else float("nan")
    return [states.count(state) / max(all_states.count(state), 1) for state in ("with_mask", "without_mask")] + [score]


print(f"{len(truth)} scenes, {sum(map(len, truth.values()))} faces")
print("detector             strict  loose  " + "  ".join(f"{low}-{high if high < 1000 else ''}".rjust(6) for low, high in SIZES)
      + "  masked   bare  (score)")
for name, look in [(name, found) for name in options.detector] + [(name, peers) for name in options.peer]:
    seen = look(name)
    by_size = [precision(seen, False, lambda face: low <= face["side"] < high) for low, high in SIZES]
    masked, bare, score = recalls(seen)
    print(f"{pathlib.Path(name).stem:20s} {precision(seen, False):.4f} {precision(seen, True):.4f}  "
          + "  ".join(f"{value:6.3f}" for value in by_size) + f"   {masked:.3f}  {bare:.3f}  ({score:.3f})",
          flush=True)
