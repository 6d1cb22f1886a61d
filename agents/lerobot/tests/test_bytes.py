"""The bytes that a LeRobot server gets, against those of lerobot's own dataclasses."""

from lerobot_sidecar.helpers import RemotePolicyConfig, TimedObservation, to_bytes
from lerobot_sidecar.messages import PIECE_BYTES, data_in, observation_messages

OBSERVATION = bytes.fromhex(
    "8004959f000000000000008c1f6c65726f626f742e6173796e635f696e666572656e63652e68656c70657273948c1054696d65644f627365727661"
    "74696f6e9493942981947d94288c0974696d657374616d70944741d954fc400000008c0874696d6573746570944b008c0b6f62736572766174696f"
    "6e947d94288c066a312e706f7394473fe00000000000008c047461736b948c047069636b94758c076d7573745f676f948875622e"
)
CONFIG = bytes.fromhex(
    "80049526010000000000008c1f6c65726f626f742e6173796e635f696e666572656e63652e68656c70657273948c1252656d6f7465506f6c696379"
    "436f6e6669679493942981947d94288c0b706f6c6963795f74797065948c0470693035948c17707265747261696e65645f6e616d655f6f725f7061"
    "7468948c1d6c65726f626f742f706930355f6c696265726f5f66696e6574756e6564948c106c65726f626f745f6665617475726573947d948c116f"
    "62736572766174696f6e2e7374617465947d94288c056474797065948c07666c6f61743332948c057368617065944b0185948c056e616d6573945d"
    "948c066a312e706f73946175738c11616374696f6e735f7065725f6368756e6b944b0a8c06646576696365948c0463756461948c0a72656e616d65"
    "5f6d6170947d9475622e"
)


def test_an_observation():
    observation = TimedObservation(1700000000.0, 0, {"j1.pos": 0.5, "task": "pick"}, must_go=True)
    assert to_bytes(observation) == OBSERVATION


def test_policy_instructions():
    features = {"observation.state": {"dtype": "float32", "shape": (1,), "names": ["j1.pos"]}}
    assert to_bytes(RemotePolicyConfig("pi05", "lerobot/pi05_libero_finetuned", features, 10, "cuda")) == CONFIG


def test_a_small_observation_is_one_message():
    assert list(observation_messages(b"\x01\x02")) == [bytes.fromhex("080312020102")]


def test_a_large_observation_goes_in_pieces():
    payload = bytes(range(256)) * (PIECE_BYTES // 128) + b"end"
    first, middle, last = observation_messages(payload)
    assert [message[:2] for message in (first, middle, last)] == [b"\x08\x01", b"\x08\x02", b"\x08\x03"]
    assert all(len(message) < 4 * 1024 * 1024 for message in (first, middle, last))
    head = 2 + 1 + 4
    assert first[head:] + middle[head:] + last[4:] == payload


def test_an_answer_is_what_follows_its_length():
    assert data_in(b"\x0a\x02\x01\x02") == b"\x01\x02"
    assert data_in(b"\x0a\x80\x01" + bytes(128)) == bytes(128)
    assert data_in(b"") == b""
