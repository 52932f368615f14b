"""Writes DetectionTests/Fixtures/face_mesh.json: the face's surface in the sample portraits, by TensorFlow Lite.

OpenCV crops the rotated square, TensorFlow Lite runs the network. Only numbers are kept.

Usage: scripts/setup; python3 scripts/reference/face_mesh.py
"""
import cv2
import numpy as np
import tensorflow as tf

from patterns import ROOT, SAMPLES, rounded, write

SIDE, REACH, MIDDLE = 192, 3.2, 0.55
# A point of each region: brows, eyes, nose, lips, chin, cheeks, ears.
INDICES = [105, 334, 33, 263, 1, 4, 61, 291, 13, 14, 152, 50, 280, 234, 454, 10]
# The five landmarks that CenterFace gives.
CASES = {
    "astronaut.png": [[202.6, 100.42], [249.2, 103.39], [224.48, 123.82], [202.87, 142.15], [242.63, 144.42]],
    "grace_hopper.jpg": [[222.72, 199.28], [307.86, 192.85], [267.32, 237.65], [232.44, 274.63], [305.2, 268.92]],
}


def mesh(network, picture, landmarks):
    """468 points of a face, and its presence; the network's square is placed as in FaceMeshFinder."""
    points = np.array(landmarks)
    eyes, mouth = points[:2].mean(0), points[3:].mean(0)
    line = points[1] - points[0]
    side = REACH * max(np.linalg.norm(line), np.linalg.norm(mouth - eyes))
    across = line / np.linalg.norm(line) * side / SIDE
    turn = np.array([[across[0], -across[1]], [across[1], across[0]]])
    # Middles of pixels are at halves in our coordinates and at whole numbers in OpenCV's.
    center = eyes + (mouth - eyes) * MIDDLE
    shift = center - turn @ [SIDE / 2, SIDE / 2]
    places = np.moveaxis(np.mgrid[:SIDE, :SIDE][::-1] + 0.5, 0, -1) @ turn.T + shift - 0.5
    cutout = cv2.remap(picture, places.astype(np.float32), None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    network.set_tensor(network.get_input_details()[0]["index"], cutout[None].astype(np.float32) / 255)
    network.invoke()
    numbers, presence = (network.get_tensor(output["index"]).ravel() for output in network.get_output_details())
    numbers = numbers.reshape(-1, 3)
    return np.c_[numbers[:, :2] @ turn.T + shift, numbers[:, 2] * side / SIDE], 1 / (1 + np.exp(-presence[0]))


if __name__ == "__main__":
    network = tf.lite.Interpreter(str(ROOT / ".deps/models/face_landmark.tflite"))
    network.allocate_tensors()
    cases = []
    for name, landmarks in CASES.items():
        picture = cv2.cvtColor(cv2.imread(str(SAMPLES / name)), cv2.COLOR_BGR2RGB)
        points, presence = mesh(network, picture, landmarks)
        cases.append({"picture": name, "landmarks": np.ravel(landmarks).tolist(), "presence": rounded(presence)[0],
                      "indices": INDICES, "points": rounded(points[INDICES].ravel())})
    write("DetectionTests", "face_mesh.json", cases)
