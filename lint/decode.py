"""Turn the bytes of an article into text, or say which byte stands in the way."""

from __future__ import annotations

from .errors import InputError

_REMEDY = "save the file as UTF-8"
_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def decode(data: bytes, path: str) -> str:
    r"""Decode UTF-8, or UTF-16 with a byte order mark; a mark stays as the first character, `\ufeff`.

    Raise InputError that names the offset and the value of the first byte that is not text.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_text(data, error.start, path, encoding) from None
    if "\0" in text:
        offset = len(text[: text.index("\0")].encode(encoding))
        line = text.count("\n", 0, text.index("\0")) + 1
        raise InputError(path, line, f"byte {offset} is 0x00: this is a binary file, not an article", _REMEDY)
    return text


def _not_text(data: bytes, offset: int, path: str, encoding: str) -> InputError:
    name = encoding[:6].upper().rstrip("-")
    line = data.count(b"\n", 0, offset) + 1
    return InputError(path, line, f"byte {offset} is 0x{data[offset]:02x}, which is not {name} text here", _REMEDY)
