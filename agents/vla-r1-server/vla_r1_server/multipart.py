"""`multipart/form-data` (RFC 7578, on RFC 2046), whole bodies in memory."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser


class BadForm(ValueError):
    """What came is no form, in words for the one who sent it."""


@dataclass(frozen=True, slots=True)
class Part:
    content_type: str
    filename: str | None
    data: bytes
    charset: str

    def text(self) -> str:
        """Raises BadForm for bytes that are not in the part's charset (UTF-8 unless it says another)."""
        try:
            return self.data.decode(self.charset)
        except (UnicodeDecodeError, LookupError) as mistake:
            raise BadForm(f"expected text in {self.charset}: {mistake}") from mistake


MAX_PARTS = 32
_BOUNDARY = re.compile(r"[0-9A-Za-z'()+_,\-./:=? ]{0,69}[0-9A-Za-z'()+_,\-./:=?]")


def read_form(body: bytes, content_type: str) -> dict[str, Part]:
    """Parts by name; of two with one name the last. Raises BadForm."""
    pieces = _between_delimiters(body, _boundary_of(content_type).encode())
    if len(pieces) > MAX_PARTS:
        raise BadForm(f"expected at most {MAX_PARTS} parts, got {len(pieces)}")
    return dict(_part(piece) for piece in pieces)


def _boundary_of(content_type: str) -> str:
    header = _headers(f"Content-Type: {content_type}")
    if header.get_content_type() != "multipart/form-data":
        raise BadForm(f"expected multipart/form-data, got {header.get_content_type()}")
    boundary = header.get_param("boundary")
    if not isinstance(boundary, str) or not _BOUNDARY.fullmatch(boundary):
        raise BadForm("expected a boundary of 1 to 70 characters in Content-Type")
    return boundary


def _between_delimiters(body: bytes, boundary: bytes) -> list[bytes]:
    """A delimiter is a line of its own, also in the middle of a picture: only there it ends a part."""
    line = re.compile(rb"(?:\A|\r\n)--" + re.escape(boundary) + rb"(--)?[ \t]*(?:\r\n|\Z)")
    pieces: list[bytes] = []
    found = line.search(body)  # what stands before it is a preamble, which nobody reads
    while found and found.group(1) is None:
        # The line break of one delimiter may begin the next, when a part is empty.
        start = found.end()
        found = line.search(body, start - 2)
        if found is None:
            break
        pieces.append(body[start : max(start, found.start())])
    if found is None:
        raise BadForm("expected a closing boundary, got the end of the body")
    return pieces


def _part(piece: bytes) -> tuple[str, Part]:
    head, gap, data = piece.partition(b"\r\n\r\n")
    if not gap:
        raise BadForm("expected an empty line after the headers of a part")
    headers = _headers(head.decode("utf-8", "replace"))
    name = headers.get_param("name", header="content-disposition")
    if headers.get_content_disposition() != "form-data" or not isinstance(name, str):
        raise BadForm('expected Content-Disposition: form-data; name="..." in each part')
    content_type = headers.get_content_type() if "content-type" in headers else "text/plain"
    charset = headers.get_content_charset("utf-8")
    return name, Part(content_type, headers.get_filename(), data, charset)


def _headers(text: str) -> Message:
    return HeaderParser().parsestr(text)
