from __future__ import annotations

from caveat.lint.language.packed import Packed, Remembered, Table, pack, pack_table
from hypothesis import given
from hypothesis import strategies as st

VALUES = st.text() | st.integers() | st.frozensets(st.text(), max_size=3)


@given(st.lists(VALUES, max_size=9))
def test_what_is_packed_comes_out_again(values: list[object]) -> None:
    assert list(Packed(*pack(values))) == values
    assert list(Remembered(*pack(values))) == values


def test_a_value_is_decoded_once_where_it_is_remembered() -> None:
    packed, remembered = Packed(*pack([("a", 1)])), Remembered(*pack([("a", 1)]))
    assert remembered[0] is remembered[0]
    assert packed[0] is not packed[0]


@given(st.dictionaries(st.text(max_size=6), st.floats(allow_nan=False)), st.text(max_size=6))
def test_a_table_has_what_was_packed_and_nothing_else(values: dict[str, float], other: str) -> None:
    table = Table(*pack_table(values))
    assert {key: table.get(key, -1.5) for key in (*values, other)} == {other: -1.5, **values}
