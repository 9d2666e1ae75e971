from __future__ import annotations

import pytest
import yaml
from caveat.lint.setup import listedit
from hypothesis import given
from hypothesis import strategies as st

ENTRIES = ("- a: 1", "-   b:\n      - c # d", "- |\n    text\n\n", "- 'x'", "- {e: [f]}", "- >-\n  folded\n  text")


@given(
    items=st.lists(st.sampled_from(ENTRIES), max_size=4),
    head=st.sampled_from(["", "# head\n", "first: 1\n"]),
    tail=st.sampled_from(["", "\n# end\n", "last: |\n  x\n"]),
    end=st.sampled_from(["\n", "\r\n"]),
    indent=st.integers(0, 4),
)
def test_an_entry_is_added_and_nothing_else_changes(
    items: list[str], head: str, tail: str, end: str, indent: int
) -> None:
    lines = [line for item in items for line in item.splitlines()]
    body = "".join(f"{' ' * indent}{line}\n" if line else "\n" for line in lines)
    before = f"{head}list:\n{body}{tail}".replace("\n", end) if items else f"{head}{tail}".replace("\n", end)
    after = listedit.append(before, "list", ["- new: 1", "  more: 2"])
    assert after is not None
    old, new = yaml.safe_load(before) or {}, yaml.safe_load(after)
    assert new == {**old, "list": [*old.get("list", []), {"new": 1, "more": 2}]}
    kept = [line for line in after.splitlines(keepends=True) if "new: 1" not in line and "more: 2" not in line]
    assert "".join(kept).startswith(before) or "".join(kept) == before


@pytest.mark.parametrize(
    "text", ["list: [a]\n", "list: {a: b}\n", "list: a\n", "list:\n", "- a\n", "a: [\n", "a: 1\n---\nb: 1\n", "\tx"]
)
def test_what_is_not_understood_is_not_touched(text: str) -> None:
    assert listedit.append(text, "list", ["- new"]) is None
