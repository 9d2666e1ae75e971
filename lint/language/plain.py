"""Cut an article's text into plain words, which the prefilter and the searches of the page rules look up."""

from __future__ import annotations

from ..values import NamedTuple

_TO_SPACE = bytes(code if code >= 128 or chr(code).isalnum() or code == 10 else 32 for code in range(256))
_ASCII = bytes(range(128))
# More signs than typography needs are replaced in one slow pass.
_MANY = 100
# Stands behind the last word of a block; like all words, but for its case.
END = "END"


class Plain(NamedTuple):
    """A text in lower case, and the same (`text`) in which all but letters, digits and line feeds are spaces.

    `blocks` holds the words of each line, one of them empty for each space too many, and END.
    """

    lower: str
    text: str
    blocks: tuple[list[str], ...]


def cut(lower: str) -> Plain:
    """Turn signs into spaces, each character in its place, and cut at them; `lower` is in lower case."""
    text = spaced(lower)
    blocks = tuple([block.split(" ") for block in text.split("\n")])
    for words in blocks:
        words.append(END)
    return Plain(lower, text, blocks)


def spaced(lower: str) -> str:
    """Put a space in place of every sign."""
    data = lower.encode("utf-8", "surrogatepass")
    text = data.translate(_TO_SPACE).decode("utf-8", "surrogatepass")
    if lower.isascii():
        return text
    signs = [sign for sign in set(data.translate(None, _ASCII).decode("utf-8", "surrogatepass")) if not sign.isalnum()]
    if len(signs) > _MANY:
        return text.translate(dict.fromkeys(map(ord, signs), " "))
    for sign in signs:
        text = text.replace(sign, " ")
    return text
