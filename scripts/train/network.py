"""The pupil: a wrist picture and two numbers in, eight changes of the hand out. Parameters are a flat dictionary."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

SIDE_PX = 80
CHUNK = 8
ROW = 5
"""x, y, z, turn, opening."""
SIGHT = 5
"""Where the grasp is: three offsets, cosine and sine of four times the turn."""

CONVOLUTIONS = {"conv1": (12, 3, 5, 2), "conv2": (24, 12, 3, 2), "conv3": (24, 24, 3, 1)}
"""Filters, channels in, side of the kernel, stride; padded by half a kernel."""
KEYPOINTS = 24
FEATURES = 3 * KEYPOINTS + 2
HIDDEN = 96
LAYERS = {
    "look": (FEATURES, HIDDEN),
    "sight": (HIDDEN, SIGHT),
    "head1": (FEATURES + SIGHT, HIDDEN),
    "head2": (HIDDEN, HIDDEN),
    "head3": (HIDDEN, CHUNK * ROW),
}

Weights = dict[str, jax.Array]


def initial(seed: int) -> dict[str, np.ndarray]:
    """Normal weights of variance 2 / inputs (He et al. 2015), zero biases."""
    draws = np.random.default_rng(seed)
    shapes = {name: (out, channels, side, side) for name, (out, channels, side, _) in CONVOLUTIONS.items()}
    fans = {name: channels * side * side for name, (_, channels, side, _) in CONVOLUTIONS.items()}
    weights = {}
    for name, shape in {**shapes, **LAYERS}.items():
        spread = np.sqrt(2 / fans.get(name, shape[0]))
        weights[f"{name}.w"] = draws.normal(0, spread, shape).astype(np.float32)
        weights[f"{name}.b"] = np.zeros(shape[0] if name in CONVOLUTIONS else shape[1], np.float32)
    return weights


def grid(side: int) -> np.ndarray:
    """[side * side, 2] places of the cells of a feature map, from -1 to 1: across, down."""
    line = np.linspace(-1, 1, side, dtype=np.float32)
    return np.stack(np.meshgrid(line, line), axis=-1).reshape(-1, 2)


def forward(weights: Weights, pictures: jax.Array, told: jax.Array) -> tuple[jax.Array, jax.Array]:
    """
    Pictures [n, 3, side, side] and told [n, 2], both normalised, to sight [n, 5] and rows [n, 8, 5].

    The opening is a logit. Each map of the last convolution becomes one point (spatial softmax, Levine et al. 2016).
    """
    maps = convolved(weights, pictures)
    n, _, side, _ = maps.shape
    flat = maps.reshape(n, KEYPOINTS, side * side)
    places = (jax.nn.softmax(flat, axis=2) @ grid(side)).reshape(n, -1)
    features = jnp.concatenate([places, jax.nn.relu(flat).mean(axis=2), told], axis=1)
    sight = layer(weights, "sight", jax.nn.relu(layer(weights, "look", features)))
    hidden = jax.nn.relu(layer(weights, "head1", jnp.concatenate([features, sight], axis=1)))
    rows = layer(weights, "head3", jax.nn.relu(layer(weights, "head2", hidden)))
    return sight, rows.reshape(n, CHUNK, ROW)


def convolved(weights: Weights, maps: jax.Array) -> jax.Array:
    for name, (_, _, side, stride) in CONVOLUTIONS.items():
        maps = maps if name == "conv1" else jax.nn.relu(maps)
        padding = ((side // 2, side // 2),) * 2
        maps = jax.lax.conv_general_dilated(maps, weights[f"{name}.w"], (stride, stride), padding)
        maps = maps + weights[f"{name}.b"][:, None, None]
    return maps


def layer(weights: Weights, name: str, values: jax.Array) -> jax.Array:
    return values @ weights[f"{name}.w"] + weights[f"{name}.b"]
