"""Writes reports.json: reference numbers of scikit-learn and SciPy for the tests of Evaluation.

Run: python make_reports.py > reports.json
"""

import json
import random
import warnings

import scipy
import sklearn
from scipy import stats
from sklearn.metrics import classification_report, confusion_matrix

warnings.filterwarnings("ignore")
STATES = ["with_mask", "without_mask", "mask_worn_incorrectly"]


def draw(seed, count, labels, accuracy):
    """Pairs of truth and prediction, as positions in labels."""
    rng = random.Random(seed)
    truth = [rng.randrange(labels) for _ in range(count)]
    return truth, [t if rng.random() < accuracy else rng.randrange(labels) for t in truth]


def case(reason, labels, truth, predicted):
    names = list(range(len(labels)))
    shared = dict(labels=names, target_names=labels, zero_division=0)
    return {
        "reason": reason,
        "labels": labels,
        "truth": truth,
        "predicted": predicted,
        "counts": confusion_matrix(truth, predicted, labels=names).tolist(),
        "report": classification_report(truth, predicted, output_dict=True, **shared),
        "text": classification_report(truth, predicted, digits=4, **shared),
    }


CASES = [
    case("two classes, few errors", STATES[:2], *draw(1, 275, 2, 0.95)),
    case("three classes, many errors", STATES, *draw(2, 400, 3, 0.6)),
    case("a class that is never predicted", STATES, [0, 0, 1, 1, 2, 2], [0, 1, 1, 1, 0, 1]),
    case("a class that never occurs but is predicted", STATES, [0, 0, 1, 1], [0, 2, 1, 1]),
    case("a class that neither occurs nor is predicted", STATES, [0, 0, 1, 1], [0, 1, 1, 1]),
    case("one of four right", STATES[:2], [0, 1, 0, 1], [1, 0, 1, 1]),
    case("one picture", STATES[:2], [0], [0]),
    case("names shorter than the averages'", ["a", "b"], *draw(3, 50, 2, 0.7)),
]

WILSON = [[s, n] for s, n in [(0, 1), (1, 1), (0, 10), (10, 10), (5, 10), (1, 3), (272, 275), (9999, 10000)]]

print(
    json.dumps(
        {
            "versions": {"sklearn": sklearn.__version__, "scipy": scipy.__version__},
            "reports": CASES,
            "wilson": [
                {"successes": s, "trials": n, "lower": float(ci.low), "upper": float(ci.high)}
                for s, n in WILSON
                for ci in [stats.binomtest(s, n).proportion_ci(0.95, method="wilson")]
            ],
        },
        separators=(",", ":"),
    )
)
