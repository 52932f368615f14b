"""How well the 468 landmarks, by which masks are drawn, agree with the face detector's five, by pose.

usage: landmark_accuracy.py FACEMASK WORK PHOTO_OR_FOLDER... [--faces 500]

Takes photos evenly from the folders until there are as many faces of at least 40 pixels as requested; masked ones are
left out. Distances are shares of the face's size: the distance between the eyes or from the eyes to the mouth, whichever
is longer. Neither side is the truth: two networks are checked against each other.
"""

import argparse
import json
import math
import pathlib
import shutil
import statistics
import subprocess

PARTS = {"eyes": [0, 1], "nose": [2], "mouth": [3, 4]}
EYES = ([33, 133, 159, 145], [362, 263, 386, 374])
POSES = [(0, 15), (15, 30), (30, 45), (45, 60), (60, 91)]
# Faces with a larger disagreement get no mask (BareFaceFinder).
LIMIT = 0.3


def five(mesh):
    def middle(indices):
        return [statistics.fmean(mesh[index][axis] for index in indices) for axis in (0, 1)]
    return [middle(EYES[0]), middle(EYES[1]), mesh[1][:2], mesh[61][:2], mesh[291][:2]]


def gaps(face):
    marks = face["landmarks"]
    eyes = [(marks[0][axis] + marks[1][axis]) / 2 for axis in (0, 1)]
    mouth = [(marks[3][axis] + marks[4][axis]) / 2 for axis in (0, 1)]
    size = max(math.dist(marks[0], marks[1]), math.dist(eyes, mouth))
    return [math.dist(first, second) / size for first, second in zip(five(face["mesh"]), marks)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("facemask", type=pathlib.Path)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("photos", type=pathlib.Path, nargs="+")
    parser.add_argument("--faces", type=int, default=500)
    options = parser.parse_args()
    paths = [path for folder in options.photos
             for path in (sorted(folder.rglob("*")) if folder.is_dir() else [folder]) if path.is_file()]
    step = max(len(paths) * 10 // (options.faces * 11), 1)
    shutil.rmtree(options.work, ignore_errors=True)
    subprocess.run([options.facemask, "synthesize", "-", "--quiet", "--output", options.work, "--max-turn", "90"],
                   input="\n".join(map(str, paths[::step])), text=True, check=False)
    records = [json.loads(line) for line in (options.work / "records.jsonl").open()]
    faces = [face | {"source": record["source"]} for record in records for face in record["faces"]
             if face.get("mesh")][: options.faces]
    print(f"{len(faces)} faces of {len(paths[::step])} photos")
    print("| looks aside | faces | eyes | nose | mouth | worst point: median | 95 % | beyond the limit |")
    print("|---|---|---|---|---|---|---|---|")
    for low, high in POSES + [(0, 91)]:
        part = [gaps(face) for face in faces if low <= abs(face["pose"][0]) < high]
        if not part:
            continue
        means = " | ".join(f"{statistics.fmean(row[i] for row in part for i in points):.3f}" for points in PARTS.values())
        worst = sorted(max(row) for row in part)
        beyond = sum(gap > LIMIT for gap in worst)
        name = "all" if high - low > 60 else f"{low}–{high if high < 91 else 90}°"
        print(f"| {name} | {len(part)} | {means} | {statistics.median(worst):.3f} | "
              f"{worst[math.ceil(0.95 * len(worst)) - 1]:.3f} | {beyond} |")
    print("largest distances:")
    for face in sorted(faces, key=lambda face: -max(gaps(face)))[:12]:
        print(f"  {max(gaps(face)):.2f}  aside {face['pose'][0]:.0f}°, down {face['pose'][1]:.0f}°  {face['source']}")


main()
