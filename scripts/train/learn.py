"""
python learn.py --samples <folder>... --steps <n> [--start <weights.npz>] --weights <weights.npz> --model <model.onnx>

Learns the lessons of samples.ts on one core, prints how far it is off on episodes that it did not learn from.
"""

from __future__ import annotations

import argparse
import time
from functools import partial
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np

import export
from lessons import OFFSET_M, Lessons, read
from network import Weights, forward, initial

BATCH = 64
PEAK_RATE = 2e-3
WARM_UP = 200
TELL_EVERY = 500


def loss(weights: Weights, pictures, told, sight, lesson) -> jax.Array:
    """The moves and the opening, and beside them where the grasp is: what a picture is looked at for."""
    seen, rows = forward(weights, pictures, told)
    logit = rows[..., 4]
    opening = jnp.logaddexp(0, logit) - lesson[..., 4] * logit
    moves = huber(rows[..., :4] - lesson[..., :4])
    return 4 * moves.mean() + 0.3 * opening.mean() + 0.3 * huber(seen - sight).mean()


def huber(error: jax.Array, edge: float = 0.3) -> jax.Array:
    size = jnp.abs(error)
    return jnp.where(size < edge, 0.5 * size**2 / edge, size - edge / 2)


def shone_on(pictures: jax.Array, key: jax.Array) -> jax.Array:
    """Normalised as the card says, under light of another colour and strength in each picture."""
    tint, level = jax.random.split(key)
    n = pictures.shape[0]
    light = jax.random.uniform(tint, (n, 3, 1, 1), minval=0.85, maxval=1.15)
    offset = jax.random.uniform(level, (n, 1, 1, 1), minval=-0.05, maxval=0.05)
    return (pictures.astype(jnp.float32) / 255 * light + offset - 0.5) / 0.25


@partial(jax.jit, donate_argnums=(0, 1, 2))
def update(weights, first, second, step, rate, pictures, told, sight, lesson):
    """One step of Adam (Kingma and Ba 2015)."""
    pictures = shone_on(pictures, jax.random.key(step))
    value, slope = jax.value_and_grad(loss)(weights, pictures, told, sight, lesson)
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, slope)
    second = jax.tree.map(lambda v, g: 0.99 * v + 0.01 * g * g, second, slope)
    size = rate * jnp.sqrt(1 - 0.99**step) / (1 - 0.9**step)
    weights = jax.tree.map(lambda w, m, v: w - size * m / (jnp.sqrt(v) + 1e-8), weights, first, second)
    return weights, first, second, value


def learn(lessons: Lessons, steps: int, weights: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    draws = np.random.default_rng(0)
    learnt = np.flatnonzero(~lessons.kept)
    first, second = (jax.tree.map(np.zeros_like, weights) for _ in range(2))
    started = time.monotonic()
    for step in range(1, steps + 1):
        rate = PEAK_RATE * min(1, step / WARM_UP) * 0.5 * (1 + np.cos(np.pi * step / steps))
        batch = lessons.part(draws.choice(learnt, BATCH))
        weights, first, second, value = update(weights, first, second, step, rate, *batch)
        if step % TELL_EVERY == 0:
            print(f"step {step} of {steps}: loss {float(value):.3f}, {time.monotonic() - started:.0f} s", flush=True)
    return jax.tree.map(np.asarray, weights)


def judged(lessons: Lessons, weights: dict[str, np.ndarray]) -> str:
    pictures, told, sight, lesson = lessons.part(np.flatnonzero(lessons.kept))
    seen, rows = jax.jit(forward)(weights, (pictures.astype(np.float32) / 255 - 0.5) / 0.25, told)
    off_m = OFFSET_M * (np.sinh(seen[:, :2]) - np.sinh(sight[:, :2]))
    near = np.hypot(*np.sinh(sight[:, :2]).T) * OFFSET_M < 0.04
    moves = np.abs(rows[..., :4] - lesson[..., :4]).mean()
    gripper = ((rows[..., 4] > 0) == (lesson[..., 4] > 0.5)).mean()
    return (
        f"{len(told)} pictures kept apart: within 4 cm of the grasp it is seen within "
        f"{1e3 * np.sqrt(np.mean(off_m[near] ** 2)):.1f} mm, "
        f"moves are off by {moves:.3f} of a step, the gripper is right in {gripper:.1%}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", nargs="+", type=Path, required=True)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    options = parser.parse_args()
    lessons = read(options.samples)
    start = dict(np.load(options.start)) if options.start else initial(seed=0)
    weights = learn(lessons, options.steps, start)
    print(judged(lessons, weights), flush=True)
    np.savez(options.weights, **weights)
    export.write(weights, options.model)


if __name__ == "__main__":
    main()
