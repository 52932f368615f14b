"""How well people are tracked: cut-out faces on known paths, scored by motmetrics.

usage: tracking.py FACEMASK CROPS WORK [--seeds N] [--scene NAME] [-- WORDS OF detect]

CROPS is a crop set of `facemask dataset prepare`. Videos are created from its larger faces in WORK, once: people who
cross, a crowd, a pillar, a camera that swings, people who walk behind others, and a cut. `facemask detect` analyses them
with its default options; MOTA, IDF1, switches and fragments are those of motmetrics (IoU of at least 0.4: drawn and
detected boxes differ). People who are hidden by more than 70 % count neither as missed nor as false, as in the MOT
challenges.

Needs av, opencv-python-headless, numpy and motmetrics.
"""
import argparse, collections, json, math, pathlib, random, subprocess, sys

import av
import cv2
import motmetrics
import numpy

WIDTH, HEIGHT, RATE = 1280, 720, 25
LEAST_OVERLAP, LEAST_VISIBLE = 0.4, 0.3
SMALLEST_FACE = 90  # Pixels in the crop: enlarging would blur.
PILLAR = (560, 720)


def crossing(n):
    """Position and size of all people at a time, in seconds; larger ones are in front."""
    return 8, [lambda t: (100 + 130 * t, 300, 70), lambda t: (1180 - 130 * t, 310, 84),
               lambda t: (200 + 90 * t, 430 + 40 * math.sin(t), 60), lambda t: (640, 420, 54)]


def crowd(n):
    def path(index):
        phase = index * 1.7
        return lambda t: (640 + 570 * math.sin(t * 0.35 + phase), 150 + 38 * index + 25 * math.cos(t + phase),
                          48 + 4 * index)
    return 12, [path(index) for index in range(10)]


def pillar(n):
    return 8, [lambda t: (300 + 110 * t, 250, 66), lambda t: (540 + 180 * math.sin(t * 1.6 + 2.4), 520, 66),
               lambda t: (1000 - 90 * t, 400, 72)]


def swing(n):
    def path(index):
        return lambda t: (640 + 160 * (index - 1.5) + 300 * math.sin(t * 1.5), 220 + 90 * index, 62)
    return 8, [path(index) for index in range(4)]


def behind(n):
    """A large person stands; others walk behind, one of whom turns round there."""
    return 10, [lambda t: (640, 400, 150), lambda t: (150 + 100 * t, 400, 70), lambda t: (1150 - 95 * t, 370, 76),
                lambda t: (640 + 260 * math.cos(t * 0.7), 440, 80)]


def cut(n):
    """Other people sit in the same places of another room after half of the time."""
    def path(index, first):
        return lambda t: (320 * (index + 1) + 20 * math.sin(t + index), 300 + 60 * index,
                          70) if (t < 4) == first else (-999, 0, 70)
    return 8, [path(index, first) for first in (True, False) for index in range(3)]


SCENES = {"crossing": crossing, "crowd": crowd, "pillar": pillar, "swing": swing, "behind": behind, "cut": cut}


def faces(folder):
    """Records of faces of different people."""
    groups = collections.OrderedDict()
    for line in open(folder / "crops.jsonl"):
        record = json.loads(line)
        if record["face_side"] >= SMALLEST_FACE and record["state"] != "mask_worn_incorrectly" \
                and record["origin"] != "seed" and min(record["box"][:2]) > 20:
            groups.setdefault(record["group"], record)
    return list(groups.values())


def cutout(folder, record):
    """Picture, opacity (head and shoulders) and the face's box in them."""
    picture = cv2.imread(str(folder / record["file"]))
    x1, y1, x2, y2 = record["box"]
    width, height = x2 - x1, y2 - y1
    opacity = numpy.zeros(picture.shape[:2], numpy.float32)
    centre = (int((x1 + x2) / 2), int((y1 + y2) / 2))
    cv2.ellipse(opacity, centre, (int(width * 0.72), int(height * 0.72)), 0, 0, 360, 1, -1)
    shoulders = numpy.array([[x1 + width * 0.2, y2 - height * 0.1], [x2 - width * 0.2, y2 - height * 0.1],
                             [x2 + width * 0.6, picture.shape[0]], [x1 - width * 0.6, picture.shape[0]]], numpy.int32)
    cv2.fillConvexPoly(opacity, shoulders, 1)
    return picture, cv2.GaussianBlur(opacity, (0, 0), width * 0.03), numpy.array([x1, y1, x2, y2])


def background(generator):
    """Patches of dull colours, about as different from each other as walls, floors and furniture are."""
    grays = [[generator.randrange(70, 170) for _ in range(16)] for _ in range(9)]
    small = numpy.array([[[gray + generator.randrange(-20, 20) for _ in range(3)] for gray in row] for row in grays],
                        numpy.uint8)
    return cv2.resize(small, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)


