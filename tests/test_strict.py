"""Every mistake in YAML is one line with its place and a way out."""

from __future__ import annotations

from datetime import date

import pytest
from caveat.lint import strict
from caveat.lint.errors import InputError


def failure(text: str, read: object = None) -> str:
    with pytest.raises(InputError) as caught:
        node = strict.load(text, "house.yaml")
        read(node)  # type: ignore[operator]
    return str(caught.value)


def test_values_keep_their_lines() -> None:
    node = strict.load("a: 1\nb:\n  - x\n  - y\nc: |\n  text\n", "house.yaml")
    fields = node.mapping()
    assert {key: value.line for key, value in fields.items()} == {"a": 1, "b": 3, "c": 5}
    assert [item.line for item in fields["b"].items()] == [3, 4]
    assert node.plain() == {"a": "1", "b": ["x", "y"], "c": "text\n"}


def test_typed_values() -> None:
    fields = strict.load("yes: on\nday: 2026-01-31\nmonths: 12\none: x\nnone:\n", "house.yaml").mapping()
    assert fields["yes"].boolean() is True
    assert fields["day"].day() == date(2026, 1, 31)
    assert fields["months"].integer() == 12
    assert fields["one"].texts() == ("x",)
    assert fields["none"].texts() == ()
    assert fields["none"].mapping() == {}


def test_an_empty_file_is_an_empty_mapping() -> None:
    assert strict.load("# nothing yet\n", "house.yaml").mapping() == {}


def test_an_anchor_is_followed() -> None:
    fields = strict.load("a: &words [x, y]\nb: *words\n", "house.yaml").mapping()
    assert fields["b"].texts() == ("x", "y")


@pytest.mark.parametrize(
    ("text", "read", "message"),
    [
        (
            "operator: clinic\njurisdiction: uk\n",
            lambda node: node.mapping(("operator", "jurisdictions")),
            "house.yaml:2: unknown key “jurisdiction” — did you mean “jurisdictions”?",
        ),
        (
            "operator: clinik\n",
            lambda node: node.mapping()["operator"].choice(("clinic", "brand"), "operator"),
            "house.yaml:1: unknown operator “clinik” — did you mean “clinic”?",
        ),
        ("a: 1\na: 2\n", lambda node: node, "house.yaml:2: the key “a” stands twice — keep one of them"),
        ("a: [1\n", lambda node: node, "house.yaml:2: not valid YAML: did not find expected ',' or ']' — mend the "),
        ("---\na: 1\n---\nb: 2\n", lambda node: node, "house.yaml:4: a second document starts here — keep one "),
        ("a: *b\n", lambda node: node, "house.yaml:1: unknown anchor “b” — define it above"),
        ("a: [x]\n", lambda node: node.mapping()["a"].text(), "house.yaml:1: text is expected here — put "),
        ("a: {x: y}\n", lambda node: node.mapping()["a"].items(), "house.yaml:1: a list is expected here — write "),
        ("- x\n", lambda node: node.mapping(), "house.yaml:1: keys with values are expected here — write "),
        ("a: perhaps\n", lambda node: node.mapping()["a"].boolean(), "house.yaml:1: “perhaps” is neither true nor "),
        ("a: -3\n", lambda node: node.mapping()["a"].integer(), "house.yaml:1: “-3” is not a whole number of at "),
        ("a: 31/1/2026\n", lambda node: node.mapping()["a"].day(), "house.yaml:1: “31/1/2026” is not a date — write "),
        ("a: \x07\n", lambda node: node, "house.yaml: not valid YAML: "),
    ],
)
def test_mistakes_are_named(text: str, read: object, message: str) -> None:
    assert failure(text, read).startswith(message)


def test_deep_nesting_is_refused_without_a_crash() -> None:
    assert failure("[" * 30_000, lambda node: node).startswith("house.yaml:1: nested more than 50 levels deep")
