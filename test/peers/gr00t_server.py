"""A GR00T policy server with no model in it: NVIDIA's message format and loop (Isaac-GR00T, gr00t/policy/server_client.py
and, for N1.5, gr00t/eval/service.py), declared again here, around a policy as strict about what it gets as theirs.

    python gr00t_server.py --form n1.6 [--token T] [--faults ok,nan,late]

`--faults`: what the questions for actions meet, in turn; none after the last. Prints {"port": n} when it listens. Ends when standard input closes.
"""

import argparse
import io
import json
import os
import threading
import time

import msgpack
import numpy as np
import zmq

CHUNK = 8
VIDEO = ["image", "wrist_image"]
ACTION = ["x", "y", "z", "roll", "pitch", "yaw", "gripper"]
LANGUAGE = "annotation.human.action.task_description"


class ModalityConfig:
    def __init__(self, delta_indices, modality_keys):
        self.as_json = {"delta_indices": delta_indices, "modality_keys": modality_keys}


class MsgSerializer:
    """`text`: N1.5 writes a config as JSON text."""

    def __init__(self, text):
        self.text = text

    def to_bytes(self, data):
        return msgpack.packb(data, default=self.encode)

    def from_bytes(self, data):
        return msgpack.unpackb(data, object_hook=self.decode)

    def encode(self, obj):
        if isinstance(obj, ModalityConfig):
            as_json = json.dumps(obj.as_json) if self.text else obj.as_json
            return {"__ModalityConfig_class__": True, "as_json": as_json}
        if isinstance(obj, np.ndarray):
            output = io.BytesIO()
            np.save(output, obj, allow_pickle=False)
            return {"__ndarray_class__": True, "as_npy": output.getvalue()}
        return obj

    def decode(self, obj):
        if "__ndarray_class__" in obj:
            return np.load(io.BytesIO(obj["as_npy"]), allow_pickle=False)
        return obj


class Policy:
    """Moves the hand down with each action. Strict about what it is given."""

    def __init__(self, prefix, frames, keys):
        self.prefix = prefix
        self.frames = frames
        self.keys = keys
        self.resets = 0

    def get_modality_config(self):
        named = lambda modality, keys: [f"{modality}.{key}" if self.prefix else key for key in keys]  # noqa: E731
        return {
            "video": ModalityConfig(list(range(1 - self.frames, 1)), named("video", VIDEO)),
            "state": ModalityConfig([0], named("state", self.keys)),
            "action": ModalityConfig(list(range(CHUNK)), named("action", ACTION)),
            "language": ModalityConfig([0], [LANGUAGE]),
        }

    def reset(self, options=None):
        assert options is None
        self.resets += 1
        return {}

    def check(self, video, state, language, lead):
        assert set(video) == set(VIDEO), f"video keys: {sorted(video)}"
        assert set(state) == set(self.keys), f"state keys: {sorted(state)}"
        for name, frames in video.items():
            assert frames.dtype == np.uint8, f"video.{name} must be uint8, got {frames.dtype}"
            expected = (*lead, self.frames, 3)
            assert (*frames.shape[:-3], frames.shape[-1]) == expected, f"video.{name}: got {frames.shape}"
        for name, values in state.items():
            assert values.dtype == np.float32, f"state.{name} must be float32, got {values.dtype}"
            assert values.ndim == len(lead) + 2, f"state.{name}: got {values.shape}"
        assert isinstance(language, str), f"language: got {language!r}"
        assert language, "language: got nothing"

    def action(self, lead):
        zero = np.zeros((*lead, CHUNK, 1), np.float32)
        return {key: zero - 0.2 if key == "z" else zero + 1 if key == "gripper" else zero.copy() for key in ACTION}

    def flat(self, observation):
        part = lambda modality: {  # noqa: E731
            key.removeprefix(f"{modality}."): value
            for key, value in observation.items()
            if key.startswith(f"{modality}.")
        }
        return part("video"), part("state"), observation[LANGUAGE]


class N15(Policy):
    def get_action(self, observation):
        video, state, language = self.flat(observation)
        self.check(video, state, language[0], ())
        action = self.action(())
        return {f"action.{key}": value[:, 0] for key, value in action.items()}


