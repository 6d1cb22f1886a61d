"""The trained network as an ONNX file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from network import CHUNK, CONVOLUTIONS, KEYPOINTS, ROW, SIDE_PX, grid

OPSET = 17
IR = 8
"""Old enough for every runtime in use."""
CELLS = SIDE_PX // 4
"""Side of the last feature map: two strides of two."""


class Graph:
    """Nodes and constants in the order in which they are added; each node gives one value, named as told."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: list[str], name: str, **attributes) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def layer(self, weights: dict[str, np.ndarray], name: str, value: str) -> str:
        parts = [self.constant(f"{name}.{each}", weights[f"{name}.{each}"]) for each in ("w", "b")]
        return self.node("Gemm", [value, *parts], name)

    def relu(self, value: str) -> str:
        return self.node("Relu", [value], f"{value}.relu")

    def reshape(self, value: str, shape: list[int], name: str) -> str:
        return self.node("Reshape", [value, self.constant(f"{name}.shape", np.array(shape, np.int64))], name)


def features(graph: Graph, weights: dict[str, np.ndarray]) -> str:
    """What `network.forward` makes of a picture before its layers: keypoints, means, and the two numbers told."""
    value = "wrist"
    for name, (_, _, side, stride) in CONVOLUTIONS.items():
        value = value if name == "conv1" else graph.relu(value)
        parts = [graph.constant(f"{name}.{each}", weights[f"{name}.{each}"]) for each in ("w", "b")]
        value = graph.node("Conv", [value, *parts], name, strides=[stride] * 2, pads=[side // 2] * 4)
    flat = graph.reshape(value, [1, KEYPOINTS, CELLS * CELLS], "flat")
    shares = graph.node("Softmax", [flat], "shares", axis=2)
    places = graph.node("MatMul", [shares, graph.constant("grid", grid(CELLS))], "places")
    means = graph.node("ReduceMean", [graph.relu(flat)], "means", axes=[2], keepdims=0)
    keypoints = graph.reshape(places, [1, 2 * KEYPOINTS], "keypoints")
    return graph.node("Concat", [keypoints, means, "state"], "features", axis=1)


def rows(graph: Graph, weights: dict[str, np.ndarray], seen: str) -> None:
    """From features to `actions` [1, 8, 7]: x, y, z, no tilt, turn, opening."""
    sight = graph.layer(weights, "sight", graph.relu(graph.layer(weights, "look", seen)))
    hidden = graph.relu(graph.layer(weights, "head1", graph.node("Concat", [seen, sight], "known", axis=1)))
    hidden = graph.relu(graph.layer(weights, "head2", hidden))
    plan = graph.reshape(graph.layer(weights, "head3", hidden), [1, CHUNK, ROW], "plan")
    bounds = [graph.constant(name, np.float32(value)) for name, value in (("low", -1), ("high", 1))]
    parts = []
    for name, first, last in (("move", 0, 3), ("turn", 3, 4), ("grip", 4, 5)):
        ends = [graph.constant(f"{name}.{i}", np.array([each], np.int64)) for i, each in enumerate((first, last, 2))]
        parts.append(graph.node("Slice", [plan, *ends], name))
    move, turn = (graph.node("Clip", [each, *bounds], f"{each}.bounded") for each in parts[:2])
    opening = graph.node("Sigmoid", [parts[2]], "opening")
    tilt = graph.constant("tilt", np.zeros((1, CHUNK, 2), np.float32))
    graph.node("Concat", [move, tilt, turn, opening], "actions", axis=2)


def write(weights: dict[str, np.ndarray], file: Path) -> None:
    graph = Graph()
    rows(graph, weights, features(graph, weights))
    value = helper.make_tensor_value_info
    inputs = [value("wrist", TensorProto.FLOAT, [1, 3, SIDE_PX, SIDE_PX]), value("state", TensorProto.FLOAT, [1, 2])]
    outputs = [value("actions", TensorProto.FLOAT, [1, CHUNK, 7])]
    whole = helper.make_graph(graph.nodes, "pick", inputs, outputs, graph.constants)
    model = helper.make_model(
        whole, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR, producer_name="vla-harness"
    )
    onnx.checker.check_model(model, full_check=True)
    file.write_bytes(model.SerializeToString())
