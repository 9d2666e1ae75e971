from __future__ import annotations

import pytest
from caveat.lint.decode import decode
from caveat.lint.errors import InputError


def test_utf8_is_decoded() -> None:
    assert decode("Ménière, 𝒙".encode(), "a.md") == "Ménière, 𝒙"


def test_a_byte_order_mark_stays_as_the_first_character() -> None:
    assert decode(b"\xef\xbb\xbfDose", "a.md") == "\ufeffDose"


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_utf16_with_a_mark_is_decoded_and_keeps_its_mark(mark: bytes, encoding: str) -> None:
    assert decode(mark + "Dosis ≤ 5 𝒎g".encode(encoding), "a.md") == "\ufeffDosis ≤ 5 𝒎g"


def test_an_empty_file_is_empty_text() -> None:
    assert decode(b"", "a.md") == ""


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"one\ntwo caf\xe9 au lait", "a.md:2: byte 11 is 0xe9, which is not UTF-8 text here — save the file as UTF-8"),
        (b"ok \xed\xa0\x80", "a.md:1: byte 3 is 0xed, which is not UTF-8 text here — save the file as UTF-8"),
        (b"\xff\xfea\x00\x00\xd8", "a.md:1: byte 4 is 0x00, which is not UTF-16 text here — save the file as UTF-8"),
        (
            b"caf\xc3\xa9\n\x00",
            "a.md:2: byte 6 is 0x00: this is a binary file, not an article — save the file as UTF-8",
        ),
    ],
)
def test_the_first_bad_byte_is_named(data: bytes, message: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(data, "a.md")
    assert str(caught.value) == message
