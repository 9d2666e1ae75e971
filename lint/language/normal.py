"""Give text one normal form, and lead every place of it back to the text as given.

Matching must not depend on typography: curly or straight quotes, no-break or plain spaces, three kinds of hyphen, soft
hyphens, zero-width characters, ligatures, full-width letters, Cyrillic letters in a Latin word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from ..expressions import expression
from ..values import NamedTuple

_WHITE = "\t\v\f\r\x1c\x1d\x1e\x1f"
_SPACES = "\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_DROPPED = (
    "\xad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f"
    "\ufeff\U000e0000-\U000e0fff"
)
_SIGNS = (
    dict.fromkeys("‘’‚‛′´ʼ‹›＇", "'")
    | dict.fromkeys("“”„‟″«»＂", '"')
    # – and — part clauses: they never become hyphens
    | dict.fromkeys("‐‑﹣－−", "-")
    | {"‒": "–", "―": "—", "﹘": "—"}
)
_LIGATURES = "\ufb00-\ufb06"
_ACCENTS = "\u0300-\u034e\u0350-\u036f"
_FOLDED = expression(f"[{''.join(_SIGNS)}{_SPACES}\uff01-\uff5e\U0001d400-\U0001d7ff]")
_UNEVEN = expression(f"[ {_DROPPED}]{{2,}}|[{_DROPPED}{_LIGATURES}]|[A-Za-z\xc0-\u024f][{_ACCENTS}]+")
_UNEVEN_SIGN = expression(f"[{_DROPPED}{_LIGATURES}{_ACCENTS}]")
_SPACED = expression("  +")
_ASCII = bytes(range(128))
# α, β and µ are names in medicine; of the small Greek letters only omicron has no other use
_TWINS = dict(
    zip(
        "асеорхуіјѕһԁАВЕКМНОРСТУХІЈЅοΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "aceopxyijshdABEKMHOPCTYXIJSoABEZHIKMNOPTYX",
        strict=True,
    )
)
_TWIN = "".join(_TWINS)
_MIXED = expression(f"(?<!\\w)[^\\W{_TWIN}]*+[{_TWIN}]\\w*+")


class Edit(NamedTuple):
    """A part of the given text that has another length in the normal text; both spans are half open."""

    start: int
    end: int
    original_start: int
    original_end: int


class Normal(NamedTuple):
    """The normal form of a text; `lower` is as long as `text`, and only `edits` move places."""

    text: str
    lower: str
    edits: tuple[Edit, ...] = ()

    def original(self, offset: int) -> int:
        """Return where the character at `offset` of the normal text stands in the given text."""
        edit = self._edit(offset)
        return edit.original_start if offset < edit.end else edit.original_end + offset - edit.end

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place of a span in the given text; what stands for one character is taken as a whole."""
        first = self.original(start)
        if end <= start:
            return first, first
        edit = self._edit(end - 1)
        return first, edit.original_end if end <= edit.end else edit.original_end + end - edit.end

    def _edit(self, offset: int) -> Edit:
        """Return the last edit that starts at or before `offset`."""
        index = bisect_right(self.edits, offset, key=_start)
        return self.edits[index - 1] if index else _NO_EDIT


_NO_EDIT = Edit(0, 0, 0, 0)


def _start(edit: Edit) -> int:
    return edit.start


def normalise(text: str) -> Normal:
    """Return the normal form of a text; line feeds stay, one to one.

    Quotes become ' and ", hyphens and minus signs become -, other white space one space; zero-width characters and soft
    hyphens vanish. Dashes stay dashes. Tidy ASCII is its own normal form.
    """
    for sign in _WHITE:
        if sign in text:
            text = text.replace(sign, " ")
    foreign = "" if text.isascii() else _foreign(text)
    for sign in _FOLDED.findall(foreign):
        text = text.replace(sign, _folded(sign))
        foreign += _folded(sign)
    edits: tuple[Edit, ...] = ()
    if _UNEVEN_SIGN.search(foreign):
        text, edits = _edited(text, _UNEVEN)
    elif "  " in text:
        text, edits = _edited(text, _SPACED)
    if not _TWINS.keys().isdisjoint(foreign):
        text = _MIXED.sub(_latinised, text)
    return Normal(text, text.replace("İ", "i").lower(), edits)


def _foreign(text: str) -> str:
    """Return the characters beyond ASCII, each once; on bytes this is several times faster than on a string."""
    beyond = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return "".join(set(beyond.decode("utf-8", "surrogatepass")))


@cache
def _folded(sign: str) -> str:
    """Return the one plain character for a typographic one."""
    from unicodedata import normalize

    if sign in _SIGNS:
        return _SIGNS[sign]
    return " " if sign.isspace() else normalize("NFKC", sign)


def _edited(text: str, pattern: re.Pattern[str]) -> tuple[str, tuple[Edit, ...]]:
    """Replace what the pattern finds, and note where lengths change."""
    kept: list[str] = []
    edits: list[Edit] = []
    done = end = 0
    for found in pattern.finditer(text):
        before = text[done : found.start()]
        new = _even(found[0])
        start = end + len(before)
        end = start + len(new)
        done = found.end()
        kept += before, new
        edits.append(Edit(start, end, found.start(), done))
    return "".join((*kept, text[done:])), tuple(edits)


def _even(uneven: str) -> str:
    """Return what stands for a run of spaces and invisible characters, a ligature, a letter with loose accents."""
    if " " in uneven:
        return " "
    if not uneven[0].isalpha():
        return ""
    from unicodedata import normalize

    return normalize("NFKC" if len(uneven) == 1 else "NFC", uneven)


def _latinised(word: re.Match[str]) -> str:
    """Write a word that mixes alphabets in Latin letters, as far as they look the same."""
    letters = word[0]
    if letters.isascii() or not re.search("[A-Za-z]", letters):
        return letters
    return "".join(_TWINS.get(letter, letter) for letter in letters)
