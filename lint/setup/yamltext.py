"""Write text as a scalar of YAML."""

from __future__ import annotations

import json
import re

_PLAIN = re.compile(r"(?=[^\W\d]|[./])[\w/.'’ -]*[\w.]")
# what YAML would take for something else than text
_WORDS = frozenset(("true", "false", "yes", "no", "on", "off", "y", "n", "null", ".", "..."))


def scalar(text: str) -> str:
    """Return text as it is where nothing can mistake it, else between quotation marks: YAML is a superset of JSON."""
    plain = _PLAIN.fullmatch(text) and text.lower() not in _WORDS
    return text if plain else json.dumps(text, ensure_ascii=False)
