"""Describe the YAML files that people write as JSON Schema (draft 2020-12), for completion and help in editors.

A schema takes nothing that strict loading refuses. It is narrower where that helps a writer: `true` and `false` alone,
names as text. What only the rules can tell (a rule's id, a topic, a word list) it offers, and does not insist on.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from ..rulebook import Rulebook

    Schema = dict[str, Any]
    Maker = Callable[[Rulebook], Schema]

NAMES = ("config", "rule", "roster", "lexicon")
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(name: str, book: Rulebook) -> Schema:
    """Return the schema of one kind of file of NAMES, with the names that a rulebook offers."""
    from importlib import import_module

    make: Maker = import_module(f".{name}", __name__).make
    return {"$schema": DIALECT, **make(book)}


def text(description: str = "", **more: Any) -> Schema:
    """Describe a scalar of words."""
    return _described(description, {"type": "string", **more})


def flag(description: str, default: bool) -> Schema:
    """Describe a value that is true or false."""
    return {"description": description, "type": "boolean", "default": default}


def choice(values: tuple[str, ...], description: str = "", **more: Any) -> Schema:
    """Describe a scalar that is one of some words."""
    return _described(description, {"enum": list(values), **more})


def offered(values: Mapping[str, str], description: str = "") -> Schema:
    """Describe a scalar of which some values are known, each with what it means, and others are allowed."""
    known = [{"const": value, "description": meaning} for value, meaning in values.items()]
    return _described(description, {"anyOf": [*known, {"type": "string", "minLength": 1}]})


def several(item: Schema, description: str = "", *, least: int = 0, **more: Any) -> Schema:
    """Describe a list; one value may stand for a list of one, and nothing for an empty one."""
    listed = {"type": "array", "items": item, **({"minItems": least} if least else {})}
    return _described(description, {"anyOf": [listed, item, *([] if least else [{"type": "null"}])], **more})


def entries(item: Schema, description: str) -> Schema:
    """Describe a list of mappings, or nothing."""
    return {"description": description, "type": ["array", "null"], "items": item}


def table(values: Schema, description: str = "", known: Mapping[str, str] | None = None, **more: Any) -> Schema:
    """Describe a mapping with values of one kind; `known` keys are offered, each with what it means."""
    properties = {key: {**values, "description": meaning} for key, meaning in (known or {}).items()}
    whole = {"type": ["object", "null"], "properties": properties, "additionalProperties": values, **more}
    return _described(description, whole)


def closed(properties: Mapping[str, Schema], required: tuple[str, ...] = (), description: str = "") -> Schema:
    """Describe a mapping with these keys and no others."""
    whole: Schema = {"type": "object", "properties": dict(properties), "additionalProperties": False}
    return _described(description, whole | ({"required": list(required)} if required else {}))


def _described(description: str, whole: Schema) -> Schema:
    return {"description": description, **whole} if description else whole
