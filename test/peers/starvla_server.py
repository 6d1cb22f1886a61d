"""A starVLA policy server (`deployment/model_server/tools/websocket_policy_server.py`) with no model in it: it routes messages
as starVLA's does, and its policy checks what it gets and lowers the hand.

    python starvla_server.py [--faults ok,wrong-id]

Prints {"port": n} when it listens. Ends when standard input closes.
"""

import numpy as np
from frames import Server, arguments

CHUNK = 8
METADATA = {
    "env": "starvla_policy_server",
    "ckpt_path": "checkpoints/tiny.pt",
    "action_chunk_size": CHUNK,
    "available_unnorm_keys": ["franka", "bridge"],
    "default_unnorm_key": "franka",
    "training_data_mix": "libero",
    "training_obs_image_size": [224, 224],
    "eval_image_contract": None,
}


def predict_action(examples, unnorm_key, **_):
    assert unnorm_key in METADATA["available_unnorm_keys"], unnorm_key
    for example in examples:
        assert len(example["image"]) == 2 and isinstance(example["lang"], str) and example["lang"]
        for picture in example["image"]:
            assert picture.shape == (224, 224, 3) and picture.dtype == np.uint8, (picture.shape, picture.dtype)
    actions = np.zeros((len(examples), CHUNK, 7))
    actions[..., 2] = -0.1
    actions[..., 6] = 1
    return {"actions": actions}


def route(message):
    request_id = message.get("request_id", "default")
    kind = message.get("type", "infer")
    if kind == "ping":
        return {"status": "ok", "ok": True, "type": "ping", "request_id": request_id}
    if kind not in ("infer", "predict_action"):
        error = {"message": f"Unsupported message type '{kind}'"}
        return {"status": "error", "ok": False, "type": "unknown", "request_id": request_id, "error": error}
    try:
        data = predict_action(**message.get("payload", message))
    except Exception as problem:
        error = {"message": f"{type(problem).__name__}: {problem}"}
        return {"status": "error", "ok": False, "type": "inference_result", "request_id": request_id, "error": error}
    return {"status": "ok", "ok": True, "type": "inference_result", "request_id": request_id, "data": data}


def bend(answer, change):
    if "data" not in answer:
        return answer
    return {**answer, "data": {"actions": change(answer["data"]["actions"])}}


if __name__ == "__main__":
    options = arguments(__doc__, METADATA).parse_args()
    Server(options, route, bend, asks=lambda message: message.get("type") != "ping").run()
