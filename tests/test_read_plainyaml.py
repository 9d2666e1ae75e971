"""The short reader of front matter reads what PyYAML reads, or leaves it to PyYAML."""

from __future__ import annotations

import pytest
from caveat.lint.readers import plainyaml, yamlplaces
from hypothesis import given
from hypothesis import strategies as st

SIMPLE = [
    "title: Tea\n",
    "title: Tea and honey: a review?\n".replace("honey: a", "honey:a"),
    'title: "Tea: a # guide"\nauthor: \'Ana "A." Ruiz\'\n',
    "reviewedBy:\n  name: Dr Ana Ruiz\n  credentials: MB BS, FRCP\nlastReviewed: 2026-09-14\n",
    "tags:\n- tea\n- honey\nsources:\n  - name: A\n    url: https://example.org/a#b\n  - name: B\n\nlayout: post\n",
    "a:\n  b:\n    c: d\n  e: f   \ng: C#\n",
    "k:\n  - q: r\nk:\n- z\n",
    "title: ชาและน้ำผึ้ง 💊\nempty: ''\n",
]
OTHERS = [
    "",
    "title:\nauthor: A\n",
    "title: Tea\n  and honey\n",
    "title: >\n  Tea\n",
    "tags: [tea, honey]\n",
    "title: Tea # note\n",
    "title: Tea: honey\n",
    "- tea\n",
    "a:\n  - b\n - c\n",
    "a: b\n  c: d\n",
    "a:\n    b: c\n  d: e\n",
    'a: "b\\n"\n',
    "a: *b\n",
    "a:\tb\n",
    "a: b\r\nc: d\r\n",
]


def whole(text: str) -> list[tuple[object, ...]] | None:
    try:
        return [tuple(scalar) for scalar in yamlplaces.scalars(text)]
    except yamlplaces.YamlError:
        return None


@pytest.mark.parametrize("text", SIMPLE)
def test_simple_front_matter_is_read(text: str) -> None:
    assert plainyaml.scalars(text) == whole(text) != []


@pytest.mark.parametrize("text", OTHERS)
def test_the_rest_is_left_to_pyyaml(text: str) -> None:
    assert plainyaml.scalars(text) is None


PIECES = [
    "a",
    "b:",
    "c: ",
    ": ",
    "- ",
    "-",
    "  ",
    " ",
    "\n",
    "\n",
    '"',
    "'",
    "#",
    " #",
    "1",
    "é",
    "\\",
    "[",
    "x: y\n",
    "k:\n",
]


@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
def test_what_is_read_is_what_pyyaml_reads(text: str) -> None:
    found = plainyaml.scalars(text)
    assert found is None or found == whole(text)
