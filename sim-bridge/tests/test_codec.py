import numpy as np
import pytest

from sim_bridge.codec import pack, read_array, unpack, write_array
from sim_bridge.errors import BridgeError


@pytest.mark.parametrize("dtype", ["uint8", "int32", "float32", "float64"])
def test_an_array_comes_back_as_it_went(dtype):
    array = np.arange(24).reshape(2, 3, 4).astype(dtype)
    back = read_array(unpack(pack({"a": array}))["a"], "a", "E_PROTOCOL")
    assert back.dtype == array.dtype
    assert np.array_equal(back, array)


def test_an_array_that_is_not_in_c_order_is_sent_in_c_order():
    array = np.arange(6.0).reshape(2, 3).T
    assert write_array(array)["data"] == np.ascontiguousarray(array).tobytes()


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (3, "an array {dtype, shape, data}"),
        ({"dtype": "int64", "shape": [1], "data": b"12345678"}, "valid: uint8, int32, float32, float64"),
        ({"dtype": "uint8", "shape": [-1], "data": b""}, "a list of sizes"),
        ({"dtype": "float64", "shape": [2], "data": b"12345678"}, "expected 16 bytes for float64 [2], got '8 bytes'"),
        ({"dtype": "uint8", "shape": [1], "data": "x"}, "expected 1 bytes"),
    ],
)
def test_a_wrong_array_is_refused_with_what_was_expected(value, says):
    with pytest.raises(BridgeError) as caught:
        read_array(value, "actions", "E_ACTION")
    assert caught.value.code == "E_ACTION"
    assert says in caught.value.message


@pytest.mark.parametrize("data", [b"", b"\xc1", b"\x81\x01\x02", b"\x93\x01\x02", pack({"a": 1}) + b"\x00", b"\x05"])
def test_bytes_that_are_not_one_map_are_refused(data):
    with pytest.raises(BridgeError, match="E_PROTOCOL"):
        unpack(data)
