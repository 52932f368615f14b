"""Writes EvaluationTests/Fixtures/evaluation.json: curves, calibration, tests and measurements by scikit-learn, SciPy
and OpenCV.

Usage: python3 scripts/reference/evaluation.py
"""
import cv2
import numpy as np
from scipy import optimize, special, stats
from sklearn import metrics

from patterns import numbers, picture, rounded, write

CLASSES = 3


def ranking(reason, scores, truth):
    fpr, tpr, thresholds = metrics.roc_curve(truth, scores, drop_intermediate=False)
    precision, recall, levels = metrics.precision_recall_curve(truth, scores)
    return {
        "reason": reason, "scores": rounded(scores, 9), "truth": [bool(value) for value in truth],
        "falsePositiveRates": fpr.tolist(), "truePositiveRates": tpr.tolist(),
        "area": metrics.roc_auc_score(truth, scores),
        # Ascending thresholds with a final point of recall 0, which ours leaves out.
        "precisions": precision[:-1][::-1].tolist(), "recalls": recall[:-1][::-1].tolist(),
        "averagePrecision": metrics.average_precision_score(truth, scores),
    }


def calibration_error(confidences, correct, bins):
    """The definition of Guo et al. 2017, equation 3, bins closed above."""
    places = np.clip(np.ceil(confidences.astype(np.float64) * bins).astype(int) - 1, 0, bins - 1)
    error = 0.0
    for place in range(bins):
        inside = places == place
        if inside.any():
            error += inside.mean() * abs(correct[inside].mean() - confidences[inside].astype(np.float64).mean())
    return error


def calibration(seed, count, scale):
    logits = numbers(count * CLASSES, seed, scale).reshape(count, CLASSES)
    noise = numbers(count * CLASSES, seed + 100, scale * 0.8).reshape(count, CLASSES)
    labels = (logits + noise).argmax(axis=1)

    def loss(logarithm):
        rows = logits.astype(np.float64) / np.exp(logarithm)
        return metrics.log_loss(labels, special.softmax(rows, axis=1), labels=range(CLASSES))

    found = optimize.minimize_scalar(loss, bounds=np.log([0.05, 20]), method="bounded", options={"xatol": 1e-9})
    probabilities = special.softmax(logits.astype(np.float64), axis=1).astype(np.float32)
    confidences, correct = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    return {
        "seed": seed, "count": count, "scale": scale, "labels": labels.tolist(),
        "temperature": float(np.exp(found.x)), "loss": loss(0.0), "bestLoss": float(found.fun),
        "confidences": rounded(confidences, 9), "correct": correct.tolist(),
        "calibrationError15": calibration_error(confidences, correct, 15),
        "calibrationError4": calibration_error(confidences, correct, 4),
    }


def typology_angle(color):
    lab = cv2.cvtColor(np.float32([[color]]) / 255, cv2.COLOR_RGB2Lab)[0, 0]
    return float(np.degrees(np.arctan2(lab[0] - 50, lab[2])))


def sharpness(seed, cell):
    pixels = picture(64, 64, seed, cell)
    luma = pixels.astype(np.float64) @ [0.299, 0.587, 0.114]
    return {"seed": seed, "cell": cell, "sharpness": float(cv2.Laplacian(luma, cv2.CV_64F)[1:-1, 1:-1].var()),
            "brightness": float(luma.mean())}


rows = calibration(7, 60, 3)
scores = special.softmax(numbers(180, 7, 3).reshape(60, 3).astype(np.float64), axis=1).astype(np.float32)
SKINS = [(244, 214, 196), (224, 172, 142), (198, 140, 108), (141, 92, 66), (92, 58, 42), (60, 38, 30)]
write("EvaluationTests", "evaluation.json", {
    "rankings": [
        ranking("distinct scores", scores[:, 0], np.array(rows["labels"]) == 0),
        ranking("many equal scores", np.round(scores[:, 1], 1), np.array(rows["labels"]) == 1),
        ranking("perfect", np.float32([0.9, 0.8, 0.2, 0.1]), np.array([True, True, False, False])),
        ranking("upside down", np.float32([0.1, 0.2, 0.8, 0.9]), np.array([True, True, False, False])),
        ranking("one score for all", np.float32([0.5] * 5), np.array([True, False, False, True, False])),
    ],
    "calibrations": [rows, calibration(11, 300, 5), calibration(12, 200, 0.8)],
    "signTests": [[one, other, float(stats.binomtest(one, one + other).pvalue)]
                  for one, other in [(0, 1), (1, 1), (3, 12), (12, 3), (0, 8), (40, 61), (900, 1000)]],
    "skins": [{"color": list(color), "angle": typology_angle(color)} for color in SKINS],
    "pictures": [sharpness(21, 1), sharpness(22, 5), sharpness(23, 32)],
})
