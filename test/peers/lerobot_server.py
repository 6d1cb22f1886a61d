"""A LeRobot policy server with no model in it: the four calls of `lerobot.async_inference.policy_server`, their queue of
one observation and their rules for dropping one, around a policy that moves the hand down. torch and lerobot are too
heavy for a test: what they pickle is written by hand (torch_pickle.py).

    python lerobot_server.py [--faults ok,nan,late]

`--faults`: what the observations meet, in turn; none after the last. Prints {"port": n} when it listens. Ends when standard input closes. {"called": ...} lines say what it was asked.
"""

import argparse
import json
import os
import pickle
import threading
import time
from concurrent import futures
from dataclasses import dataclass, field
from queue import Empty, Queue

import grpc
import numpy as np
from torch_pickle import MODULE, dumps, settled, timed_actions

POLICIES = ["act", "smolvla", "diffusion", "tdmpc", "vqbet", "pi0", "pi05", "groot"]
CHUNK = 8
QUEUE_TIMEOUT_SEC = 0.3
FPS = 30


@settled("TimedObservation", MODULE)
@dataclass
class TimedObservation:
    timestamp: float
    timestep: int
    observation: dict
    must_go: bool = False


@settled("RemotePolicyConfig", MODULE)
@dataclass
class RemotePolicyConfig:
    policy_type: str
    pretrained_name_or_path: str
    lerobot_features: dict
    actions_per_chunk: int
    device: str = "cpu"
    rename_map: dict = field(default_factory=dict)


class Evil:
    """What runs where an answer is unpickled without care."""

    def __reduce__(self):
        return os.system, (f"touch {os.environ['EVIL_FILE']}",)


def told(**what):
    print(json.dumps({"called": what}), flush=True)


class Server:
    def __init__(self, arguments):
        self.arguments = arguments
        self.config = None
        self.forget()
        self.last_state = None
        self.faults = arguments.faults.split(",") if arguments.faults else []

    def forget(self):
        self.queue = Queue(maxsize=1)
        self.predicted = set()

    def ready(self, _request, _context):
        self.forget()
        return b""

    def instruct(self, request, _context):
        config = pickle.loads(data_of(request))  # noqa: S301
        if not isinstance(config, RemotePolicyConfig):
            raise TypeError(f"Policy specs must be a RemotePolicyConfig. Got {type(config)}")
        if config.policy_type not in POLICIES:
            raise ValueError(f"Policy type {config.policy_type} not supported. Supported policies: {POLICIES}")
        told(method="instruct", config=vars(config))
        self.config = config
        return b""

    def observe(self, requests, _context):
        observed = pickle.loads(b"".join(data_of(request) for request in requests))  # noqa: S301
        state = self.frame(observed)["observation.state"]
        dull = self.last_state is not None and (
            observed.timestep in self.predicted or np.linalg.norm(state - self.last_state) < 1
        )
        if observed.must_go or not dull:
            if self.queue.full():
                self.queue.get_nowait()
            self.queue.put(observed)
        return b""

    def frame(self, observed):
        """As lerobot's `build_dataset_frame`: a missing joint or camera is an error."""
        values, frame = observed.observation, {}
        for key, feature in self.config.lerobot_features.items():
            if feature["dtype"] == "image":
                frame[key] = values[key.removeprefix("observation.images.")]
                assert frame[key].dtype == np.uint8
                assert frame[key].ndim == 3
            else:
                frame[key] = np.array([values[name] for name in feature["names"]], dtype=np.float32)
        return frame

    def actions(self, _request, _context):
        """Whatever goes wrong here is an empty answer, as with theirs."""
        try:
            return self.answer(self.queue.get(timeout=QUEUE_TIMEOUT_SEC))
        except Empty:
            return b""
        except Exception as error:
            told(method="actions", error=str(error))
            return b""

    def answer(self, observed):
        fault = self.faults.pop(0) if self.faults else None
        self.predicted.add(observed.timestep)
        self.last_state = self.frame(observed)["observation.state"]
        told(method="actions", task=observed.observation.get("task"))
        chunk = np.zeros((min(CHUNK, self.config.actions_per_chunk), 7), np.float32)
        chunk[:, 2] = -0.2
        chunk[:, 6] = -1
        return actions_of(dumps(self.spoiled(fault, chunk, observed)))

    def spoiled(self, fault, chunk, observed):
        timestep = observed.timestep
        if fault == "nan":
            chunk[0, 0] = np.nan
        if fault == "empty":
            return []
        if fault == "narrow":
            chunk = chunk[:, :3]
        if fault == "late":
            time.sleep(self.arguments.late)
        if fault == "raise":
            raise RuntimeError("CUDA out of memory")
        if fault == "die":
            os._exit(1)
        if fault == "evil":
            return Evil()
        if fault == "other":
            timestep -= 1
        return timed_actions(chunk, observed.timestamp, timestep, 1 / FPS)


def data_of(message):
    """The `data` of a message of lerobot's, whichever number it has there: the field of bytes."""
    at = 2 if message[0] == 0x08 else 0
    length, shift = 0, 0
    for byte in message[at + 1 :]:
        at += 1
        length |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            break
    return message[at + 1 : at + 1 + length]


def actions_of(data):
    length, out = len(data), bytearray([0x0A])
    while length > 0x7F:
        out.append(length & 0x7F | 0x80)
        length >>= 7
    return bytes([*out, length]) + data


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--faults", default="")
    parser.add_argument("--late", type=float, default=30.0)
    arguments = parser.parse_args()
    server = Server(arguments)
    one = grpc.unary_unary_rpc_method_handler
    handlers = {
        "Ready": one(server.ready),
        "SendPolicyInstructions": one(server.instruct),
        "SendObservations": grpc.stream_unary_rpc_method_handler(server.observe),
        "GetActions": one(server.actions),
    }
    service = grpc.server(futures.ThreadPoolExecutor(max_workers=4), options=[("grpc.so_reuseport", 0)])
    service.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("transport.AsyncInference", handlers),))
    port = service.add_insecure_port(f"127.0.0.1:{arguments.port}")
    service.start()
    print(json.dumps({"port": port}), flush=True)
    threading.Thread(target=end_with_input, daemon=True).start()
    service.wait_for_termination()


def end_with_input():
    while os.read(0, 4096):
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
