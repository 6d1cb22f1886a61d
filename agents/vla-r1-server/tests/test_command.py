import json
import subprocess
import sys
import urllib.request

import pytest

from vla_r1_server.arguments import read_arguments
from vla_r1_server.sampling import Sampling


def test_the_stub_runs_as_a_process_and_ends_with_its_standard_input():
    command = [sys.executable, "-m", "vla_r1_server", "--stub", "--port", "0", "--until-stdin-closes"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        try:
            url = json.loads(server.stdout.readline())["url"]
            with urllib.request.urlopen(f"{url}/health", timeout=10) as reply:
                assert json.loads(reply.read())["ok"] is True
            server.stdin.close()
            assert server.wait(timeout=10) == 0
        finally:
            server.kill()


def test_a_fault_that_does_not_exist_is_refused_with_those_that_do(capsys):
    with pytest.raises(SystemExit) as ended:
        read_arguments(["--stub", "answer,sloww"])
    assert ended.value.code == 2
    assert "slow" in capsys.readouterr().err


def test_sampling_is_that_of_the_released_server_unless_told_otherwise():
    sampling = read_arguments(["--model", "weights"]).sampling
    assert sampling.arguments() == {
        "do_sample": True,
        "temperature": 0.7,
        "top_p": 0.9,
        "repetition_penalty": 1.1,
        "max_new_tokens": 2048,
    }
    assert Sampling(temperature=0).arguments()["do_sample"] is False
