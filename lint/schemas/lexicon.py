"""Describe a word list, lexicon/NAME.yaml."""

from __future__ import annotations

from . import closed, several, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..rulebook import Rulebook
    from . import Schema

PATTERN = (
    "A phrase: words in their order. `a|b` is a choice, `[x]` may be absent, `(x y|z)` groups, `...` is a gap of up to "
    "four words inside the clause, `<list>` a word list, `~word` every inflection, `#` a number."
)


def make(book: Rulebook) -> Schema:
    """Return the schema of a word list."""
    keys = {
        "summary": text("What the words have in common, in a line."),
        "words": several({"description": PATTERN, "type": ["string", "integer"]}, "One phrase a line."),
    }
    return {"title": "Word list", **closed(keys, ("words",), "Words that rules name as `<list>`.")}
