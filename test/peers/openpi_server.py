"""An openpi policy server (`src/openpi/serving/websocket_policy_server.py`) with no model in it: its policy checks LIBERO's
observation as strictly as openpi's transforms do, and leads the hand to a place over the table.

    python openpi_server.py [--goal 0.45,-0.1,0.25] [--faults ok,nan]

Prints {"port": n} when it listens. Ends when standard input closes.
"""

import time

import numpy as np
from frames import Server, arguments, towards

CHUNK = 10


def check(observation):
    image, wrist = observation["observation/image"], observation["observation/wrist_image"]
    for picture in (image, wrist):
        assert picture.shape == (224, 224, 3) and picture.dtype == np.uint8, (picture.shape, picture.dtype)
        assert picture.std() > 1, "the picture shows nothing"
    state = observation["observation/state"]
    assert state.shape == (8,) and state.dtype == np.float32, (state.shape, state.dtype)
    assert np.isclose(state[6], -state[7]) and 0 <= state[6] <= 0.04, state
    assert isinstance(observation["prompt"], str) and observation["prompt"]
    assert len(observation) == 4, sorted(observation)
    return state


class Policy:
    def __init__(self, goal):
        self.goal = goal
        self.previous_ms = None

    def infer(self, observation):
        started = time.monotonic()
        actions = towards(check(observation)[:3], self.goal, CHUNK)
        spent_ms = (time.monotonic() - started) * 1000
        timing = {"infer_ms": spent_ms}
        if self.previous_ms is not None:
            timing["prev_total_ms"] = self.previous_ms
        self.previous_ms = spent_ms
        return {"actions": actions, "policy_timing": {"infer_ms": spent_ms}, "server_timing": timing}


if __name__ == "__main__":
    parser = arguments(__doc__, metadata={})
    parser.add_argument("--goal", type=lambda text: [float(part) for part in text.split(",")], default=[0.45, -0.1, 0.25])
    options = parser.parse_args()
    bend = lambda answer, change: {**answer, "actions": change(answer["actions"])}
    Server(options, Policy(options.goal).infer, bend).run()
