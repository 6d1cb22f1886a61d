"""A LeRobot policy server (lerobot.async_inference.policy_server) as a policy of the harness."""
