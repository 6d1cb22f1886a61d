"""The shortest way to plug in a model: copy this file, put the model in, and run

harness run --suite smoke --policy python@follow.py:Follow
"""

import numpy as np


class Follow:
    images = {"front": {"camera": "front", "renderPx": [256, 256]}}
    state = {"state": {"parts": ["tcpPosition", "gripperOpening"]}}
    action = {"space": "ee_delta", "rotation": "none", "gripper": {"open": 1, "closed": 0}}
    horizon = 8

    def reset(self, episode):
        self.target = np.array([0.45, 0.0, 0.2])

    def act(self, observation):
        move = (self.target - observation["state"][:3]) / 8
        return np.tile([*np.clip(move, -0.02, 0.02), 1.0], (8, 1))
