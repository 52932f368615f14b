"""The effect of masks drawn on bare faces in training, tested on real photos of collections that were left out.

usage: synthetic_masks.py FACEMASK CROPS DATA BACKBONE WORK [--side 96] [--epochs 2] [--every 3] [--arms NAME ...]

CROPS is the crop set that `facemask dataset prepare seed faces scenes/annotations.json` creates from the data in DATA,
which contains seed and faces. Trained on: faces of seed, c4k, k12 and type. Tested on: all faces of ffp, kag and web,
which are in no arm. The arms' bare faces are the same; masks drawn in augmentation are disabled in all arms but the
last.

Prints for each arm the share of right answers for faces with and without mask, and the recall of each state, with 95 %
intervals over resampled groups of near-copies; then the mean recall of with_mask and without_mask over faces of at least
32 pixels and over each test origin. Cut-outs have no masks worn incorrectly. Finished trainings are kept in WORK and not
repeated.
"""

import argparse
import csv
import json
import os
import pathlib
import random
import subprocess

STATES = ["with_mask", "without_mask", "mask_worn_incorrectly"]
LEARNT = {"seed", "faces/c4k", "faces/k12", "faces/type"}
TESTED = ["faces/ffp", "scenes/kag", "scenes/web"]
# The masked faces that each arm adds to the bare ones, and its changes to the recipe.
PLAIN = {"augmentation": {"drawn": 0}}
ARMS = {
    "bare + pale-blue cut-outs": (["cutouts"], PLAIN),
    "bare + synthetic": (["synthetic"], PLAIN),
    "bare + real": (["real"], PLAIN),
    "bare + real + synthetic": (["real", "synthetic"], PLAIN),
    "bare + real, masks drawn in augmentation": (["real"], {}),
}


def records(folder):
    return [json.loads(line) for line in (folder / "crops.jsonl").open()]


def bare_photos(options):
    """The photos without masks for training."""
    return [path for name in ("seed/without_mask", "faces/without_mask") for path in sorted((options.data / name).iterdir())
            if name.startswith("seed") or path.name.split("-")[0] in ("c4k", "k12", "type")][:: options.every]


def made(options, photos):
    """The crop set of synthetic masks on them."""
    pictures, crops = options.work / "made", options.work / "made-crops"
    if not crops.exists():
        command = [options.facemask, "synthesize", "-", "--output", pictures, "--preview", "--face-detector",
                   options.face_detector]
        if (pictures / "settings.json").exists():
            command.append("--resume")
        subprocess.run([str(part) for part in command], input="\n".join(map(str, photos)), text=True, check=False)
        subprocess.run([str(part) for part in (options.facemask, "dataset", "prepare", pictures, "--output", crops, "--quiet",
                                            "--face-detector", options.face_detector)],
                       check=True)
    return crops


def arm(options, name, parts):
    """The folder of the arm's crop set."""
    paths = bare_photos(options)
    photos = {path.name for path in paths}
    folder = options.work / name.replace(" ", "-").replace(",", "")
    if (folder / "crops.jsonl").exists():
        return folder
    rows = []

    def add(record, source, change):
        target = folder / record["file"].replace("/", f"/{change}", 1) if change else folder / record["file"]
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            os.link(source / record["file"], target)
        rows.append(record | {"file": str(target.relative_to(folder))})

    # In every arm, the bare photos are those that were given synthetic masks.
    for record in records(options.crops):
        learnt, state = record["origin"] in LEARNT, record["state"]
        isBare = state == "without_mask" and record["source"].split("/")[-1] in photos
        isReal = ("real" in parts and record["origin"] != "seed" and state != "without_mask"
                  and record["group"] % options.every == 0)
        isCutout = "cutouts" in parts and record["origin"] == "seed" and state == "with_mask"
        # A state without training faces can't be tested.
        isTested = record["origin"] in TESTED and not (state == STATES[2] and parts == ["cutouts"])
        if isTested or learnt and (isBare or isReal or isCutout):
            add(record, options.crops, "")
    if "synthetic" in parts:
        synthetic = made(options, paths)
        for record in records(synthetic):
            add(record | {"origin": "synthetic", "group": record["group"] + 10_000_000}, synthetic, "synthetic-")
    (folder / "crops.jsonl.part").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (folder / "crops.jsonl.part").rename(folder / "crops.jsonl")
    return folder


def trained(options, name, crops, recipe):
    folder = options.work / (crops.name + "-training")
    if not (folder / "predictions.csv").exists():
        settings = options.work / (crops.name + ".json")
        settings.write_text(json.dumps(recipe))
        command = [options.facemask, "train", "--quiet", "--dataset", crops, "--backbone", options.backbone, "--configuration",
                   settings, "--epochs", options.epochs, "--input-side", options.side, "--output", folder]
        for origin in TESTED:
            command += ["--hold-out", origin]
        if (folder / "checkpoint").exists():
            command.append("--resume")
        subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)
    known = {record["file"]: {"group": record["group"], "side": record["face_side"]} for record in records(crops)}
    return [row | known[row["file"]] for row in csv.DictReader((folder / "predictions.csv").open())]


def right(row):
    return max(STATES, key=lambda state: float(row.get(state) or 0)) == row["truth"]


def share(rows):
    return sum(map(right, rows)) / len(rows) if rows else float("nan")


def interval(rows, times=500):
    if not rows:
        return "–"
    groups = {}
    for row in rows:
        groups.setdefault(row["group"], []).append(right(row))
    pairs = [(sum(group), len(group)) for group in groups.values()]
    generator = random.Random(1)
    shares = sorted(sum(pair[0] for pair in drawn) / sum(pair[1] for pair in drawn)
                    for drawn in (generator.choices(pairs, k=len(pairs)) for _ in range(times)))
    return f"{share(rows):.3f} ({shares[int(0.025 * times)]:.3f}–{shares[int(0.975 * times) - 1]:.3f})"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("facemask", "crops", "data", "backbone", "work"):
        parser.add_argument(name, type=pathlib.Path)
    parser.add_argument("--side", type=int, default=96)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--every", type=int, default=3, help="train on every Nth photo")
    parser.add_argument("--face-detector", default="facemask", help="the detector that CROPS was created with")
    parser.add_argument("--arms", nargs="+", default=list(ARMS), choices=list(ARMS))
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    print("| trained on | faces | right | " + " | ".join(STATES) + " | from 32 px | " + " | ".join(TESTED) + " |")
    print("|" + "---|" * (4 + len(STATES) + len(TESTED)))
    for name in options.arms:
        parts, recipe = ARMS[name]
        crops = arm(options, name, parts)
        rows = trained(options, name, crops, recipe)
        learnt = sum(record["origin"] not in TESTED for record in records(crops))
        states = " | ".join(interval([row for row in rows if row["truth"] == state]) for state in STATES)
        slices = [[row for row in rows if row["side"] >= 32]]
        slices += [[row for row in rows if row["origin"] == origin] for origin in TESTED]
        origins = " | ".join(f"{sum(share([row for row in part if row['truth'] == state]) for state in STATES[:2]) / 2:.3f}"
                             for part in slices)
        overall = interval([row for row in rows if row["truth"] != STATES[2]])
        print(f"| {name} | {learnt} | {overall} | {states} | {origins} |", flush=True)


main()
