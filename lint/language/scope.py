"""Say which words of a sentence a cue governs, from its direction and reach, without parser or model.

The scopes are those that BioScope annotates (Vincze 2008): a cue governs its phrase or clause to the right; a raising
verb (“appears to”) and a passive (“is not known”) govern their subject on the left as well. `bench/bioscope.py` holds
them against that corpus.
"""

from __future__ import annotations

from . import grammar as g

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .occurrences import Cue

_LONGEST_INSERTION, _LONGEST_MEMBER, _LONGEST_SUBJECT, _LONGEST_LIST = 8, 6, 8, 40


def scope(lower: Sequence[str], cue: tuple[int, int], direction: str, reach: str) -> tuple[int, int]:
    """Return the token span that a cue governs, the cue included; from its verb on when the reach is the predicate."""
    start, end = cue
    left, right = start, end
    if direction != "backward":
        right = right_edge(lower, end, reach)
    if direction in ("backward", "both"):
        left = left_edge(lower, start, reach, over_pauses=direction == "backward")
    if direction == "raising" or (direction == "passive" and _is_passive(lower, cue)):
        left = subject(lower, start)
    if direction == "passive" and _in_relative(lower, start):
        right = _next_verb(lower, end + 1, right)
    if direction == "both" and start - left < 2 and lower[right : right + 1] == (",",):
        right = right_edge(lower, right + 1, reach)
    if reach == "predicate":
        left = next((at for at in range(end, right) if lower[at] in g.PREDICATE), right)
    return left, right


def right_edge(lower: Sequence[str], start: int, reach: str) -> int:
    """Walk right from a cue to the end of its phrase, clause or sentence; brackets are passed over."""
    if reach == "phrase" and _word(lower, start) in g.SUBORDINATE:
        reach = "sentence"
    at, depth = start, 0
    while at < len(lower):
        depth += _depth(lower[at])
        if depth < 0 or (depth == 0 and (_breaks(lower, at) or _ends(lower, at, start, reach))):
            return at
        at = max(_insertion(lower, at), at) + 1 if lower[at] == "," and depth == 0 else at + 1
    return at


def left_edge(lower: Sequence[str], end: int, reach: str, *, over_pauses: bool = False) -> int:
    """Walk left from a cue to the start of its clause or sentence; a verdict reaches over “;” and “but”."""
    at = end
    while at > 0:
        word = lower[at - 1]
        if reach != "sentence":
            stops = _begins_clause(lower, at)
        elif over_pauses:
            stops = word in g.STOPS and word not in g.PAUSES
        else:
            stops = word in g.STOPS or word in g.CONTRAST
        if stops:
            return at
        at -= 1
    return at


def subject(lower: Sequence[str], cue: int) -> int:
    """Walk left from a verb to the start of its subject; the empty subject of “it appears that” is left out."""
    verb = cue
    while verb > 0 and (lower[verb - 1] in g.AUXILIARY or g.is_adverb(lower[verb - 1])):
        verb -= 1
    if _word(lower, verb - 1) in g.RELATIVE:
        return verb - 1
    at, depth = verb, 0
    while at > 0 and (depth or not _begins_subject(lower, at, verb)):
        at -= 1
        depth = max(depth - _depth(lower[at]), 0)
        if lower[at] == "," and at == verb - 1:
            at = max((comma for comma in range(at) if lower[comma] == ","), default=at)
    if at < verb and lower[at] in ("and", "or"):
        at += 1
    return cue if tuple(lower[at:verb]) in (("it",), ("there",)) else at


def escapes(lower: Sequence[str], cue: Cue, claim: int) -> bool:
    """Tell whether a claim behind “and” is new: a verb in -s (“may sting and cures”), anything behind “no pain”."""
    before = claim - 1
    while before > cue.end and (lower[before].endswith("ly") or lower[before] in g.QUALIFIER):
        before -= 1
    if before < cue.end or lower[before] not in ("and", ","):
        return False
    if cue.direction == "passive" or (cue.direction == "both" and before == cue.end):
        return g.in_third_person(lower[claim])
    return lower[cue.start] in ("no", "without") and not g.has_verb(lower[cue.end : before])


def presupposed(lower: Sequence[str], cue: Cue, left: int, claim_end: int) -> bool:
    """Tell whether a claim stands in a definite subject, which its verb leaves as it is: “our cure is not sold”."""
    return cue.direction in ("passive", "raising") and claim_end <= cue.start and lower[left] in g.DEFINITE


def _word(lower: Sequence[str], at: int) -> str:
    return lower[at] if 0 <= at < len(lower) else ""


def _depth(word: str) -> int:
    """Count the brackets that a word opens, less those that it closes; a token may hold some (“cell(s”)."""
    return 0 if word.isalpha() else word.count("(") + word.count("[") - word.count(")") - word.count("]")


def _breaks(lower: Sequence[str], at: int) -> bool:
    """Tell whether every scope ends before this word: at a stop, or at a contrast that is no “but not”, “but also”."""
    word = lower[at]
    if word == "yet" and lower[at - 1] not in (",", "and"):
        return False
    if word in g.CONTRAST:
        return lower[at - 1] != "that" and _word(lower, at + 1) not in g.CONTINUING
    return word in g.STOPS