def paste(frame, part, x, y, size):
    """Draws a person so that the face's centre is (x, y) and its side `size`; the face's box in the frame."""
    picture, opacity, box = part
    side = math.sqrt((box[2] - box[0]) * (box[3] - box[1]))
    factor = size / side
    centre = (box[:2] + box[2:]) / 2
    change = numpy.array([[factor, 0, x - factor * centre[0]], [0, factor, y - factor * centre[1]]])
    # Reduced in one step by averaging areas, then moved by fractions of a pixel.
    small = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    small_opacity = cv2.resize(opacity, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    move = numpy.array([[1, 0, change[0, 2]], [0, 1, change[1, 2]]])
    laid = cv2.warpAffine(small, move, (WIDTH, HEIGHT)).astype(numpy.float32)
    share = cv2.warpAffine(small_opacity, move, (WIDTH, HEIGHT))[..., None]
    frame[:] = frame * (1 - share) + laid * share
    return numpy.concatenate([change @ [box[0], box[1], 1], change @ [box[2], box[3], 1]])


def covered(box, others):
    area = (box[2] - box[0]) * (box[3] - box[1])
    def share(other):
        low, high = numpy.maximum(box[:2], other[:2]), numpy.minimum(box[2:], other[2:])
        return numpy.clip(high - low, 0, None).prod() / area
    return max(map(share, others), default=0)


def film(name, seed, people, crops, target):
    """Writes a video, and a file next to it with everyone's position in each frame."""
    generator = random.Random(f"{name} {seed}")
    seconds, paths = SCENES[name](seed)
    parts = [cutout(crops, record) for record in generator.sample(people, len(paths))]
    back, other = (background(generator).astype(numpy.float32) for _ in range(2))
    temporary = target.with_suffix(".part.mp4")
    container = av.open(str(temporary), "w")
    stream = container.add_stream("libx264", rate=RATE, options={"crf": "20"})
    stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
    truth = []
    for number in range(seconds * RATE):
        places = [path(number / RATE) for path in paths]
        frame, boxes = (other if name == "cut" and number >= 4 * RATE else back).copy(), {}
        for person in sorted(range(len(paths)), key=lambda person: places[person][2]):
            boxes[person] = paste(frame, parts[person], *places[person])
        if name == "pillar":
            frame[:, PILLAR[0]:PILLAR[1]] = 90
        rows = []
        for person, box in boxes.items():
            x, y, size = places[person]
            if not (0 < x < WIDTH and 0 < y < HEIGHT):
                continue
            visible = 1 - covered(box, [boxes[other] for other in boxes if places[other][2] > size])
            if name == "pillar":
                visible *= 1 - covered(box, [numpy.array([PILLAR[0], 0, PILLAR[1], HEIGHT])])
            rows.append([person, *map(float, box), float(visible)])
        truth.append(rows)
        picture = av.VideoFrame.from_ndarray(numpy.clip(frame, 0, 255).astype(numpy.uint8), format="bgr24")
        container.mux(stream.encode(picture))
    container.mux(stream.encode(None))
    container.close()
    target.with_suffix(".json").write_text(json.dumps(truth))
    temporary.rename(target)


def overlaps(first, second):
    first, second = first[:, None], second[None]
    shared = numpy.clip(numpy.minimum(first[..., 2:], second[..., 2:]) - numpy.maximum(first[..., :2], second[..., :2]),
                        0, None).prod(-1)
    areas = [(boxes[..., 2:] - boxes[..., :2]).prod(-1) for boxes in (first, second)]
    return shared / (areas[0] + areas[1] - shared)


def score(facemask, video, words):
    """motmetrics' accumulator of a video, and the number of counted people."""
    lines = subprocess.run([facemask, "detect", str(video), "--format", "jsonl", "--quiet", *words],
                           capture_output=True, text=True, check=True).stdout.splitlines()
    told = [record for record in map(json.loads, lines)]
    frames = {record["frame"]: record["faces"] for record in told if "frame" in record}
    accumulator = motmetrics.MOTAccumulator(auto_id=True)
    for number, rows in enumerate(json.loads(video.with_suffix(".json").read_text())):
        rows = numpy.array(rows).reshape(-1, 6)
        shown, hidden = rows[rows[:, 5] > LEAST_VISIBLE], rows[rows[:, 5] <= LEAST_VISIBLE]
        tracks = frames.get(number, [])
        boxes = numpy.array([face["box"] for face in tracks], float).reshape(-1, 4)
        names = numpy.array([face["track"] for face in tracks])
        close = overlaps(shown[:, 1:5], boxes)
        kept = (close >= LEAST_OVERLAP).any(0) | ~(overlaps(hidden[:, 1:5], boxes) >= LEAST_OVERLAP).any(0)
        distances = numpy.where(close >= LEAST_OVERLAP, 1 - close, numpy.nan)[:, kept]
        accumulator.update(shown[:, 0].astype(int).tolist(), names[kept].tolist(), distances)
    return accumulator, sum(record.get("event") == "appeared" for record in told)


def main():
    words = sys.argv[sys.argv.index("--") + 1:] if "--" in sys.argv else []
    given = sys.argv[1:sys.argv.index("--")] if "--" in sys.argv else sys.argv[1:]
    parser = argparse.ArgumentParser()
    parser.add_argument("facemask")
    parser.add_argument("crops", type=pathlib.Path)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--scene", choices=SCENES)
    options = parser.parse_args(given)
    options.work.mkdir(parents=True, exist_ok=True)
    people = faces(options.crops)
    print("| scene | MOTA | IDF1 | switches | fragments | people counted (true) |\n|---|---|---|---|---|---|")
    for name in [options.scene] if options.scene else SCENES:
        accumulators, counted, true = [], 0, 0
        for seed in range(options.seeds):
            video = options.work / f"{name}-{seed}.mp4"
            if not video.exists():
                film(name, seed, people, options.crops, video)
            accumulator, count = score(options.facemask, video, words)
            accumulators.append(accumulator)
            counted, true = counted + count, true + len(SCENES[name](seed)[1])
        whole = motmetrics.metrics.create().compute_many(
            accumulators, metrics=["mota", "idf1", "num_switches", "num_fragmentations"], generate_overall=True
        ).loc["OVERALL"]
        print(f"| {name} | {whole.mota:.3f} | {whole.idf1:.3f} | {whole.num_switches:.0f} | "
              f"{whole.num_fragmentations:.0f} | {counted} ({true}) |", flush=True)


main()
