"""Say which words of a sentence a cue governs, from its direction and reach, without parser or model.

The scopes are those that BioScope annotates (Vincze 2008): a cue governs its phrase or clause to the right; a raising
verb (“appears to”) and a passive (“is not known”) govern their subject on the left as well. `bench/bioscope.py` measures
them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ENDS = frozenset((";", ":", ".", "!", "?", "—", "–", "--", "…"))
_WEAK = frozenset((";", ":", "—", "–", "--"))
CONTRAST = frozenset(("but", "however", "although", "though", "yet", "nevertheless", "nonetheless"))
_PARALLEL = frozenset(("whereas", "while"))
_ALSO = frozenset(("not", "also", "that", "rather", "instead", "only"))
_REASON = frozenset(("because", "unless", "since"))
_PRONOUN = frozenset(
    ("it", "they", "we", "you", "he", "she", "i", "this", "these", "there", "our", "your", "its", "my", "their")
)
_SPEAKER = frozenset(("we", "our", "i", "my", "you", "your"))
_BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "'s", "'re"))
_AUXILIARY = _BE | {"has", "have", "had", "does", "do", "did", "will", "would", "can", "ca", "could", "may", "might"}
_AUXILIARY |= {"should", "must", "'ve", "'ll", "wo", "cannot"}
_FINITE = _AUXILIARY - {"be", "been", "being"}
_VERB = frozenset(
    ("come", "comes", "came", "carry", "carries", "exist", "exists", "offer", "offers", "guarantee", "guarantees")
    + ("promise", "promises", "work", "works", "make", "makes")
)
_PARTICIPLE = frozenset(
    ("known", "shown", "seen", "found", "given", "taken", "done", "made", "understood", "bound", "driven", "written")
    + ("proven", "held", "kept", "lost", "met", "sold", "told", "thought", "brought", "built", "chosen", "cut", "felt")
    + ("led", "left", "meant", "put", "sent", "set", "borne", "broken", "drawn", "grown", "hidden", "undergone")
)
_RAISING = frozenset(("appear", "seem", "appears", "seems", "appeared", "seemed"))
_SUBORDINATE = frozenset(
    ("that", "whether", "if", "because", "since", "although", "though", "while", "whereas", "when", "how", "why", "where")
)
_RELATIVE = frozenset(("that", "which", "who"))
_INSERTED = frozenset(
    ("in", "including", "ours", "even", "for", "like", "such", "however", "of", "as", "at", "by", "if", "whether")
    + ("according", "under", "with", "especially", "alone", "therefore", "thus", "respectively", "namely")
)
_TIME = frozenset(("when", "as", "once", "after", "before", "until", "if"))
_HENCE = frozenset(("therefore", "thus", "hence", "so", "instead", "thereby"))
_REPORTING = frozenset(("indicating", "suggesting"))
_ADVERB = frozenset(("also", "therefore", "thus", "not", "yet", "often", "still", "now", "even", "never", "n't", "either"))
_PREPOSITION = frozenset(
    ("of", "in", "on", "at", "by", "for", "with", "from", "to", "through", "under", "within", "between", "into", "upon")
)
_PHRASE_ENDS = frozenset(("including", "such", "demonstrating", "indicating", "suggesting", "expressed", "located"))
# a word in -s before one of these is a verb: “cures the”, and no noun in the plural: “insights into”
_OBJECT = _PRONOUN | {"the", "a", "an", "no", "all", "any", "every", "them", "us", "him", "her"}
_OR = frozenset(("or", "nor"))


def scope(lower: Sequence[str], cue: tuple[int, int], direction: str, reach: str) -> tuple[int, int]:
    """Return the token span that a cue governs, the cue included."""
    start, end = cue
    left, right = start, end
    if direction != "backward":
        right = right_edge(lower, end, reach)
    if direction in ("backward", "both"):
        left = left_edge(lower, start, reach, weak=direction == "backward")
    elif direction == "raising" or (direction == "passive" and _is_passive(lower, cue)):
        left = subject(lower, start)
    if direction == "passive" and start > 1 and _in_relative(lower, start):
        right = next((at for at in range(end + 1, right) if lower[at] in _FINITE and lower[at - 1] not in _PRONOUN), right)
    if direction == "both" and start - left < 2 and right < len(lower) and lower[right] == ",":
        right = right_edge(lower, right + 1, reach)
    if reach == "predicate":
        left = next((at for at in range(end, right) if lower[at] in _FINITE or lower[at] in _VERB), right)
    return left, right


def _in_relative(lower: Sequence[str], cue: int) -> bool:
    """Tell whether a cue belongs to the verb of a relative clause: “people who do not”."""
    return any(lower[at] in _RELATIVE for at in range(max(cue - 2, 0), cue))


def right_edge(lower: Sequence[str], start: int, reach: str) -> int:
    """Walk right from a cue to the end of its phrase, clause or sentence."""
    if reach == "phrase" and start < len(lower) and lower[start] in _SUBORDINATE:
        reach = "sentence"
    at, depth = start, 0
    while at < len(lower):
        word = lower[at]
        depth += _depth(word)
        if depth < 0 or (depth == 0 and (_breaks(lower, at, start) or _ends(lower, at, start, reach))):
            return at
        at = max(_insertion(lower, at), at) + 1 if word == "," and depth == 0 else at + 1
    return at


def _depth(word: str) -> int:
    """Count the brackets that a word opens, less those that it closes; a token may hold some (“cell(s”)."""
    return word.count("(") + word.count("[") - word.count(")") - word.count("]")


def _breaks(lower: Sequence[str], at: int, start: int) -> bool:
    """Tell whether every scope ends before this word: at a stop, or at a contrast that is no “but not”, “but also”."""
    word = lower[at]
    if word == "yet" and lower[at - 1] not in (",", "and"):
        return False
    if word in CONTRAST:
        return lower[at - 1] != "that" and _after(lower, at) not in _ALSO
    return word in ENDS


def _after(lower: Sequence[str], at: int) -> str:
    return lower[at + 1] if at + 1 < len(lower) else ""


def _ends(lower: Sequence[str], at: int, start: int, reach: str) -> bool:
    """Tell whether a scope of this reach ends before this word."""
    word, after = lower[at], _after(lower, at)
    if reach == "sentence":
        return word == "," and (after in _SPEAKER or (at > start + 4 and after in _PRONOUN))
    if word in _REASON or (word in _TIME and after in _PRONOUN) or (word == "so" and after not in ("that", "as")):
        return True
    if word in ("and", "then"):
        return reach == "conjunct" or _opens_clause(lower, at + 1) or (reach == "verb" and after == "that")
    if reach == "verb":
        return word == "," and (after in _PRONOUN or after in _REPORTING)
    if word == ",":
        return reach in ("phrase", "conjunct") or not (_insertion(lower, at) or _lists(lower, at))
    if reach == "phrase" and at > start:
        return word in _FINITE or word in _PHRASE_ENDS or (word in _PRONOUN and not _takes_object(lower[at - 1]))
    return word in _PARALLEL


def _takes_object(word: str) -> bool:
    return word in _PREPOSITION or word.endswith("ing")


def left_edge(lower: Sequence[str], end: int, reach: str, *, weak: bool = False) -> int:
    """Walk left from a cue to the start of its clause or sentence; `weak` says that a sentence runs over “;” and “but”."""
    at = end
    while at > 0:
        word = lower[at - 1]
        if reach == "sentence":
            stop = (word in ENDS and not (weak and word in _WEAK)) or (word in CONTRAST and not weak)
        else:
            stop = _begins_clause(lower, at)
        if stop:
            return at
        at -= 1
    return at


def _begins_clause(lower: Sequence[str], at: int) -> bool:
    """Tell whether a clause begins at this word."""
    word = lower[at - 1]
    if word == ",":
        return lower[at] not in _OR
    subject = lower[at] in _PRONOUN or lower[at] == "the"
    return word in ENDS or word in CONTRAST or word in _PARALLEL or (word in ("and", "so", "because") and subject)


def subject(lower: Sequence[str], cue: int) -> int:
    """Walk left from a verb to the start of its subject; the empty subject of “it appears that” is left out."""
    verb = cue
    while verb > 0 and (lower[verb - 1] in _AUXILIARY or _is_adverb(lower[verb - 1])):
        verb -= 1
    if verb > 0 and lower[verb - 1] in _RELATIVE and (lower[verb - 1] != "that" or verb == cue or True):
        return verb - 1
    at, depth = verb, 0
    while at > 0 and (depth or not _begins_subject(lower, at, verb)):
        at -= 1
        depth = max(depth - _depth(lower[at]), 0)
        if lower[at] == "," and at == verb - 1:
            at = max((i for i in range(at) if lower[i] == ","), default=at)
    return cue if tuple(lower[at:verb]) in (("it",), ("there",)) else at


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") or word in _ADVERB


def _begins_subject(lower: Sequence[str], at: int, verb: int) -> bool:
    """Tell whether the subject of a verb begins at this word."""
    word = lower[at - 1]
    if word in ENDS or word in CONTRAST or word in ("(", "["):
        return True
    if word in _RELATIVE or word in _SUBORDINATE:
        return at < 2 or lower[at - 2] not in _PREPOSITION
    if word == ",":
        return at < verb
    return word in ("and", "or") and (lower[at] in _PRONOUN or at == verb or _has_verb(lower, at - 1))


def _has_verb(lower: Sequence[str], end: int) -> bool:
    """Tell whether a finite verb stands in the clause before this word."""
    for at in range(end - 1, -1, -1):
        word = lower[at]
        if word in ENDS or word in CONTRAST or word in _SUBORDINATE or word == ",":
            return False
        if word in _FINITE:
            return True
    return False


def _is_passive(lower: Sequence[str], cue: tuple[int, int]) -> bool:
    """Tell whether the verb that a cue belongs to is a passive, or raises its subject."""
    start, at = cue
    be = not _BE.isdisjoint(lower[max(0, start - 2) : at])
    while at < len(lower) and (lower[at] in _BE or lower[at] == "to" or _is_adverb(lower[at])):
        be = be or lower[at] in _BE
        at += 1
    if at >= len(lower):
        return False
    return lower[at] in _RAISING or (be and (lower[at].endswith("ed") or lower[at] in _PARTICIPLE))


def _opens_clause(lower: Sequence[str], at: int) -> bool:
    """Tell whether a subject or a finite verb begins here."""
    while at < len(lower) and lower[at].endswith("ly"):
        at += 1
    word = lower[at] if at < len(lower) else ""
    return word in _PRONOUN or word in _FINITE or word in _HENCE or (in_third_person(word) and _after(lower, at) in _OBJECT)


def in_third_person(word: str) -> bool:
    """Tell whether a word may be a verb in -s; most plurals may as well."""
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))


def _lists(lower: Sequence[str], comma: int) -> bool:
    """Tell whether a comma stands between the members of a list that ends in “or”."""
    at = comma + 1
    if at < len(lower) and (lower[at] in _PRONOUN or lower[at] in CONTRAST):
        return False
    run = 0
    while at < len(lower) and run < 6:
        word = lower[at]
        if word in _OR:
            return True
        if word in ENDS or word in CONTRAST or word in _FINITE or word in _PRONOUN:
            return False
        run = 0 if word == "," else run + 1
        at += 1
    return False


def _insertion(lower: Sequence[str], comma: int) -> int:
    """Return the index of the comma that closes an insertion (“, in our view,”), or 0."""
    if comma + 1 >= len(lower) or lower[comma + 1] not in _INSERTED:
        return 0
    for at in range(comma + 2, min(len(lower), comma + 9)):
        if lower[at] == ",":
            return at
        if lower[at] in ENDS:
            return 0
    return 0
