"""Creates the training data of `facemask train --recipe face-detector`: scenes and portraits with a box for every face.

usage: label_faces.py SHARED CENTERFACE CROPS SPLIT OUTPUT [--part N/M]   search the photos (may be divided into M parts)
       label_faces.py SHARED CENTERFACE CROPS SPLIT OUTPUT --join         write training.json and validation.json

SHARED contains data/scenes, data/faces and models/yunet-n-dynamic.onnx; CENTERFACE is the file that scripts/setup
installs. CROPS is the crop set and SPLIT the split.csv of the classifier's training: photos of its test part are left
out, those of its validation part validate the training, so that both networks are tested on the same unused scenes.

Each photo is searched by CenterFace and YuNet in several sizes and mirrored. Their results are averaged.
- A face that people labelled gets the mean of its box and the teachers'; a label of a whole head (half as large again
  as theirs, which is inside it) is replaced by theirs. It gets the teachers' points.
- An unlabelled face in a scene is used if both teachers are certain of it, otherwise it is ignored (iscrowd), so that an
  unlabelled face is never trained as background. Portraits have no boxes: their faces are those that both teachers find.
- The teachers' boxes are higher and narrower than the labels. The training boxes are half-way between: the classifier
  was trained on CenterFace's boxes, and people have their reasons. Boxes from one side only are moved by half the median
  difference. Labels of the whole head (WHOLE_HEADS) only state that there is a face: the teachers determine its box; one
  that they don't find is ignored.
needs: numpy, opencv-python-headless, openvino
"""
import argparse, collections, csv, json, pathlib, random

import cv2, numpy as np, openvino

cv2.setNumThreads(1)
# (teachers' edge − label's edge) / label's side, left, top, right, bottom: medians over the labels that a teacher's box
# overlaps by 0.3, of collections that box the face and of those that box the whole head.
FACES = (0.04, -0.135, -0.025, -0.09)
HEADS = (0.085, -0.025, -0.1, -0.1)
WHOLE_HEADS = {"tv"}
HALF_WAY = 0.5
STATES = {"with_mask": 1, "without_mask": 2, "mask_worn_incorrectly": 3}
UNKNOWN = 4


def overlap(box, boxes):
    w = np.clip(np.minimum(box[2], boxes[:, 2]) - np.maximum(box[0], boxes[:, 0]), 0, None)
    h = np.clip(np.minimum(box[3], boxes[:, 3]) - np.maximum(box[1], boxes[:, 1]), 0, None)
    return w * h / (area(box) + (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1]) - w * h + 1e-9)


def area(box):
    return max(box[2] - box[0], 0) * max(box[3] - box[1], 0)


def inside(box, other):
    """The share of a box that is inside another."""
    w = min(box[2], other[2]) - max(box[0], other[0])
    h = min(box[3], other[3]) - max(box[1], other[1])
    return max(w, 0) * max(h, 0) / max(area(box), 1e-6)


