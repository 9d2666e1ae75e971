from __future__ import annotations

import pickle
import typing

import pytest
from caveat.lint import values


class Ours(values.NamedTuple):
    """A place."""

    line: int
    column: int = 1
    name: str | None = None

    def shown(self) -> str:
        return f"{self.line}:{self.column}"

    @property
    def known(self) -> bool:
        return self.name is not None


class Theirs(typing.NamedTuple):
    """A place."""

    line: int
    column: int = 1
    name: str | None = None

    def shown(self) -> str:
        return f"{self.line}:{self.column}"


def test_a_named_tuple_is_that_of_typing() -> None:
    assert Ours._fields == Theirs._fields
    assert Ours._field_defaults == Theirs._field_defaults
    assert (Ours.__mro__[1:], Ours.__doc__, Ours.__module__) == (Theirs.__mro__[1:], Theirs.__doc__, Theirs.__module__)
    assert list(Ours.__annotations__) == list(Theirs.__annotations__)
    assert (Ours(2), Ours(2, name="a").known, Ours(2).shown()) == ((2, 1, None), True, "2:1")
    assert Ours(2)._replace(column=3) == Theirs(2)._replace(column=3)
    assert pickle.loads(pickle.dumps(Ours(4))) == Ours(4)


def test_it_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Ours(1).line = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        Ours(1).other = 2  # type: ignore[attr-defined]


def test_it_reads_and_fails_as_that_of_typing() -> None:
    assert repr(Ours(2)) == repr(Theirs(2)).replace("Theirs", "Ours")
    assert (Ours._make([1, 2, "a"]), Ours(1)._asdict()) == (Theirs(1, 2, "a"), Theirs(1)._asdict())
    for wrong in ({}, {"line": 1, "other": 2}):
        with pytest.raises(TypeError) as ours:
            Ours(**wrong)  # type: ignore[arg-type]
        with pytest.raises(TypeError) as theirs:
            Theirs(**wrong)  # type: ignore[arg-type]
        assert str(ours.value) == str(theirs.value).replace("Theirs", "Ours")
    for made in (Ours, Theirs):
        with pytest.raises(TypeError, match="Expected 3 arguments, got 2"):
            made._make([1, 2])
    with pytest.raises(ValueError, match="other"):
        Ours(1)._replace(other=2)  # type: ignore[call-arg]


def test_a_tuple_can_be_matched_by_its_fields() -> None:
    match Ours(3, name="a"):
        case Ours(line, column, name):
            assert (line, column, name) == (3, 1, "a")
