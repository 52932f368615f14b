"""Writes Sources/Synthesis/MeanFace+Points.swift: where the points of the face's surface lie on a mean face.

Reads what `facemask detect --format jsonl` printed of photos of bare faces; takes those that look at the camera, turns
and scales their surfaces onto each other (Umeyama, "Least-squares estimation of transformation parameters between two
point patterns", 1991), and takes the median of each point, mirrored and averaged.

Usage: scripts/setup; facemask detect --format jsonl PHOTOS > faces.jsonl; python3 scripts/reference/mean_face.py faces.jsonl
"""
import json
import sys

import cv2
import numpy as np
import tensorflow as tf

from face_mesh import mesh
from patterns import ROOT

# Points on the right half and the middle line: on bone and cheek, and around mouth and nose.
FIRM = """168 6 197 195 5 4 1 152 175 199 200 10 151 9 8 50 101 36 118 117 116 123 147 187 205 207 192 213 214 135 138
215 177 137 227 234 93 132 58 172 136 150 149 176 148 32 208 171 140 169 170 210 211 109 67 103 54 21 162 127 108 69
104 68 71 139 34 143 156 111"""
SOFT = "2 164 0 17 18 61 57 92 165 186 212 216 206 203 98 129 49 48 37 39 84 181"
# A face counts from this width in pixels and this score, when its two sides differ by at most e^0.4 in width and its
# surface's five points lie within 0.2 of the face's size of the detector's.
LEAST_WIDTH, LEAST_SCORE, TURN, GAP = 60, 0.6, 0.4, 0.2


def frontal(path):
    network = tf.lite.Interpreter(str(ROOT / ".deps/models/face_landmark.tflite"))
    network.allocate_tensors()
    for row in map(json.loads, open(path)):
        faces = [face for face in row.get("faces", []) if face["score"] > LEAST_SCORE
                 and face["box"][2] - face["box"][0] > LEAST_WIDTH]
        if not faces:
            continue
        landmarks = np.array(faces[0]["landmarks"])
        points, _ = mesh(network, cv2.imread(row["source"])[:, :, ::-1], landmarks)
        five = np.array([points[[33, 133, 159, 145]].mean(0), points[[362, 263, 386, 374]].mean(0), *points[[1, 61, 291]]])
        size = max(np.linalg.norm(landmarks[1] - landmarks[0]), np.linalg.norm(landmarks[3:].mean(0) - landmarks[:2].mean(0)))
        turn = np.log(np.linalg.norm(points[1] - points[234]) / np.linalg.norm(points[1] - points[454]))
        if np.linalg.norm(five[:, :2] - landmarks, axis=1).max() < GAP * size and abs(turn) < TURN:
            yield points


def aligned(points, onto):
    center, target = points.mean(0), onto.mean(0)
    u, values, v = np.linalg.svd((points - center).T @ (onto - target))
    flip = np.diag([1, 1, np.sign(np.linalg.det(u @ v))])
    scale = (values * np.diag(flip)).sum() / ((points - center) ** 2).sum()
    return (points - center) @ (u @ flip @ v) * scale + target


def mean_face(faces):
    mean = faces[0]
    for _ in range(10):
        mean = np.median([aligned(face, mean) for face in faces], axis=0)
        mean = (mean - mean.mean(0)) / np.sqrt(((mean - mean.mean(0)) ** 2).sum(1).mean())
    across = mean[454] - mean[234]
    across /= np.linalg.norm(across)
    down = mean[152] - mean[10]
    down -= across * (across @ down)
    down /= np.linalg.norm(down)
    mean = mean @ np.array([across, down, np.cross(across, down)]).T
    mean -= mean[[33, 133, 362, 263]].mean(0)
    mirrored = mean * [-1, 1, 1]
    opposite = np.array([((point - mean) ** 2).sum(1).argmin() for point in mirrored])
    mean = (mean + mirrored[opposite]) / 2
    return mean / mean[152][1], opposite


def table(words, mean, opposite):
    lines = [""]
    for index in map(int, words.split()):
        x, y, z = mean[index]
        entry = f"({index}, {opposite[index]}, {x:.3f}, {y:.3f}, {z:.3f}), "
        if len(lines[-1]) + len(entry) > 105:
            lines.append("")
        lines[-1] += entry
    return "\n".join("        " + line.rstrip() for line in lines)


faces = list(frontal(sys.argv[1]))
mean, opposite = mean_face(faces)
(ROOT / "Sources/Synthesis/MeanFace+Points.swift").write_text(f"""extension MeanFace {{
    /// Points of the mesh that lie on bone and cheek and that a mask rests on, or is held up by: index, index of the point
    /// opposite, and the place of the first one. Made by scripts/reference/mean_face.py.
    static let firm: [(index: Int, opposite: Int, x: Float, y: Float, z: Float)] = [
{table(FIRM, mean, opposite)}
    ]

    /// Points around the mouth and beside the nose, which a mask spans as a tent does and something that leaves the nose
    /// bare lies on.
    static let soft: [(index: Int, opposite: Int, x: Float, y: Float, z: Float)] = [
{table(SOFT, mean, opposite)}
    ]
}}
""")
print(len(faces), "faces")
