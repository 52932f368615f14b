"""Compares FaceMask with Python programs for the same task, in turn, on the same pictures: ratios with their spread.

usage: compare.py FACEMASK [PICTURES] [--peers NAME,NAME] [--rounds N] [--threads N] [--limit N]
       [--min-face N | --working-size N] [--keras-model FILE] [--ssd FOLDER] [--yunet FILE.onnx] [--aizoo FILE.tflite] [--json FILE]

PICTURES is a folder; without one the sample portraits are used, each twenty times. The peers, all from PyPI:

    keras     OpenCV finds faces, a MobileNetV2 of 224 pixels in Keras classifies them, like the original. Its face
              detector isn't on PyPI, so CenterFace at 320 pixels replaces it; --ssd names the folder of the original's
              opencv_face_detector_uint8.pb and .pbtxt. Without --keras-model the weights are random, which takes as long.
  runtime   CenterFace and FaceMask's classifier, prepared and decoded in Python, in ONNX Runtime.
  openvino  the same in OpenVINO's Python interface.
  yunet     OpenCV's FaceDetectorYN (--yunet names its network) and FaceMask's classifier in ONNX Runtime.
  aizoo     AIZOO's one-stage network (--aizoo names it) in LiteRT.

With all peers, FaceMask's classifier is the file in 32 bits; FaceMask itself uses the form that suits the processor.

A round runs FaceMask, peer, FaceMask, peer … Cold start is the whole command on one photo; the time of a picture doesn't
include loading (theirs: by their own clock; ours: a run over all minus a run over one). Ratios are theirs divided by
ours: the median of the rounds with the minimum and the maximum. --min-face and --working-size are those of facemask
detect: otherwise it searches at a larger size than most peers, and bench/face_detectors.py with the same option shows
what it then finds.
"""
import argparse, importlib.util, json, os, pathlib, resource, statistics, subprocess, sys, tempfile, time

PACKAGES = {
    "keras": {"cv2": "opencv-python-headless", "tensorflow": "tensorflow-cpu"},
    "runtime": {"cv2": "opencv-python-headless", "onnxruntime": "onnxruntime"},
    "openvino": {"cv2": "opencv-python-headless", "openvino": "openvino"},
    "yunet": {"cv2": "opencv-python-headless", "onnxruntime": "onnxruntime"},
    "aizoo": {"cv2": "opencv-python-headless", "ai_edge_litert": "ai-edge-litert"},
}
PACKAGE = pathlib.Path(__file__).resolve().parent.parent
CENTERFACE = PACKAGE / ".deps/models/centerface.onnx"
CLASSIFIER = PACKAGE / "Sources/FaceMask/Models/mask-classifier.onnx"

parser = argparse.ArgumentParser(usage="compare.py FACEMASK [PICTURES] [options]; the file's beginning says more")
parser.add_argument("facemask")
parser.add_argument("pictures", nargs="?", type=pathlib.Path)
parser.add_argument("--peers")
parser.add_argument("--rounds", type=int, default=3)
parser.add_argument("--threads", type=int, default=os.cpu_count())
parser.add_argument("--limit", type=int, default=200)
parser.add_argument("--min-face")
parser.add_argument("--working-size")
parser.add_argument("--keras-model", type=pathlib.Path)
parser.add_argument("--ssd", type=pathlib.Path)
parser.add_argument("--yunet", type=pathlib.Path)
parser.add_argument("--aizoo", type=pathlib.Path)
parser.add_argument("--json", type=pathlib.Path)
parser.add_argument("--run", help=argparse.SUPPRESS)


# --- The peers. Each is a function that returns a function from a BGR picture to boxes with labels. ---


def clipped(box, picture):
    height, width = picture.shape[:2]
    left, top, right, bottom = (int(value) for value in box)
    box = max(left, 0), max(top, 0), min(right, width), min(bottom, height)
    return box if box[2] > box[0] and box[3] > box[1] else None


def cut(picture, boxes, side):
    """RGB in -1…1, [faces, side, side, 3]."""
    import cv2, numpy
    faces = [cv2.cvtColor(cv2.resize(picture[y1:y2, x1:x2], (side, side)), cv2.COLOR_BGR2RGB) for x1, y1, x2, y2 in boxes]
    return numpy.array(faces, numpy.float32) / 127.5 - 1


def without_overlaps(boxes, scores, limit):
    import cv2, numpy
    if not len(boxes):
        return []
    sizes = [(x1, y1, x2 - x1, y2 - y1) for x1, y1, x2, y2 in boxes.tolist()]
    return numpy.asarray(cv2.dnn.NMSBoxes(sizes, scores.tolist(), 0.0, limit)).flatten().tolist()