class Teachers:
    def __init__(self, centerface, yunet):
        self.core, self.files, self.requests = openvino.Core(), {"c": centerface, "y": yunet}, {}

    def request(self, which, h, w):
        if (which, h, w) not in self.requests:
            model = self.core.read_model(self.files[which])
            model.reshape([1, 3, h, w])
            compiled = self.core.compile_model(model, "CPU", {
                "INFERENCE_NUM_THREADS": 1, "INFERENCE_PRECISION_HINT": "f32", "NUM_STREAMS": 1})
            self.requests[which, h, w] = compiled.create_infer_request()
        return self.requests[which, h, w]

    def centerface(self, image, limit=0.15):
        request = self.request("c", *image.shape[:2])
        request.infer({0: np.ascontiguousarray(image.transpose(2, 0, 1))[None].astype("f")})
        heat, size, offset, points = (request.get_output_tensor(i).data[0] for i in range(4))
        y, x = np.nonzero(heat[0] > limit)
        h, w = np.exp(size[0, y, x]) * 4, np.exp(size[1, y, x]) * 4
        cy, cx = (y + offset[0, y, x] + 0.5) * 4, (x + offset[1, y, x] + 0.5) * 4
        left, top = np.maximum(cx - w / 2, 0), np.maximum(cy - h / 2, 0)
        boxes = np.stack([left, top, left + w, top + h], 1)
        marks = np.stack([np.stack([points[2 * i + 1, y, x] * w + left, points[2 * i, y, x] * h + top], 1)
                          for i in range(5)], 1)
        return kept(boxes, heat[0, y, x], marks)

    def yunet(self, image, limit=0.3):
        request = self.request("y", *image.shape[:2])
        request.infer({0: np.ascontiguousarray(image[:, :, ::-1].transpose(2, 0, 1))[None].astype("f")})
        out = [request.get_output_tensor(i).data[0] for i in range(12)]
        boxes, scores, marks = [], [], []
        for level, stride in enumerate((8, 16, 32)):
            score = np.sqrt(np.clip(out[level][:, 0], 0, 1) * np.clip(out[level + 3][:, 0], 0, 1))
            cell = np.nonzero(score > limit)[0]
            x, y = cell % (image.shape[1] // stride), cell // (image.shape[1] // stride)
            box, point = out[level + 6][cell], out[level + 9][cell].reshape(-1, 5, 2)
            cx, cy = (x + box[:, 0]) * stride, (y + box[:, 1]) * stride
            w, h = np.exp(box[:, 2]) * stride, np.exp(box[:, 3]) * stride
            boxes.append(np.stack([cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2], 1))
            scores.append(score[cell])
            marks.append((point + np.stack([x, y], 1)[:, None]) * stride)
        return kept(*map(np.concatenate, (boxes, scores, marks)))

    def see(self, image, views):
        found = []
        for number, (which, h, w, fill, mirrored, rim) in enumerate(views):
            canvas, back = view(image, h, w, fill, mirrored, rim)
            boxes, scores, marks = (self.centerface if which == "c" else self.yunet)(canvas)
            if len(scores):
                boxes, marks = back(boxes, marks)
            found += [{"by": which, "view": number, "box": boxes[i].round(1).tolist(), "score": float(scores[i]),
                       "points": marks[i].flatten().round(1).tolist()} for i in range(len(scores))]
        return found


def kept(boxes, scores, marks, limit=0.4):
    if not len(scores):
        return boxes, scores, marks
    sides = np.concatenate([boxes[:, :2], boxes[:, 2:] - boxes[:, :2]], 1)
    chosen = np.array(cv2.dnn.NMSBoxes(sides.tolist(), scores.tolist(), 0.0, limit)).flatten()
    return boxes[chosen], scores[chosen], marks[chosen]


def view(image, canvas_height, canvas_width, fill, mirrored, rim):
    """The picture in the middle of a canvas, and the inverse mapping."""
    rim = int(max(image.shape[:2]) * rim)
    if rim:
        image = cv2.copyMakeBorder(image, rim, rim, rim, rim, cv2.BORDER_REPLICATE)
    h, w = image.shape[:2]
    factor = min(canvas_height * fill / h, canvas_width * fill / w)
    width, height = max(round(w * factor), 1), max(round(h * factor), 1)
    small = cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR)
    canvas = np.zeros((canvas_height, canvas_width, 3), np.uint8)
    x, y = (canvas_width - width) // 2, (canvas_height - height) // 2
    canvas[y:y + height, x:x + width] = small[:, ::-1] if mirrored else small

    def back(boxes, marks):
        boxes, marks = boxes - [x, y, x, y], marks - [x, y]
        if mirrored:
            boxes[:, [0, 2]] = width - boxes[:, [2, 0]]
            marks[..., 0] = width - marks[..., 0]
            marks = marks[:, [1, 0, 2, 4, 3]]
        return boxes / factor - rim, marks / factor - rim
    return canvas, back


