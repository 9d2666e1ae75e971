"""Write the data of spaCy's English tokenizer as a module: `python -m caveat.lint.language.tokenexport > tokendata.py`.

spaCy's own expressions name whole alphabets and take 30 ms to compile, so every character class is stored twice: as it
is, and cut down to the characters of `WESTERN`. On text of those characters the two decide alike.
"""

from __future__ import annotations

import re
import sys
from textwrap import wrap

from ..values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

# The characters of English health articles: Latin, Greek, punctuation, super- and subscripts, arrows, signs, emoji
WESTERN = (
    r"!-~\xa1-\u017f\u0391-\u03c9\u2010-\u203a\u2070-\u209f\u20ac\u2122\u2190-\u2193\u2212\u2248\u2260\u2264\u2265"
    r"\u25a0-\u25cf\u2600-\u27bf\U0001f300-\U0001faff"
)
JOIN = "·"
_UNIT = re.compile(r"\\.|\[\^?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_USER_INFORMATION = r"(?:\S+(?::\S*)?@)?"
_ORTH = 65


class Export(NamedTuple):
    """The tokenizer as plain values; `expressions` hold `⟪n⟫` where the n-th of the character classes belongs."""

    expressions: dict[str, str]
    classes: tuple[str, ...]
    western_classes: tuple[str, ...]
    specials: tuple[tuple[str, ...], ...]
    phrases: tuple[tuple[str, ...], ...]


def export() -> Export:
    """Return what spaCy's blank English tokenizer knows; needs spaCy, takes seconds.

    Raises ValueError when this spaCy's tokenizer does not have the shape that `tokens` reproduces.
    """
    from spacy.lang.en import English

    tokenizer: Any = English().tokenizer
    rules = {key: tuple(part[_ORTH] for part in parts) for key, parts in sorted(tokenizer.rules.items()) if key.strip()}
    if tokenizer.token_match or any(JOIN in key or len(key.split()) > 1 for key in rules):
        raise ValueError("this spaCy tokenizes English in a new way")
    classes: dict[str, int] = {}
    expressions = {name: _lift_classes(source, classes) for name, source in _expressions(tokenizer).items()}
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    western = "".join(re.findall(f"[{WESTERN}]", everything))
    return Export(
        expressions,
        tuple(_ranges(re.findall(each, everything)) for each in classes),
        tuple(_ranges(re.findall(each, western)) for each in classes),
        tuple(rules.values()),
        tuple(_phrases(tokenizer, rules)),
    )


def _expressions(tokenizer: Any) -> dict[str, str]:
    """Return the sources of the expressions; that of an address is cut where its host starts."""
    searches = {"prefix": tokenizer.prefix_search, "suffix": tokenizer.suffix_search, "infix": tokenizer.infix_finditer}
    sources: dict[str, str] = {name: search.__self__.pattern for name, search in searches.items()}
    scheme, cut, host = tokenizer.url_match.__self__.pattern.partition(_USER_INFORMATION)
    if not (cut and scheme.startswith("(?u)^") and scheme.endswith("?") and host.endswith("$")):
        raise ValueError("this spaCy recognises addresses in a new way")
    return sources | {"scheme": scheme[5:-1], "host": host}


def _lift_classes(source: str, classes: dict[str, int]) -> str:
    """Put `⟪n⟫` for every character class that reaches beyond ASCII, and number the class."""
    return "".join(
        f"⟪{classes.setdefault(unit, len(classes))}⟫" if unit[0] == "[" and re.search(r"[^!-~]|\\u", unit) else unit
        for unit in _UNIT.findall(source)
    )


def _ranges(characters: Iterable[str]) -> str:
    """Write characters, given in ascending order, as a class."""
    runs: list[list[int]] = []
    for code in map(ord, characters):
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(("[", *("-".join(map(_escape, dict.fromkeys(run))) for run in runs), "]"))


def _escape(code: int) -> str:
    if code < 0x80:
        return chr(code) if chr(code).isalnum() else f"\\{chr(code)}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _phrases(tokenizer: Any, rules: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield the tokens, found without special cases, of each special case that spaCy looks for once more at the end."""
    plain = type(tokenizer)(
        tokenizer.vocab,
        prefix_search=tokenizer.prefix_search,
        suffix_search=tokenizer.suffix_search,
        infix_finditer=tokenizer.infix_finditer,
        url_match=tokenizer.url_match,
    )
    for key, pieces in rules.items():
        if plain.find_prefix(key) or plain.find_infix(key) or plain.find_suffix(key):
            tokens = tuple(token.text for token in plain(key))
            if len(tokens) > 1:
                yield tokens
            elif tokens != pieces:
                raise ValueError(f"this spaCy has a special case of one token: {key}")


def render(data: Export) -> str:
    """Return the source of the module `tokendata`."""
    lines = [
        '"""Hold the rules of spaCy\'s English tokenizer; written by `tokenexport`, not by hand.',
        "",
        "Derived from spaCy 3.8, copyright ExplosionAI GmbH, MIT licence.",
        '"""',
        "",
        "# ruff: noqa: E501",
        "# fmt: off",
        f"WESTERN = {WESTERN!a}",
        "EXPRESSIONS = {",
        *(f"    {name!r}: {source!r}," for name, source in data.expressions.items()),
        "}",
        *_tuple("CLASSES", data.classes),
        *_tuple("WESTERN_CLASSES", data.western_classes),
        *_words("SPECIALS", data.specials),
        *_words("PHRASES", data.phrases),
    ]
    return "\n".join(lines) + "\n"


def _tuple(name: str, values: tuple[str, ...]) -> list[str]:
    return [f"{name} = (", *(f"    {value!a}," for value in values), ")"]


def _words(name: str, entries: tuple[tuple[str, ...], ...]) -> list[str]:
    """Write entries as one string: pieces joined by a middle dot, entries by white space."""
    lines = wrap(" ".join(map(JOIN.join, entries)), 110, break_long_words=False, break_on_hyphens=False)
    return [f"{name} = (", *(f"    {line + ' '!r}" for line in lines), ")"]


if __name__ == "__main__":
    sys.stdout.write(render(export()))