def center_faces(picture, side, network, least=0.35):
    """CenterFace's boxes; `network` maps [1, 3, side, side] to heat map, sizes, offsets, landmarks."""
    import cv2, numpy
    height, width = picture.shape[:2]
    scale = side / max(height, width)
    resized = cv2.resize(picture, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA)
    canvas = numpy.zeros((side, side, 3), numpy.uint8)
    canvas[: resized.shape[0], : resized.shape[1]] = resized
    blob = cv2.dnn.blobFromImage(canvas, 1.0, (side, side), swapRB=True)
    heat, sizes, offsets = (output[0] for output in network(blob)[:3])
    rows, columns = numpy.nonzero(heat[0] > least)
    scores = heat[0, rows, columns]
    tall, wide = (numpy.exp(sizes[index, rows, columns]) * 4 for index in (0, 1))
    y, x = (rows + offsets[0, rows, columns] + 0.5) * 4, (columns + offsets[1, rows, columns] + 0.5) * 4
    boxes = numpy.stack([x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2], 1) / scale
    kept = without_overlaps(boxes, scores, 0.3)
    return [box for box in (clipped(boxes[index], picture) for index in kept) if box]


def keras_peer(options):
    import cv2, numpy
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
    import tensorflow
    tensorflow.config.threading.set_intra_op_parallelism_threads(options.threads)
    cv2.setNumThreads(options.threads)
    layers = tensorflow.keras.layers
    if options.keras_model:
        model = tensorflow.keras.models.load_model(options.keras_model)
    else:
        body = tensorflow.keras.applications.MobileNetV2(weights=None, include_top=False, input_shape=(224, 224, 3))
        flat = layers.Flatten()(layers.AveragePooling2D(7)(body.output))
        head = layers.Dense(2, activation="softmax")(layers.Dropout(0.5)(layers.Dense(128, activation="relu")(flat)))
        model = tensorflow.keras.Model(body.input, head)
    if options.ssd:
        network = cv2.dnn.readNet(*(str(options.ssd / f"opencv_face_detector{end}") for end in ("_uint8.pb", ".pbtxt")))
    else:
        network = cv2.dnn.readNetFromONNX(str(CENTERFACE))
        # The file's order: heat map, sizes, offsets, landmarks.
        names = sorted(network.getUnconnectedOutLayersNames())

    def single_shot(picture):
        height, width = picture.shape[:2]
        network.setInput(cv2.dnn.blobFromImage(picture, 1.0, (300, 300), (104.0, 177.0, 123.0)))
        found = network.forward()[0, 0]
        boxes = found[found[:, 2] > 0.5, 3:7] * [width, height, width, height]
        return [box for box in (clipped(box, picture) for box in boxes) if box]

    def center(blob):
        network.setInput(blob)
        return network.forward(names)

    def look(picture):
        boxes = single_shot(picture) if options.ssd else center_faces(picture, 320, center)
        if not boxes:
            return []
        return list(zip(boxes, model.predict(cut(picture, boxes, 224), batch_size=32, verbose=0).argmax(1)))

    return look


def same_networks(detect, classify):
    def look(picture):
        boxes = center_faces(picture, 640, detect)
        if not boxes:
            return []
        return list(zip(boxes, classify(cut(picture, boxes, 160).transpose(0, 3, 1, 2)).argmax(1)))
    return look


def runtime_session(path, threads):
    import onnxruntime
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = threads
    settings.log_severity_level = 3
    return onnxruntime.InferenceSession(path, settings)


def center_onnx():
    """CenterFace's file with an input of any size, which ONNX Runtime requires explicitly."""
    import onnx
    model = onnx.load(str(CENTERFACE))
    shape = model.graph.input[0].type.tensor_type.shape
    for index, name in ((0, "n"), (2, "h"), (3, "w")):
        shape.dim[index].dim_param = name
    for output in model.graph.output:
        for index, name in ((0, "n"), (2, "oh"), (3, "ow")):
            output.type.tensor_type.shape.dim[index].dim_param = name
    return model.SerializeToString()


def runtime_peer(options):
    detector = runtime_session(center_onnx(), options.threads)
    classifier = runtime_session(str(CLASSIFIER), options.threads)
    return same_networks(
        lambda blob: detector.run(None, {detector.get_inputs()[0].name: blob}),
        lambda faces: classifier.run(None, {classifier.get_inputs()[0].name: faces})[0])


def openvino_peer(options):
    import openvino
    core = openvino.Core()
    settings = {"INFERENCE_NUM_THREADS": options.threads, "NUM_STREAMS": 1, "INFERENCE_PRECISION_HINT": "f32"}
    detector = core.read_model(CENTERFACE)
    detector.reshape([1, 3, 640, 640])
    detector, classifier = (core.compile_model(network, "CPU", settings) for network in (detector, CLASSIFIER))
    return same_networks(
        lambda blob: list(detector([blob]).values()), lambda faces: next(iter(classifier([faces]).values())))


