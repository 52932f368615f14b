"""Writes InferenceTests/Fixtures/double.tflite: y = 2x + 1 on four numbers, by TensorFlow's converter.

Usage: python3 scripts/reference/tflite.py
"""
import tensorflow as tf

from patterns import ROOT


@tf.function(input_signature=[tf.TensorSpec([1, 4], tf.float32, name="x")])
def double(x):
    return 2.0 * x + 1.0


path = ROOT / "Tests/InferenceTests/Fixtures/double.tflite"
path.parent.mkdir(parents=True, exist_ok=True)
converter = tf.lite.TFLiteConverter.from_concrete_functions([double.get_concrete_function()])
path.write_bytes(converter.convert())
print(f"{path.relative_to(ROOT)}: {path.stat().st_size} bytes")