def views(kind, image, number):
    if kind == "faces":
        return [(which, 224, 224, 0.875, mirrored, 0) for which in "cy" for mirrored in (False, True)] + [
            ("y", 320, 320, 1, False, 0.4)]
    def canvas(side):
        return (side * 3 // 4, side) if image.shape[1] * 3 >= image.shape[0] * 4 else (side, side)
    odd = bool(number % 2)
    return [("c", *canvas(640), 1, False, 0), ("c", *canvas(640), 1, True, 0), ("c", *canvas(1024), 1, odd, 0),
            ("c", 224, 224, 0.875, False, 0), ("y", *canvas(640), 1, False, 0), ("y", *canvas(640), 1, True, 0),
            ("y", *canvas(1280), 1, odd, 0), ("y", *canvas(256), 0.9, False, 0)]


def merged(faces, limit=0.5):
    """The detections of one teacher in its views, each face once."""
    clusters = []
    for face in sorted(faces, key=lambda face: -face["score"]):
        box = np.array(face["box"])
        overlaps = [overlap(box, c["box"][None])[0] for c in clusters]
        free = [i for i, c in enumerate(clusters) if face["view"] not in c["views"] and overlaps[i] > limit]
        if free:
            cluster = clusters[max(free, key=lambda i: overlaps[i])]
            cluster["views"].add(face["view"])
        elif any(value > limit for value in overlaps):
            continue
        else:
            cluster = {"views": {face["view"]}, "scores": [], "boxes": [], "marks": [], "box": box}
            clusters.append(cluster)
        for key, value in (("scores", face["score"]), ("boxes", box), ("marks", np.array(face["points"]))):
            cluster[key].append(value)
        weights = np.array(cluster["scores"])[:, None] / sum(cluster["scores"])
        cluster["box"] = (np.array(cluster["boxes"]) * weights).sum(0)
        cluster["points"] = (np.array(cluster["marks"]) * weights).sum(0)
    return clusters


def agreed(seen):
    """Faces with the best score of each teacher (0 if it finds none) and the number of views in which they were found."""
    first, second = (merged([face for face in seen if face["by"] == which]) for which in "cy")
    faces, used = [], set()
    for c in first:
        overlaps = [0 if i in used else overlap(c["box"], y["box"][None])[0] for i, y in enumerate(second)]
        best = int(np.argmax(overlaps)) if overlaps else -1
        if best >= 0 and overlaps[best] > 0.4:
            used.add(best)
            y = second[best]
            faces.append({"box": (c["box"] + y["box"]) / 2, "points": (c["points"] * 2 + y["points"]) / 3,
                          "c": max(c["scores"]), "y": max(y["scores"]), "views": len(c["views"]) + len(y["views"])})
        else:
            faces.append({"box": c["box"], "points": c["points"], "c": max(c["scores"]), "y": 0,
                          "views": len(c["views"])})
    faces += [{"box": y["box"], "points": y["points"], "c": 0, "y": max(y["scores"]), "views": len(y["views"])}
              for i, y in enumerate(second) if i not in used]
    for face in faces:
        face["raw"], face["box"] = face["box"], labels_frame(face["box"], HALF_WAY)
    return faces


def labels_frame(box, share):
    """A teacher's box, moved by a share of the way to the box that a person would have drawn around the face."""
    left, top, right, bottom = box
    width = (right - left) / (1 + share * (FACES[2] - FACES[0]))
    height = (bottom - top) / (1 + share * (FACES[3] - FACES[1]))
    left, top = left - share * FACES[0] * width, top - share * FACES[1] * height
    return np.array([left, top, left + width, top + height])


def teachers_frame(box, share, moves):
    """A person's box, moved by a share of the way to the box that the teachers would have drawn."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    return box + share * np.array([width, height, width, height]) * moves


def scene_faces(labels, teachers, is_training, holds_heads):
    """Rows of box, category, points, ignored."""
    rows, used = [], set()
    for label, category in labels:
        label = np.array(label, float)
        best, quality = None, 0
        for i, face in enumerate(teachers):
            value = overlap(label, face["raw"][None])[0]
            is_in_head = inside(face["raw"], label) > 0.7 and value > 0.12 and max(face["c"], face["y"]) > 0.5
            if (value > 0.3 or is_in_head) and value > quality:
                best, quality = i, value
        box, points = label, None
        if is_training:
            box = (labels_frame(teachers_frame(label, 1, HEADS), HALF_WAY) if holds_heads
                   else teachers_frame(label, HALF_WAY, FACES))
        is_unframed = is_training and holds_heads and best is None
        if best is not None:
            face = teachers[best]
            used.add(best)
            points = face["points"] if max(face["c"], face["y"]) > 0.35 and quality > 0.2 else None
            if is_training and holds_heads:
                box = face["box"]
            elif is_training and overlap(label, face["box"][None])[0] >= 0.45:
                box = (label + face["raw"]) / 2
            elif is_training and area(label) > 1.5 * area(face["box"]) and inside(face["box"], label) > 0.75:
                box = face["box"]
        rows.append((box, category, points, is_unframed))
    for i, face in enumerate(teachers):
        near = [np.array(label, float) for label, _ in labels]
        if i in used or any(overlap(face["box"], n[None])[0] > 0.3 or inside(face["box"], n) > 0.6 for n in near):
            continue
        if face["c"] > 0.6 and face["y"] > 0.65 and face["views"] >= 3:
            rows.append((face["box"], UNKNOWN, face["points"], not is_training))
        elif max(face["c"], face["y"] - 0.2) > 0.3:
            rows.append((face["box"], UNKNOWN, None, True))
    return rows


def portrait_faces(state, teachers):
    sure = [face for face in teachers if face["c"] > 0.45 and face["y"] > 0.55 and face["views"] >= 2]
    if not sure:
        return []
    largest = max(sure, key=lambda face: area(face["box"]))
    rows = [(face["box"], STATES[state] if face is largest else UNKNOWN, face["points"], False) for face in sure]
    for face in teachers:
        is_known = any(face is other or overlap(face["box"], other["box"][None])[0] > 0.3 for other in sure)
        if not is_known and max(face["c"], face["y"] - 0.1) > 0.25:
            rows.append((face["box"], UNKNOWN, None, True))
    return rows


def look(options, photos, number, parts):
    teachers = Teachers(options.centerface, str(options.shared / "models/yunet-n-dynamic.onnx"))
    with open(options.output / f"seen-{number}.jsonl", "w") as out:
        for index, photo in enumerate(photos[number::parts]):
            image = cv2.imread(str(options.shared / "data" / photo))
            if image is not None:
                image = image[:, :, ::-1]
                seen = teachers.see(image, views(photo.split("/")[0], image, index))
                out.write(json.dumps({"picture": photo, "width": image.shape[1], "height": image.shape[0],
                                      "faces": seen}) + "\n")
            if index % 100 == 0:
                print(f"{index} of {len(photos[number::parts])}", flush=True)


def join(options, sides):
    scenes = json.load(open(options.shared / "data/scenes/annotations.json"))
    names = {image["id"]: "scenes/images/" + image["file_name"] for image in scenes["images"]}
    labels = collections.defaultdict(list)
    for annotation in scenes["annotations"]:
        x, y, w, h = annotation["bbox"]
        labels[names[annotation["image_id"]]].append(([x, y, x + w, y + h], annotation["category_id"]))
    categories = [{"id": number, "name": name} for name, number in STATES.items()] + [
        {"id": UNKNOWN, "name": "unknown"}]
    sets = {side: {"categories": categories, "images": [], "annotations": []} for side in ("training", "validation")}
    records = {}
    for file in sorted(options.output.glob("seen-*.jsonl")):
        records.update((record["picture"], record) for record in map(json.loads, open(file)))
    for photo in sorted(records):
        record, side = records[photo], sides[photo]
        is_scene = photo.startswith("scenes")
        if side not in sets or not is_scene and side != "training":
            continue
        found = agreed(record["faces"])
        holds_heads = photo.split("/")[-1].split("-")[0] in WHOLE_HEADS
        rows = (scene_faces(labels[photo], found, side == "training", holds_heads) if is_scene
                else portrait_faces(photo.split("/")[1], found))
        if not rows:
            continue
        images, annotations = sets[side]["images"], sets[side]["annotations"]
        images.append({"id": len(images) + 1, "file_name": photo, "width": record["width"], "height": record["height"]})
        for box, category, points, is_ignored in rows:
            x, y, right, bottom = map(float, box)
            annotation = {"id": len(annotations) + 1, "image_id": len(images), "category_id": category,
                          "bbox": [round(v, 1) for v in (x, y, right - x, bottom - y)], "iscrowd": int(is_ignored)}
            if points is not None:
                annotation["keypoints"] = [v for i in range(5) for v in (
                    round(float(points[2 * i]), 1), round(float(points[2 * i + 1]), 1), 2)]
            annotations.append(annotation)
    for side, content in sets.items():
        print(f"{side}: {len(content['images'])} pictures, {len(content['annotations'])} faces")
        (options.output / f"{side}.json").write_text(json.dumps(content))
    folder = options.output / "images"
    folder.mkdir(exist_ok=True)
    for name in ("scenes", "faces"):
        if not (folder / name).exists():
            (folder / name).symlink_to((options.shared / "data" / name).resolve())


def main():
    parser = argparse.ArgumentParser()
    for name in ("shared", "centerface", "crops", "split", "output"):
        parser.add_argument(name, type=str if name == "centerface" else pathlib.Path)
    parser.add_argument("--part", default="0/1")
    parser.add_argument("--join", action="store_true")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    side_of = {row["picture"]: row["side"] for row in csv.DictReader(open(options.split))}
    sides = {}
    for record in map(json.loads, open(options.crops / "crops.jsonl")):
        sides[record["source"]] = side_of[record["file"]]
    if options.join:
        return join(options, sides)
    photos = [photo for photo in sorted(sides)
              if sides[photo] != "test" and photo.split("/")[0] in ("scenes", "faces")]
    random.Random(1).shuffle(photos)
    number, parts = map(int, options.part.split("/"))
    look(options, photos, number, parts)


main()