def yunet_peer(options):
    import cv2
    cv2.setNumThreads(options.threads)
    detector = cv2.FaceDetectorYN.create(str(options.yunet), "", (320, 320), 0.5, 0.45)
    classifier = runtime_session(str(CLASSIFIER), options.threads)

    def look(picture):
        scale = min(1.0, 640 / max(picture.shape[:2]))
        resized = cv2.resize(picture, None, fx=scale, fy=scale) if scale < 1 else picture
        detector.setInputSize(resized.shape[1::-1])
        found = detector.detect(resized)[1]
        rows = [] if found is None else found[:, :4] / scale
        boxes = [box for box in (clipped((x, y, x + w, y + h), picture) for x, y, w, h in rows) if box]
        if not boxes:
            return []
        faces = cut(picture, boxes, 160).transpose(0, 3, 1, 2)
        return list(zip(boxes, classifier.run(None, {classifier.get_inputs()[0].name: faces})[0].argmax(1)))

    return look


def aizoo_peer(options):
    import cv2, numpy
    from ai_edge_litert.interpreter import Interpreter
    network = Interpreter(str(options.aizoo), num_threads=options.threads)
    network.allocate_tensors()
    # The anchors of the authors' published program: five grids, two sizes each, and the first size in two more shapes.
    grids = {33: (0.04, 0.056), 17: (0.08, 0.11), 9: (0.16, 0.22), 5: (0.32, 0.45), 3: (0.64, 0.72)}
    anchors = []
    for cells, (small, large) in grids.items():
        shapes = [(small, small), (large, large)] + [(small * r**0.5, small / r**0.5) for r in (0.62, 0.42)]
        for y in range(cells):
            for x in range(cells):
                anchors += [((x + 0.5) / cells, (y + 0.5) / cells, *shape) for shape in shapes]
    anchors = numpy.array(anchors)

    def look(picture):
        height, width = picture.shape[:2]
        blob = cv2.resize(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), (260, 260)).astype(numpy.float32)[None] / 255
        network.set_tensor(network.get_input_details()[0]["index"], blob)
        network.invoke()
        outputs = [network.get_tensor(detail["index"])[0] for detail in network.get_output_details()]
        places, classes = sorted(outputs, key=lambda output: -output.shape[-1])
        kept = classes.max(1) > 0.5
        centers = places[kept, :2] * 0.1 * anchors[kept, 2:] + anchors[kept, :2]
        sizes = numpy.exp(places[kept, 2:] * 0.2) * anchors[kept, 2:]
        boxes = numpy.concatenate([centers - sizes / 2, centers + sizes / 2], 1) * [width, height, width, height]
        best = without_overlaps(boxes, classes[kept].max(1), 0.4)
        return [(clipped(boxes[index], picture), int(classes[kept][index].argmax())) for index in best]

    return look


MAKERS = {"keras": keras_peer, "runtime": runtime_peer, "openvino": openvino_peer, "yunet": yunet_peer, "aizoo": aizoo_peer}


def run_peer(options, start):
    """In a separate process: analyses every picture and prints the measurements as one line of JSON."""
    import cv2
    look = MAKERS[options.run](options)
    loaded, spent, faces = time.perf_counter() - start, [], 0
    for path in sorted(options.pictures.iterdir()):
        begin = time.perf_counter()
        picture = cv2.imread(str(path))
        if picture is None:
            continue
        faces += len(look(picture))
        spent.append(time.perf_counter() - begin)
    rest = spent[1:] or spent
    print(json.dumps({"load": loaded, "picture": statistics.mean(rest), "pictures": len(spent), "faces": faces}))


# --- The comparison. ---