class N16(Policy):
    def get_action(self, observation, options=None):
        assert options is None
        language = observation["language"][LANGUAGE]
        assert isinstance(language[0], list), f"language: got {language!r}"
        self.check(observation["video"], observation["state"], language[0][0], (1,))
        return self.action((1,)), {}


class Sim(Policy):
    def get_action(self, observation, options=None):
        assert options is None
        video, state, language = self.flat(observation)
        self.check(video, state, language[0], (1,))
        return {f"action.{key}": value for key, value in self.action((1,)).items()}, {}


def spoiled(fault, result, arguments):
    if fault in ("nan", "empty", "wide"):
        action = result if isinstance(result, dict) else result[0]
        key = next(iter(action))
        if fault == "nan":
            action[key][...] = np.nan
        if fault == "empty":
            for each in list(action):
                action[each] = action[each][:, :0]
        if fault == "wide":
            action[key] = np.concatenate([action[key]] * 3, -1)
    if fault == "late":
        time.sleep(arguments.late)
    if fault == "partial":
        result[0].pop("gripper")
    if fault == "raise":
        raise RuntimeError("CUDA out of memory")
    if fault == "die":
        os._exit(1)
    return result


class Server:
    def __init__(self, policy, arguments):
        self.policy = policy
        self.arguments = arguments
        self.serializer = MsgSerializer(arguments.form == "n1.5")
        self.faults = arguments.faults.split(",") if arguments.faults else []
        self.fault = None
        self.socket = zmq.Context.instance().socket(zmq.REP)
        if arguments.port:
            self.socket.bind(f"tcp://127.0.0.1:{arguments.port}")
        port = arguments.port or self.socket.bind_to_random_port("tcp://127.0.0.1")
        print(json.dumps({"port": port}), flush=True)

    def handle(self, request):
        endpoint = request.get("endpoint", "get_action")
        flat = self.arguments.form == "n1.5"
        handlers = {"ping": lambda: {"status": "ok", "message": "Server is running"}}
        handlers["get_modality_config"] = self.policy.get_modality_config
        if endpoint in handlers:
            return handlers[endpoint]()
        inputs = {"get_action": self.policy.get_action} | ({} if flat else {"reset": self.policy.reset})
        if endpoint not in inputs:
            raise ValueError(f"Unknown endpoint: {endpoint}")
        data = request.get("data", {})
        result = inputs[endpoint](data) if flat else inputs[endpoint](**data)
        return self.spoil(result) if endpoint == "get_action" else result

    def spoil(self, result):
        self.fault = self.faults.pop(0) if self.faults else None
        return spoiled(self.fault, result, self.arguments)

    def answer(self, message):
        self.fault = None
        try:
            request = self.serializer.from_bytes(message)
            if self.arguments.token and request.get("api_token") != self.arguments.token:
                return self.serializer.to_bytes({"error": "Unauthorized: Invalid API token"})
            result = self.handle(request)
            if self.fault == "bare":
                return b"ERROR"
            return self.serializer.to_bytes(result)
        except Exception as error:
            return self.serializer.to_bytes({"error": str(error)})

    def run(self):
        while True:
            self.socket.send(self.answer(self.socket.recv()))


def end_with_input():
    while os.read(0, 4096):
        pass
    os._exit(0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--form", default="n1.6", choices=["n1.5", "n1.6", "sim"])
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--frames", type=int, default=1)
    parser.add_argument("--state", default="x,y,z,roll,pitch,yaw,gripper")
    parser.add_argument("--token", default=os.environ.get("GR00T_TOKEN"))
    parser.add_argument("--faults", default="")
    parser.add_argument("--late", type=float, default=30.0)
    arguments = parser.parse_args()
    threading.Thread(target=end_with_input, daemon=True).start()
    kind = {"n1.5": N15, "n1.6": N16, "sim": Sim}[arguments.form]
    policy = kind(arguments.form == "n1.5", arguments.frames, arguments.state.split(","))
    Server(policy, arguments).run()


if __name__ == "__main__":
    main()
