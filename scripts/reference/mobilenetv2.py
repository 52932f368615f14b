"""Writes TrainingTests/Fixtures/mobilenetv2.json: features of Keras' MobileNetV2 with weights by formula.

Padding, strides, residuals, ReLU6 and the average pool are Keras' own; batch normalisation only adds a bias, as in a file
where it is folded.

Usage: python3 scripts/reference/mobilenetv2.py
"""
import keras
import numpy as np

from patterns import numbers, picture, rounded, write

SIDE, PICTURE_SEED, CELL = 64, 3, 5
BIAS_SCALE = 0.25


def blocks():
    """The names of Keras' convolutions and of ours, in data flow order."""
    yield "Conv1", "bn_Conv1", "stem"
    for index in range(17):
        prefix = f"block_{index}" if index else "expanded_conv"
        for part in ("expand", "depthwise", "project") if index else ("depthwise", "project"):
            yield f"{prefix}_{part}", f"{prefix}_{part}_BN", f"block{index + 1}.{part}"
    yield "Conv_1", "Conv_1_bn", "head"


model = keras.applications.MobileNetV2((SIDE, SIDE, 3), include_top=False, weights=None, pooling="avg")
for index, (convolution, norm, name) in enumerate(blocks(), 1):
    layer = model.get_layer(convolution)
    kernel = layer.get_weights()[0]
    isDepthwise = isinstance(layer, keras.layers.DepthwiseConv2D)
    # Ours: [outputs, inputs of a group, height, width].
    order = (2, 3, 0, 1) if isDepthwise else (3, 2, 0, 1)
    shape = tuple(kernel.shape[axis] for axis in order)
    weights = numbers(kernel.size, index, np.sqrt(6 / np.prod(shape[1:]))).reshape(shape)
    layer.set_weights([weights.transpose(np.argsort(order))])
    normalization = model.get_layer(norm)
    count, gamma = shape[0], np.sqrt(1 + normalization.epsilon)
    normalization.set_weights(
        [np.full(count, gamma), numbers(count, 1000 + index, BIAS_SCALE), np.zeros(count), np.ones(count)])

pixels = (picture(SIDE, SIDE, PICTURE_SEED, CELL).astype(np.float32) - 127.5) / 127.5
features = model.predict(pixels[None], verbose=0)[0]
print(f"features from {features.min():.3g} to {features.max():.3g}, mean {features.mean():.3g}, "
      f"{(features == 0).mean():.0%} zero")
write("TrainingTests", "mobilenetv2.json", {
    "side": SIDE, "pictureSeed": PICTURE_SEED, "cell": CELL, "biasScale": BIAS_SCALE, "features": rounded(features, 6)})
