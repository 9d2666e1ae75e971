"""Name the closed classes of English words by which clauses are told apart; all words are lower-case tokens."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOPS = _words("; : . ! ? — – -- …")
PAUSES = STOPS - _words(". ! ? …")
CONTRAST = _words("but however although though yet nevertheless nonetheless")
PARALLEL = _words("whereas while")
REASON = _words("because unless since")
TIME = _words("when as once after before until if")
HENCE = _words("therefore thus hence so instead thereby")
# “but not”, “but also” go on with the clause before them
CONTINUING = _words("not also that rather instead only")
REPORTING = _words("indicating suggesting")
RELATIVE = _words("that which who")
SUBORDINATE = _words("that whether if because since although though while whereas when how why where")
# behind “if”, or behind an opening such as “in mice,”, all verbs of a subject belong together
TOGETHER = _words("if unless whether ,")
SUBJECT_STARTS = STOPS | CONTRAST | SUBORDINATE | _words(",")
SUBJECT_ENDS = SUBJECT_STARTS | RELATIVE | _words("( )")
OR = _words("or nor")

SPEAKER = _words("we our i my you your")
PRONOUN = SPEAKER | _words("it they he she this these there its their")
DETERMINER = _words("the a an our your my any every each most all")
DEFINITE = _words("our my this these its his her their your we it")
# a word in -s before one of these is a verb (“cures the”), and no plural (“insights into”)
OBJECT = PRONOUN | _words("the a an no all any every them us him her")
PREPOSITION = _words("of in on at by for with from to through under within between into upon")
ADVERB = _words("also therefore thus not yet often still now even never n't either")
QUALIFIER = _words("very even our the a an")

BE = _words("is are was were be been being 's 're")
AUXILIARY = BE | _words("has have had does do did will would can ca could may might should must 've 'll wo cannot")
FINITE = AUXILIARY - _words("be been being")
# verbs with which “no treatment …” goes on
PREDICATE = FINITE | _words(
    "come comes came carry carries exist exists offer offers guarantee guarantees promise promises work works make "
    "makes"
)
RAISING = _words("appear appears appeared seem seems seemed")
_PARTICIPLE = _words(
    "known shown seen found given taken done made understood bound driven written proven held kept lost met sold told "
    "thought brought built chosen cut felt led left meant put sent set borne broken drawn grown hidden undergone"
)
# what opens an insertion between commas: “, in our view,”
INSERTED = _words(
    "in including ours even for like such however of as at by if whether according under with especially alone "
    "therefore thus respectively namely"
)
PHRASE_ENDS = _words("including such demonstrating indicating suggesting expressed located")


def is_adverb(word: str) -> bool:
    """Tell whether a word may stand between the parts of a verb."""
    return word.endswith("ly") or word in ADVERB


def is_participle(word: str) -> bool:
    """Tell whether a word is a past participle; past tenses in -ed are as well."""
    return word.endswith("ed") or word in _PARTICIPLE


def in_third_person(word: str) -> bool:
    """Tell whether a word may be a verb in -s; most plurals may as well."""
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))


def has_verb(phrase: Sequence[str]) -> bool:
    """Tell whether words hold a finite verb; the last one alone in -s is taken for a plural."""
    return not PREDICATE.isdisjoint(phrase) or any(map(in_third_person, phrase[:-1]))