def _ends(lower: Sequence[str], at: int, start: int, reach: str) -> bool:
    """Tell whether a scope of this reach ends before this word."""
    word, after = lower[at], _word(lower, at + 1)
    if reach == "sentence":
        return word == "," and (after in g.SPEAKER or (at > start + 4 and after in g.PRONOUN))
    if word in g.REASON or (word in g.TIME and after in g.PRONOUN) or (word == "so" and after not in ("that", "as")):
        return True
    if word in ("and", "then"):
        if reach == "conjunct" or (reach == "verb" and after == "that"):
            return True
        return _opens_clause(lower, at + 1, verb=_word(lower, start - 1) not in g.TOGETHER)
    if reach == "verb":
        return word == "," and (after in g.PRONOUN or after in g.REPORTING)
    if word == ",":
        return reach in ("phrase", "conjunct") or not (_insertion(lower, at) or _lists(lower, at))
    return _ends_phrase(lower, at) if reach == "phrase" and at > start else word in g.PARALLEL


def _ends_phrase(lower: Sequence[str], at: int) -> bool:
    """Tell whether a verb or a new noun phrase begins here; “of its”, “altering its” go on."""
    word, before = lower[at], lower[at - 1]
    follows = before in g.PREPOSITION or before.endswith("ing")
    return word in g.FINITE or word in g.PHRASE_ENDS or (word in g.PRONOUN and not follows)


def _opens_clause(lower: Sequence[str], at: int, *, verb: bool = True) -> bool:
    """Tell whether a subject begins here, or a `verb` that does not go on (“if it melts fat and leaves”)."""
    while at < len(lower) and lower[at].endswith("ly"):
        at += 1
    word = _word(lower, at)
    if word in g.PRONOUN or word in g.HENCE or (verb and word in g.DETERMINER and _has_verb(lower, at)):
        return True
    return verb and (word in g.FINITE or (g.in_third_person(word) and _word(lower, at + 1) in g.OBJECT))


def _has_verb(lower: Sequence[str], at: int) -> bool:
    """Tell whether the noun phrase that begins here is followed by a finite verb of its own (“and the cause is”)."""
    return _meets_verb(lower[at + 1 : at + _LONGEST_SUBJECT], g.SUBJECT_ENDS)


def _meets_verb(words: Iterable[str], ends: frozenset[str]) -> bool:
    """Tell whether a finite verb comes before any word of `ends`."""
    return next((word in g.FINITE for word in words if word in g.FINITE or word in ends), False)


def _begins_clause(lower: Sequence[str], at: int) -> bool:
    """Tell whether a clause begins at this word."""
    word = lower[at - 1]
    if word == ",":
        return _word(lower, at) not in g.OR
    if word in ("and", "so", "because"):
        return _word(lower, at) in g.PRONOUN or _word(lower, at) == "the"
    return word in g.STOPS or word in g.CONTRAST or word in g.PARALLEL


def _begins_subject(lower: Sequence[str], at: int, verb: int) -> bool:
    """Tell whether the subject of a verb begins at this word."""
    word = lower[at - 1]
    if word in g.RELATIVE or word in g.SUBORDINATE:
        return _word(lower, at - 2) not in g.PREPOSITION
    if word in ("and", "or"):
        return at == verb or lower[at] in g.PRONOUN or _follows_verb(lower, at - 1)
    return word in g.STOPS or word in g.CONTRAST or word in ("(", "[") or (word == "," and at < verb)


def _follows_verb(lower: Sequence[str], end: int) -> bool:
    """Tell whether a finite verb stands in the clause before this word."""
    return _meets_verb(reversed(lower[max(end - _LONGEST_LIST, 0) : end]), g.SUBJECT_STARTS)


def _is_passive(lower: Sequence[str], cue: tuple[int, int]) -> bool:
    """Tell whether the verb that a cue belongs to is a passive, or raises its subject."""
    start, at = cue
    be = not g.BE.isdisjoint(lower[max(0, start - 2) : at])
    while _word(lower, at) in g.BE or _word(lower, at) == "to" or g.is_adverb(_word(lower, at)):
        be = be or lower[at] in g.BE
        at += 1
    return _word(lower, at) in g.RAISING or (be and g.is_participle(_word(lower, at)))


def _in_relative(lower: Sequence[str], cue: int) -> bool:
    """Tell whether a cue belongs to the verb of a relative clause: “people who do not”."""
    return cue > 1 and not g.RELATIVE.isdisjoint(lower[cue - 2 : cue])


def _next_verb(lower: Sequence[str], start: int, end: int) -> int:
    """Return the index of the first finite verb that has no pronoun as its subject, or `end`."""
    return next((at for at in range(start, end) if lower[at] in g.FINITE and lower[at - 1] not in g.PRONOUN), end)


def _lists(lower: Sequence[str], comma: int) -> bool:
    """Tell whether a comma stands between the members of a list that ends in “or”."""
    run = 0
    for word in lower[comma + 1 : comma + _LONGEST_LIST]:
        if word in g.OR:
            return True
        if run == _LONGEST_MEMBER or word in g.STOPS or word in g.CONTRAST or word in g.FINITE or word in g.PRONOUN:
            return False
        run = 0 if word == "," else run + 1
    return False


def _insertion(lower: Sequence[str], comma: int) -> int:
    """Return the index of the comma that closes an insertion (“, in our view,”), or 0."""
    if _word(lower, comma + 1) not in g.INSERTED:
        return 0
    for at in range(comma + 2, min(len(lower), comma + 1 + _LONGEST_INSERTION)):
        if lower[at] == "," or lower[at] in g.STOPS:
            return at if lower[at] == "," else 0
    return 0
