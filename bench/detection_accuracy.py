"""Average precision of whole pictures, per class and class-blind, of FaceMask and a peer on the same scenes.

usage: detection_accuracy.py FACEMASK SHARED CROPS SPLIT [--peer aizoo|seed …] [--model FILE]
       detection_accuracy.py FACEMASK SHARED --single FOLDER [--peer aizoo|seed|yunet-onnx …] [--model FILE]

CROPS is the crop set and SPLIT the split.csv of the classifier's training: only scenes whose faces were in its test part
are counted. Matching is loose, since many boxes there contain the whole head; a mask worn incorrectly counts if the peer
knows the class. Scores are the detector's times the state's probability. --single takes all scenes with one labelled
face whose longer side is at least a fifth of the picture's, creates links to them in FOLDER, for bench/compare.py, and
also matches strictly; the classifier was trained on most of them. yunet-onnx only detects faces. needs: numpy and the
packages of SHARED/peers/README.md
"""
import argparse, csv, json, pathlib, subprocess, sys, tempfile, time

parser = argparse.ArgumentParser()
parser.add_argument("facemask")
parser.add_argument("shared", type=pathlib.Path)
parser.add_argument("crops", type=pathlib.Path, nargs="?")
parser.add_argument("split", type=pathlib.Path, nargs="?")
parser.add_argument("--single", type=pathlib.Path)
parser.add_argument("--peer", choices=["aizoo", "seed", "yunet-onnx"], action="append", default=[])
parser.add_argument("--model")
options = parser.parse_args()
if (options.single is None) == (options.split is None):
    parser.error("name either CROPS and SPLIT or --single FOLDER")
annotations = options.shared / "data/scenes/annotations.json"
if not annotations.exists():
    sys.exit(f"{annotations} is missing: this measurement needs the project's data")

labels = {"with_mask": "mask", "without_mask": "no_mask", "mask_worn_incorrectly": "incorrect"}
scenes = json.load(open(annotations))
names = {category["id"]: labels[category["name"]] for category in scenes["categories"]}
faces = {}
for annotation in scenes["annotations"]:
    x, y, w, h = annotation["bbox"]
    faces.setdefault(annotation["image_id"], []).append(
        {"box": [x, y, x + w, y + h], "label": names[annotation["category_id"]]})
folder = options.shared / "data/scenes/images"


def is_single(image):
    own = [face["box"] for face in faces.get(image["id"], [])]
    sides = [max(x2 - x1, y2 - y1) for x1, y1, x2, y2 in own]
    return len(sides) == 1 and sides[0] >= 0.2 * max(image["width"], image["height"])


if options.single:
    photos = {image["file_name"] for image in scenes["images"] if is_single(image)}
    options.single.mkdir(parents=True, exist_ok=True)
    for name in photos - {path.name for path in options.single.iterdir()}:
        (options.single / name).symlink_to((folder / name).resolve())
else:
    tested = {row["picture"] for row in csv.DictReader(open(options.split)) if row["side"] == "test"}
    records = map(json.loads, open(options.crops / "crops.jsonl"))
    photos = {pathlib.Path(record["source"]).name for record in records if record["file"] in tested}
# The list contains four pictures twice.
images = {image["file_name"]: image for image in scenes["images"] if image["file_name"] in photos}
images = [images[name] for name in sorted(images)]

with tempfile.TemporaryDirectory() as work:
    work = pathlib.Path(work)
    (work / "truth").write_text("".join(
        json.dumps({"image": image["file_name"], "faces": faces.get(image["id"], [])}) + "\n" for image in images))
    (work / "names").write_text("".join(image["file_name"] + "\n" for image in images))

    def report(title, predictions):
        print(title)
        for manner in [[], ["--loose"]] if options.single else [["--loose"]]:
            print("inside the head:" if manner else "by people's boxes:")
            subprocess.run([sys.executable, options.shared / "peers/detection_ap.py", work / "truth", predictions, *manner])

    command = [options.facemask, "detect", "--format", "jsonl", "--quiet", "--minimum-score", "0.1", "--no-pictures", "-"]
    command += ["--model", options.model] if options.model else []
    start = time.monotonic()
    lines = subprocess.run(command, input="\n".join(str(folder / image["file_name"]) for image in images),
                           capture_output=True, text=True).stdout.splitlines()
    seconds = time.monotonic() - start
    with open(work / "ours", "w") as ours:
        for scene in map(json.loads, lines):
            # The likeliest state counts, as for a peer without "unsure".
            found = [{"box": face["box"], "label": labels[max(face["probabilities"], key=face["probabilities"].get)],
                      "score": face["score"] * max(face["probabilities"].values())} for face in scene.get("faces", [])]
            ours.write(json.dumps({"image": pathlib.Path(scene["source"]).name, "faces": found}) + "\n")
    report(f"FaceMask, {len(images)} scenes, {1000 * seconds / len(images):.1f} ms a picture with its start",
           work / "ours")
    for peer in options.peer:
        start = time.monotonic()
        subprocess.run([sys.executable, options.shared / "peers/peer.py", peer, folder, work / peer, "--names",
                        work / "names"], check=True, stderr=subprocess.DEVNULL)
        seconds = time.monotonic() - start
        report(f"{peer}, {1000 * seconds / len(images):.1f} ms a picture with its start", work / peer)
