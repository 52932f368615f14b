"""Writes TrackingTests/Fixtures/tracking.json: scores of tracked people by motmetrics, on small random scenes.

Usage: python3 scripts/reference/tracking.py
"""
import motmetrics
import numpy as np

from patterns import write

# The package's names, and the test's.
MEASURES = {"mota": "accuracy", "idf1": "identity", "num_switches": "switches", "num_fragmentations": "fragments",
            "num_misses": "misses", "num_false_positives": "falseAlarms"}


def overlaps(first, second):
    low = np.maximum(first[:, None, :2], second[None, :, :2])
    high = np.minimum(first[:, None, 2:], second[None, :, 2:])
    shared = np.clip(high - low, 0, None).prod(axis=2)
    area = lambda boxes: (boxes[:, 2:] - boxes[:, :2]).prod(axis=1)
    return shared / (area(first)[:, None] + area(second)[None] - shared)


def scene(reason, seed, people, frames, missed, swapped, alarms, trembling):
    """People on straight paths; the tracker's boxes jitter, are missing, change their identity, or belong to nobody."""
    random = np.random.default_rng(seed)
    start, speed = random.uniform(0, 200, (people, 2)), random.uniform(-6, 6, (people, 2))
    names = list(range(1, people + 1))
    rows, accumulator = [], motmetrics.MOTAccumulator(auto_id=True)
    for frame in range(frames):
        corner = start + speed * frame
        truth = np.hstack([corner, corner + 40]).round(1)
        seen = random.random(people) >= missed
        if random.random() < swapped:
            names[random.integers(people)] = max(names) + 1
        if random.random() < swapped:
            first, second = random.permutation(people)[:2]
            names[first], names[second] = names[second], names[first]
        found = (truth + random.normal(0, trembling, truth.shape)).round(1)[seen]
        ids = [name for name, is_seen in zip(names, seen) if is_seen]
        if random.random() < alarms:
            found = np.vstack([found, [[300, 300, 340, 340]]])
            ids.append(900)
        distances = 1 - overlaps(truth, found)
        distances[distances > 0.5] = np.nan
        accumulator.update(list(range(people)), ids, distances)
        rows.append({"truth": truth.tolist(), "ids": ids, "found": found.tolist()})
    result = motmetrics.metrics.create().compute(accumulator, metrics=list(MEASURES), return_dataframe=False)
    return {"reason": reason, "frames": rows, **{MEASURES[key]: float(value) for key, value in result.items()}}


write("TrackingTests", "tracking.json", [
    scene("all found", 1, 3, 10, 0, 0, 0, 1),
    scene("some missed", 2, 4, 25, 0.2, 0, 0, 1),
    scene("identities change", 3, 4, 25, 0, 0.3, 0, 1),
    scene("false alarms", 4, 3, 20, 0, 0, 0.5, 1),
    scene("boxes so loose that some don't count", 5, 4, 25, 0.1, 0, 0, 7),
    scene("everything at once", 6, 6, 40, 0.2, 0.25, 0.4, 5),
    scene("everything at once, crowded", 7, 12, 30, 0.25, 0.4, 0.4, 5),
])