def timed(command):
    """Wall seconds, processor seconds, peak mebibytes and the output of a command."""
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, stderr=errors, text=True)
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        if status:
            errors.seek(0)
            sys.exit(f"compare: {' '.join(map(str, command))} failed:\n{errors.read()[-2000:]}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output


def round_of_ours(options, folder, one):
    command = [options.facemask, "detect", "--format", "jsonl", "--quiet", "--threads", options.threads]
    if options.min_face:
        command += ["--min-face", options.min_face]
    if options.working_size:
        command += ["--working-size", options.working_size]
    cold, processor, _, _ = timed(command + [one])
    wall, _, memory, lines = timed(command + [folder])
    records = [json.loads(line) for line in lines.splitlines()]
    return {"cold": cold, "processor": processor, "memory": memory, "picture": (wall - cold) / max(len(records) - 1, 1),
            "faces": sum(len(record.get("faces", [])) for record in records)}


def round_of_peer(options, name, folder, one):
    words = [f"--threads={options.threads}"]
    for option in ("keras_model", "ssd", "yunet", "aizoo"):
        if getattr(options, option):
            words.append(f"--{option.replace('_', '-')}={getattr(options, option).resolve()}")
    command = [sys.executable, __file__, options.facemask, "--run", name, *words]
    cold, processor, _, _ = timed(command + [one])
    _, _, memory, line = timed(command + [folder])
    said = json.loads(line.splitlines()[-1])
    return {"cold": cold, "processor": processor, "memory": memory, "picture": said["picture"], "faces": said["faces"]}


def missing(name, options):
    """The reason that a peer can't run, a clause; None if it can."""
    packages = [wheel for module, wheel in PACKAGES[name].items() if importlib.util.find_spec(module) is None]
    if name == "runtime" and importlib.util.find_spec("onnx") is None:
        packages.append("onnx")
    if packages:
        return f"{' and '.join(packages)} not installed: python3 -m pip install {' '.join(packages)}"
    if name in ("yunet", "aizoo") and not getattr(options, name):
        return f"its network isn't on PyPI: name its file with --{name}"
    if name in ("keras", "runtime", "openvino") and not CENTERFACE.exists():
        return f"{CENTERFACE.relative_to(PACKAGE)} is missing: run scripts/setup"
    return None


def folders(options, work):
    """A folder of links to the pictures, and one to the first of them."""
    ends = (".jpg", ".jpeg", ".png")
    folder = options.pictures or PACKAGE / ".deps/samples"
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in ends) if folder.is_dir() else []
    if not paths:
        sys.exit(f"compare: there are no pictures in {folder}; name a folder with JPEG or PNG files.")
    paths = paths[:: max(len(paths) // options.limit, 1)][: options.limit] if options.pictures else paths * 20
    many, one = work / "pictures", work / "one"
    many.mkdir(), one.mkdir()
    for number, path in enumerate(paths):
        (many / f"{number:05}{path.suffix.lower()}").symlink_to(path.resolve())
    (one / f"photo{paths[0].suffix.lower()}").symlink_to(paths[0].resolve())
    return many, one, len(paths)


def show(name, ours, theirs):
    units = {"cold": ("cold start, s", 1), "processor": ("processor time of it, s", 1),
             "picture": ("a picture, ms", 1e3), "memory": ("peak memory, MiB", 1)}
    rows = {}
    for key, (words, factor) in units.items():
        ratios = [their[key] / our[key] for our, their in zip(ours, theirs)]
        our, their = (statistics.median(run[key] for run in runs) * factor for runs in (ours, theirs))
        rows[key] = {"facemask": our, "peer": their, "ratio": statistics.median(ratios),
                     "least": min(ratios), "greatest": max(ratios)}
        print(f"| {name} | {words} | {our:.3g} | {their:.3g} | {statistics.median(ratios):.1f} "
              f"({min(ratios):.1f} to {max(ratios):.1f}) |", flush=True)
    return rows


def main():
    start = time.perf_counter()
    options = parser.parse_intermixed_args()
    if options.run:
        return run_peer(options, start)
    wanted = options.peers.split(",") if options.peers else list(PACKAGES)
    unknown = [name for name in wanted if name not in PACKAGES]
    if unknown:
        sys.exit(f"compare: there is no peer '{unknown[0]}'; there are {', '.join(PACKAGES)}.")
    reasons = {name: missing(name, options) for name in wanted}
    for name, reason in reasons.items():
        if reason:
            print(f"compare: {name} is left out, {reason}", file=sys.stderr)
    peers = [name for name, reason in reasons.items() if not reason]
    if not peers:
        sys.exit("compare: no peer is installed, so there is nothing to compare with. The lines above say what to do; a "
                 "virtual environment keeps it apart: python3 -m venv peers && make compare PYTHON=peers/bin/python")
    results = {}
    with tempfile.TemporaryDirectory() as work:
        many, one, count = folders(options, pathlib.Path(work))
        print(f"{count} pictures, {options.rounds} rounds, {options.threads} threads, FaceMask and each peer in turn\n")
        print("| peer | what | FaceMask | peer | ratio (lowest to highest) |\n|---|---|---|---|---|")
        for name in peers:
            ours, theirs = [], []
            for _ in range(options.rounds):
                ours.append(round_of_ours(options, many, next(one.iterdir())))
                theirs.append(round_of_peer(options, name, many, one))
            results[name] = show(name, ours, theirs)
            print(f"| {name} | faces found | {ours[0]['faces']} | {theirs[0]['faces']} | |")
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
