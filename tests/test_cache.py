"""What is kept on disk is read back as it was, or not at all."""

from __future__ import annotations

import marshal
import os
import re
from typing import TYPE_CHECKING

import pytest
from caveat.lint import cache, expressions

if TYPE_CHECKING:
    from pathlib import Path

PARTS = {"first": marshal.dumps({"a": 1}), "second": marshal.dumps((1, 2, 3))}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CAVEAT_CACHE_DIR", str(tmp_path))
    return tmp_path


def test_parts_are_read_one_by_one(folder: Path) -> None:
    cache.store_parts("thing", "key", PARTS)
    parts = cache.load_parts("thing", "key")
    assert parts is not None
    assert (parts["second"], parts["first"]) == ((1, 2, 3), {"a": 1})
    with pytest.raises(KeyError):
        parts["third"]
    assert cache.load_parts("thing", "other") is None


def test_a_damaged_part_spoils_no_other(folder: Path) -> None:
    cache.store_parts("thing", "key", PARTS)
    data = (folder / "thing-key").read_bytes()
    (folder / "thing-key").write_bytes(data[:-1] + b"x")
    parts = cache.load_parts("thing", "key")
    assert parts is not None
    assert parts["first"] == {"a": 1}
    with pytest.raises(ValueError, match="second"):
        parts["second"]


@pytest.mark.parametrize("damaged", [b"", b"short", b"\xff" * 400])
def test_a_damaged_list_of_parts_is_no_list(folder: Path, damaged: bytes) -> None:
    (folder / "thing-key").write_bytes(damaged)
    assert cache.load_parts("thing", "key") is None
    assert cache.load("thing", "key") is None


def test_parts_of_another_key_are_refused(folder: Path) -> None:
    cache.store_parts("thing", "key", PARTS)
    (folder / "thing-key").rename(folder / "thing-other")
    assert cache.load_parts("thing", "other") is None


def test_old_files_are_forgotten(folder: Path) -> None:
    for number in range(9):
        cache.store("thing", str(number), number)
        os.utime(folder / f"thing-{number}", (number, number))
    cache.store("thing", "9", 9)
    assert sorted(path.name for path in folder.iterdir()) == [f"thing-{number}" for number in range(4, 10)]


EXPRESSIONS = [
    ("a|b", 0),
    (r"(?P<year>\d{4})-(?P<month>\d\d)(?P=month)?", 0),
    (r"(?<!\w)(?:Ärztin|doctor)(?!\w)", re.IGNORECASE),
    (" a  # b\n | [^\\W_]+ ", re.VERBOSE | re.IGNORECASE),
    (r"(?m)^x(?i:y)*+$", 0),
    ("[\u0e00-\u0e7f\U0001f48a]+", 0),
]


@pytest.mark.parametrize("kept", [False, True], ids=["compiled", "recalled"])
def test_expressions_are_those_of_re(folder: Path, kept: bool) -> None:
    if kept:
        for pattern, flags in EXPRESSIONS:
            expressions.expression(pattern, flags)
        expressions.keep()
    for pattern, flags in EXPRESSIONS:
        own, theirs = expressions.expression(pattern, flags), re.compile(pattern, flags)
        assert own == theirs
        assert (own.pattern, own.flags, own.groups, own.groupindex) == (
            *(theirs.pattern, theirs.flags, theirs.groups),
            theirs.groupindex,
        )
        for text in ("a", "2026-0101", "DOCTOR ärztin", "  Kind 12", "x\nxYy\n", "ยา💊"):
            assert [match.span() for match in own.finditer(text)] == [match.span() for match in theirs.finditer(text)]


def test_expressions_that_are_wrong_raise_what_re_raises(folder: Path) -> None:
    with pytest.raises(re.error):
        expressions.expression("(")
