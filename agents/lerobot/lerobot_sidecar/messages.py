"""The messages of `transport.AsyncInference` as bytes (Protocol Buffers); so small that they are written by hand."""

from collections.abc import Iterator

from .errors import MalformedReply

PIECE_BYTES = 2 * 1024 * 1024
BEGIN, MIDDLE, END = 1, 2, 3


def observation_messages(payload: bytes) -> Iterator[bytes]:
    """`Observation {transfer_state = 1; data = 2}`: one END, or BEGIN, MIDDLE ..., END."""
    pieces = [payload[at : at + PIECE_BYTES] for at in range(0, len(payload), PIECE_BYTES)] or [b""]
    for index, piece in enumerate(pieces):
        state = END if index == len(pieces) - 1 else BEGIN if index == 0 else MIDDLE
        yield bytes([0x08, state]) + bytes_field(2, piece)


def bytes_field(number: int, data: bytes) -> bytes:
    return bytes([number << 3 | 2]) + varint(len(data)) + data


def varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def data_in(message: bytes) -> bytes:
    """The `data` of `Actions {bytes data = 1}`; empty where it is left out."""
    if not message:
        return b""
    length, shift, at = 0, 0, 1
    while at < len(message) and shift < 35:
        length |= (message[at] & 0x7F) << shift
        shift += 7
        at += 1
        if not message[at - 1] & 0x80:
            break
    if message[0] != 0x0A or len(message) != at + length:
        raise MalformedReply(f"expected Actions {{bytes data = 1}}, got {len(message)} other bytes")
    return message[at:]
