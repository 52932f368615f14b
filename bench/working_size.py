"""Average precision and recall of the face detector by the size at which it sees a picture.

usage: working_size.py FACEMASK SHARED [--every N] [--sizes 320,416,...]

FACEMASK is the built command, SHARED the folder with data/scenes, data/faces and peers/detection_ap.py. Every Nth scene
is searched, class-blind, with loose matching, since many boxes there contain the whole head. For pictures of one large
face (data/faces), the share in which a face is found is printed too. needs: numpy
"""
import argparse, json, pathlib, subprocess, sys, tempfile

parser = argparse.ArgumentParser()
parser.add_argument("facemask")
parser.add_argument("shared", type=pathlib.Path)
parser.add_argument("--every", type=int, default=5)
parser.add_argument("--sizes", default="follow,256,320,416,512,640,800,960")
options = parser.parse_args()
if not (options.shared / "data/scenes/annotations.json").exists():
    sys.exit(f"{options.shared} holds no data/scenes/annotations.json: this measurement needs the project's data")

scenes = json.load(open(options.shared / "data/scenes/annotations.json"))
images = sorted(scenes["images"], key=lambda image: image["file_name"])[:: options.every]
boxes = {}
for annotation in scenes["annotations"]:
    x, y, w, h = annotation["bbox"]
    boxes.setdefault(annotation["image_id"], []).append({"box": [x, y, x + w, y + h], "label": "face"})
folder = options.shared / "data/scenes/images"
sys.path.insert(0, str(options.shared / "peers"))
sys.argv.append("--loose")  # detection_ap.py reads it when it is imported
import detection_ap  # noqa: E402
import numpy as np  # noqa: E402
portraits = sorted(path for path in (options.shared / "data/faces").rglob("*.*"))[::25]


def look(paths, size):
    """Scenes as FACEMASK prints them, by file name. Low scores are kept: average precision needs them."""
    command = [options.facemask, "detect", "--format", "jsonl", "--quiet", "--minimum-score", "0.1", "-"]
    if size != "follow":
        command += ["--working-size", size]
    lines = subprocess.run(command, input="\n".join(map(str, paths)), capture_output=True, text=True).stdout
    return {pathlib.Path(scene["source"]).name: scene for scene in map(json.loads, lines.splitlines())}


def precision_and_recall(seen, limit):
    """Over all scenes, each box taken at most once, by detection_ap.py's loose rule."""
    hits = shown = wanted = 0
    for image in images:
        truths = np.array([face["box"] for face in boxes.get(image["id"], [])], float).reshape(-1, 4)
        free = np.ones(len(truths), bool)
        wanted += len(truths)
        for face in sorted(seen.get(image["file_name"], {}).get("faces", []), key=lambda face: -face["score"]):
            if face["score"] < limit:
                continue
            shown += 1
            overlap = np.where(free, detection_ap.iou(np.array(face["box"], float), truths), -1) if len(truths) else []
            if len(overlap) and max(overlap) >= 0.5:
                free[int(np.argmax(overlap))] = False
                hits += 1
    return hits / max(shown, 1), hits / max(wanted, 1)


with tempfile.TemporaryDirectory() as work:
    truth = pathlib.Path(work) / "truth.jsonl"
    truth.write_text("".join(
        json.dumps({"image": image["file_name"], "faces": boxes.get(image["id"], [])}) + "\n" for image in images))
    print(f"{len(images)} scenes, {len(portraits)} portraits")
    for size in options.sizes.split(","):
        seen = look([folder / image["file_name"] for image in images], size)
        predictions = pathlib.Path(work) / "predictions.jsonl"
        predictions.write_text("".join(
            json.dumps({"image": name, "faces": [
                {"box": face["box"], "score": face["score"], "label": "face"} for face in scene.get("faces", [])]})
            + "\n" for name, scene in seen.items()))
        result = subprocess.run(
            [sys.executable, options.shared / "peers/detection_ap.py", truth, predictions, "--loose"],
            capture_output=True, text=True).stdout.split("\n")[0]
        portraits_seen = look(portraits, size).values()
        shares = ["%.4f" % (sum(any(face["score"] >= limit for face in scene.get("faces", [])) for scene in portraits_seen)
                            / len(portraits)) for limit in (0.3, 0.5)]
        for limit in (0.3, 0.35, 0.4, 0.5):
            precision, recall = precision_and_recall(seen, limit)
            print(f"         scenes, score {limit:.2f}: precision {precision:.4f}, recall {recall:.4f}")
        print(f"{size:>7}  {result}  portraits with a face: {shares[0]} (score 0.3), {shares[1]} (score 0.5)", flush=True)
