"""The effect of each ingredient of the default recipe on photos of collections that it wasn't trained on.

usage: leave_origins_out.py FACEMASK CROPS BACKBONE WORK [--side 96] [--epochs 2] [--rows N ...] [--singly]
       [--change NAME=NUMBER ...]

CROPS is the crop set that `facemask dataset prepare seed faces scenes/annotations.json` creates from the data. Every
origin except c4k and the original's own pictures is left out once, together with others unless --singly is given: two
trainings for each row, each tested on about a third of the faces, of whole collections. Prints for each row the share of
right answers over all left-out faces, the recall of each state, the share of right answers under 32 pixels, and the mean
and worst origin. Finished trainings are kept in WORK and not repeated.
"""

import argparse
import csv
import json
import pathlib
import subprocess

LEFT_OUT = [
    ["faces/type", "scenes/web", "faces/ffp"],
    ["scenes/kag", "scenes/tv", "faces/k12", "faces/rmfd"],
]
STATES = ["with_mask", "without_mask", "mask_worn_incorrectly"]
DRAWN, OCCLUDED, RECOLOURED, BEARDED = ["drawn"], ["occluded"], ["recoloured"], ["bearded"]
LIGHT = ["relit", "grey"]
RESOLUTION = ["lowResolution", "compressed", "blurred", "noisy"]
FRAMING = ["scale", "shift", "turned"]
UNBALANCED = {"classBalance": 0, "originBalance": 0}
# Each row adds one ingredient to the previous one.
ROWS = {
    "mirrored only": (BEARDED + DRAWN + OCCLUDED + RECOLOURED + LIGHT + RESOLUTION + FRAMING, UNBALANCED),
    "+ framing, rotation, perspective": (BEARDED + DRAWN + OCCLUDED + RECOLOURED + LIGHT + RESOLUTION, UNBALANCED),
    "+ low resolution, blur, noise, JPEG, light": (BEARDED + DRAWN + OCCLUDED + RECOLOURED, UNBALANCED),
    "+ balanced classes and origins": (BEARDED + DRAWN + OCCLUDED + RECOLOURED, {}),
    "+ recoloured masks, things before the mouth": (BEARDED + DRAWN, {}),
    "+ drawn masks": (BEARDED, {}),
    "+ beards (the recipe)": ([], {}),
}


def train(options, name):
    """The predictions for all faces that were left out."""
    words = [name.strip("+ "), str(options.side), *options.change]
    groups = [[origin] for group in LEFT_OUT for origin in group] if options.singly else LEFT_OUT
    if options.singly:
        words.append("singly")
    label = "-".join(words).replace(" ", "-").replace(",", "") + (f"-{options.epochs}epochs" if options.epochs != 2 else "")
    rows = []
    for number, origins in enumerate(groups, 1):
        folder = options.work / f"{label}-{number}"
        if not (folder / "predictions.csv").exists():
            recipe = folder.parent / f"{folder.name}.json"
            off, changes = ROWS[name]
            changes = changes | {name: float(value) for name, value in (change.split("=") for change in options.change)}
            recipe.write_text(json.dumps({"augmentation": {name: 0 for name in off}} | changes))
            command = [options.facemask, "train", "--quiet", "--dataset", options.crops, "--backbone", options.backbone,
                       "--configuration", recipe, "--epochs", options.epochs, "--input-side", options.side, "--output",
                       folder]
            for origin in origins:
                command += ["--hold-out", origin]
            if (folder / "checkpoint").exists():
                command.append("--resume")
            subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)
        rows += csv.DictReader((folder / "predictions.csv").open())
    return rows


def summary(rows, sides):
    def right(row):
        return max(STATES, key=lambda state: float(row[state])) == row["truth"]

    def share(rows):
        return sum(map(right, rows)) / len(rows) if rows else float("nan")

    origins = {row["origin"] for row in rows}
    by_origin = {origin: share([row for row in rows if row["origin"] == origin]) for origin in origins}
    worst = min(by_origin, key=by_origin.get)
    recalls = [share([row for row in rows if row["truth"] == state]) for state in STATES]
    small = share([row for row in rows if sides[row["file"]] < 32])
    return (f"{share(rows):.3f} | " + " / ".join(f"{recall:.2f}" for recall in recalls)
            + f" | {small:.3f} | {sum(by_origin.values()) / len(by_origin):.3f} | {by_origin[worst]:.3f} ({worst})")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("facemask", type=pathlib.Path)
    parser.add_argument("crops", type=pathlib.Path)
    parser.add_argument("backbone", type=pathlib.Path)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--rows", nargs="+", type=int, default=range(len(ROWS)), help="numbers of rows, from 0")
    parser.add_argument("--singly", action="store_true", help="leave out each origin separately, and show each")
    parser.add_argument("--side", type=int, default=96)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--change", nargs="+", default=[], help="numbers of the recipe, such as cropMargin=0.2")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    with (options.crops / "crops.jsonl").open() as file:
        sides = {record["file"]: record["face_side"] for record in map(json.loads, file)}
    print("| recipe | right | recall with / without / incorrectly | under 32 px | mean of origins | worst |")
    print("|---|---|---|---|---|---|")
    for name in [list(ROWS)[number] for number in options.rows]:
        rows = train(options, name)
        print(f"| {name} | {summary(rows, sides)} |", flush=True)
        if options.singly:
            for origin in sorted({row["origin"] for row in rows}):
                part = [row for row in rows if row["origin"] == origin]
                print(f"  {origin}: {len(part)} faces, {summary(part, sides)}")


main()
