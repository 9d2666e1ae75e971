"""Write tables of the keys of every file that people write, from the JSON Schemas that editors get."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from caveat.lint import schemas

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.lint.rulebook import Rulebook

    Schema = dict[str, Any]

_TITLES = {"config": "caveat.yaml", "rule": "A rule", "roster": "reviewers.yaml", "lexicon": "A word list"}
# a table that names more than this many keys or values would be a list of rules or laws
_FEW = 20


def tables(book: Rulebook) -> str:
    """Return a section for each kind of file, with a row for each key."""
    return "\n".join(line for name in schemas.NAMES for line in _section(name, schemas.schema(name, book)))


def _section(name: str, schema: Schema) -> Iterator[str]:
    yield from (f"## {_TITLES[name]}", "", schema["description"], "")
    yield from _table(schema, schema, name)
    yield ""


def _table(schema: Schema, whole: Schema, anchor: str) -> Iterator[str]:
    """Give a row to each key, and a table to the keys of mappings inside; those shared with the top stand there."""
    top = schema is whole
    known = [key for key, value in schema["properties"].items() if "$ref" in value and not top]
    rows = {key: _resolved(value, whole) for key, value in schema["properties"].items() if key not in known}
    required = set(schema.get("required", ()))
    yield from ("| key | says | value | default |", "|---|---|---|---|")
    for key, said in rows.items():
        must = " (required)" if key in required else ""
        yield f"| `{key}`{must} | {_cell(said.get('description', ''))} | {_value(said, whole)} | {_default(said)} |"
    if known:
        yield from ("", f"And, as above: {', '.join(f'`{key}`' for key in known)}.")
    for key, below in ((key, _closed(said)) for key, said in rows.items()):
        if below is not None:
            yield from ("", f"### {key} {{ #{anchor}-{key} }}", "")
            yield from _table(below, whole, f"{anchor}-{key}")


def _closed(said: Schema) -> Schema | None:
    """Return the mapping with named keys that a value is, or is a list of."""
    for one in (said, said.get("items"), *said.get("anyOf", ())):
        if isinstance(one, dict) and one.get("additionalProperties") is False and one["properties"]:
            return one
    return None


def _resolved(schema: Schema, whole: Schema) -> Schema:
    place = schema.get("$ref")
    return whole["$defs"][place.rpartition("/")[2]] if place else schema


def _default(said: Schema) -> str:
    if "default" not in said:
        return ""
    value = said["default"]
    return f"`{str(value).lower() if isinstance(value, bool) else value}`".replace("'", "")


def _value(given: Schema, whole: Schema) -> str:
    """Say in words what a value may be."""
    said = _resolved(given, whole)
    if "anyOf" in said:
        return _either(said["anyOf"], whole)
    if "enum" in said:
        return ", ".join(f"`{value}`" for value in said["enum"])
    if "oneOf" in said:
        return ", ".join(f"`{one['const']}` ({one['description']})" for one in said["oneOf"])
    kinds = said.get("type", [])
    kind = next((one for one in ([kinds] if isinstance(kinds, str) else kinds) if one != "null"), "")
    return _of_kind(kind, said, whole)


def _of_kind(kind: str, said: Schema, whole: Schema) -> str:
    if kind == "array":
        return f"list: {_value(said['items'], whole)}"
    if kind == "object":
        return _mapping(said, whole)
    if kind == "integer":
        return f"whole number from {said['minimum']}" if "minimum" in said else "whole number"
    if kind == "string":
        return "day, as `2027-01-31`" if said.get("format") == "date" else "text"
    return {"boolean": "`true`, `false`"}.get(kind, "")


def _mapping(said: Schema, whole: Schema) -> str:
    values = said.get("additionalProperties")
    if not isinstance(values, dict):
        return "table"
    names = said.get("propertyNames", {}).get("enum", ()) or tuple(said.get("properties", ()))
    keys = f" of {', '.join(f'`{name}`' for name in names)}" if names and len(names) <= _FEW else ""
    return f"table{keys}, each with {_value(values, whole)}"


def _either(choices: list[Schema], whole: Schema) -> str:
    """Say what several choices come to: one value may stand for a list of one, and text for what is offered."""
    listed = next((one for one in choices if one.get("type") == "array"), None)
    if listed is not None:
        return f"one or a list: {_value(listed['items'], whole)}"
    known = [one["const"] for one in choices if "const" in one]
    if known and len(known) <= _FEW:
        return ", ".join(f"`{value}`" for value in known)
    return "text" if known else " or ".join(dict.fromkeys(_value(one, whole) for one in choices))


def _cell(text: str) -> str:
    """Keep a text in its cell, and `<list>` in sight; backticks mean code, in which no bar can be escaped."""
    parts = [escape(part, quote=False).replace("|", "&#124;") for part in text.split("`")]
    return "".join(f"<code>{part}</code>" if at % 2 else part for at, part in enumerate(parts))
