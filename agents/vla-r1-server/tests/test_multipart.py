import pytest

from vla_r1_server.multipart import BadForm, read_form

TYPE = 'multipart/form-data; boundary="edge of it"'


def form(*parts: tuple[str, bytes]) -> bytes:
    pieces = [b"--edge of it\r\n" + head.encode() + b"\r\n\r\n" + data + b"\r\n" for head, data in parts]
    return b"".join(pieces) + b"--edge of it--\r\n"


PROMPT = 'Content-Disposition: form-data; name="prompt"'
IMAGE = 'Content-Disposition: form-data; name="image"; filename="frame.jpg"\r\nContent-Type: image/jpeg'


def test_text_and_picture_come_back_byte_for_byte():
    # All bytes, line breaks of three kinds, the boundary where it is no delimiter, and a break at the very end.
    picture = bytes(range(256)) + b"\n--edge of it--\r\n --edge of it\r\n--edge of its\r\n\r\n"
    parts = read_form(form((PROMPT, "nimm die Tasse für mich\n<image>".encode()), (IMAGE, picture)), TYPE)
    assert parts["prompt"].text() == "nimm die Tasse für mich\n<image>"
    assert parts["image"].data == picture
    assert (parts["image"].content_type, parts["image"].filename) == ("image/jpeg", "frame.jpg")


def test_preamble_epilogue_padding_and_empty_part():
    body = (
        b"for old mail readers\r\n" + form((PROMPT, b"")).replace(b"--edge of it\r\n", b"--edge of it \t\r\n") + b"end"
    )
    assert read_form(body, TYPE)["prompt"].data == b""


def test_a_part_may_say_its_charset():
    part = PROMPT + "\r\nContent-Type: text/plain; charset=latin-1"
    assert read_form(form((part, b"caf\xe9")), TYPE)["prompt"].text() == "café"


@pytest.mark.parametrize(
    ("body", "content_type", "says"),
    [
        (form((PROMPT, b"a")), "application/json", "got application/json"),
        (form((PROMPT, b"a")), "multipart/form-data", "expected a boundary"),
        (form((PROMPT, b"a")), "multipart/form-data; boundary=" + "x" * 71, "expected a boundary"),
        (b"", TYPE, "expected a closing boundary"),
        (form((PROMPT, b"a"))[:-20], TYPE, "expected a closing boundary"),
        (form(("Content-Type: text/plain", b"a")), TYPE, "Content-Disposition"),
        (b"--edge of it\r\nno gap\r\n--edge of it--", TYPE, "expected an empty line"),
        (form(*[(PROMPT, b"a")] * 33), TYPE, "at most 32 parts"),
    ],
)
def test_what_is_no_form_is_said_so(body, content_type, says):
    with pytest.raises(BadForm, match=says):
        read_form(body, content_type)


def test_text_in_no_charset():
    with pytest.raises(BadForm, match="expected text in utf-8"):
        read_form(form((PROMPT, b"\xff")), TYPE)["prompt"].text()
