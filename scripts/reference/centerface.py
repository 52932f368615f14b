"""Writes DetectionTests/Fixtures/centerface.json: CenterFace's detections in the sample portraits.

ONNX Runtime runs the network, Pillow resizes, and the decoder and the suppression below follow the authors'
demonstration program (github.com/Star-Clouds/CenterFace, MIT) in their arithmetic. Only numbers are kept.

Usage: scripts/setup; python3 scripts/reference/centerface.py
"""
import numpy as np
import onnx
import onnxruntime
from PIL import Image

from patterns import ROOT, SAMPLES, rounded, write

OVERLAP_LIMIT = 0.3
# The share of the coarse canvas that a picture fills, and the smallest face there, relative to its side.
COARSE_FILL, LARGE_FACE_SHARE = 0.875, 0.25
# picture, the sides of the fine and of the coarse canvas, minimum score
CASES = [
    ("astronaut.png", 512, None, 0.5),
    ("astronaut.png", 320, None, 0.3),
    ("astronaut.png", 960, None, 0.5),
    ("astronaut.png", 704, 224, 0.35),
    ("grace_hopper.jpg", 608, None, 0.5),
    ("grace_hopper.jpg", 320, None, 0.15),
    ("grace_hopper.jpg", 640, 224, 0.35),
    # Low enough to find other objects besides the face; not so low that ties in score determine what is kept.
    ("grace_hopper.jpg", 608, None, 0.045),
    ("astronaut.png", 544, 224, 0.035),
]


def session():
    model = onnx.load(ROOT / ".deps/models/centerface.onnx")
    # The file declares 10×3×32×32, but the network is fully convolutional.
    for port in [*model.graph.input, *model.graph.output]:
        for index, side in enumerate(port.type.tensor_type.shape.dim):
            if index != 1:
                side.dim_param = f"{port.name}_{index}"
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3  # The file lists its weights as inputs, each of which would cause a warning.
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def decoded(heat, sizes, offsets, landmarks, width, height, minimum_score):
    """Rows of x1, y1, x2, y2, score, five points."""
    for row, column in zip(*np.where(heat[0, 0] > minimum_score)):
        down, across = np.exp(sizes[0, :, row, column]) * 4
        shift_down, shift_across = offsets[0, :, row, column]
        left = min(max(0, (column + shift_across + 0.5) * 4 - across / 2), width)
        top = min(max(0, (row + shift_down + 0.5) * 4 - down / 2), height)
        points = landmarks[0, :, row, column].reshape(5, 2)[:, ::-1] * [across, down] + [left, top]
        yield [left, top, min(left + across, width), min(top + down, height), heat[0, 0, row, column], *points.ravel()]


def suppressed(faces):
    """The authors' suppression; they count pixels, so each side is longer by one."""
    kept = []
    for face in sorted(faces, key=lambda face: -face[4]):
        x1, y1, x2, y2 = face[:4]
        for other in kept:
            shared = max(0, min(x2, other[2]) - max(x1, other[0]) + 1) * max(0, min(y2, other[3]) - max(y1, other[1]) + 1)
            areas = (x2 - x1 + 1) * (y2 - y1 + 1) + (other[2] - other[0] + 1) * (other[3] - other[1] + 1)
            if shared / (areas - shared) >= OVERLAP_LIMIT:
                break
        else:
            kept.append(face)
    return kept


def seen(network, picture, side, fill, minimum_face, minimum_score):
    """The faces that one pass finds, in pixels of the picture, which is in the middle of a black square."""
    factor = fill * side / max(picture.size)
    size = [max(int(np.floor(length * factor + 0.5)), 1) for length in picture.size]
    corner = [(side - length) // 2 for length in size]
    canvas = np.zeros((side, side, 3), np.float32)
    pixels = np.asarray(picture.resize(size, Image.Resampling.BILINEAR), np.float32)
    canvas[corner[1]:corner[1] + size[1], corner[0]:corner[0] + size[0]] = pixels
    maps = network.run(["537", "538", "539", "540"], {"input.1": canvas.transpose(2, 0, 1)[None]})
    stretch = np.array([picture.width / size[0], picture.height / size[1]])
    for face in decoded(*maps, side, side, minimum_score):
        if max(face[2] - face[0], face[3] - face[1]) >= minimum_face:
            box = np.clip((np.reshape(face[:4], (2, 2)) - corner) * stretch, 0, picture.size)
            points = (np.reshape(face[5:], (5, 2)) - corner) * stretch
            yield [*box.ravel(), face[4], *points.ravel()]


def case(network, name, fine, coarse, minimum_score):
    picture = Image.open(SAMPLES / name).convert("RGB")
    found = list(seen(network, picture, fine, 1, 0, minimum_score))
    if coarse:
        found += seen(network, picture, coarse, COARSE_FILL, LARGE_FACE_SHARE * coarse, minimum_score)
    faces = [
        {"box": rounded(face[:4]), "score": rounded(face[4])[0], "points": rounded(face[5:])}
        for face in suppressed(found)
    ]
    print(name, fine, coarse, len(found), "candidates", [face["score"] for face in faces])
    return {"picture": name, "fineSide": fine, "coarseSide": coarse, "minimumScore": minimum_score,
            "overlapLimit": OVERLAP_LIMIT, "faces": faces}


network = session()
write("DetectionTests", "centerface.json", [case(network, *row) for row in CASES])
