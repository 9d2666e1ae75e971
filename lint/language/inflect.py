"""Inflect English words by rule; a table holds what no rule gives. Used when rules are compiled, never on articles."""

from __future__ import annotations

import re
from functools import lru_cache

from .spelling import variants


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# base, then every form of the past and the participle; the forms in -s and -ing stay regular.
_VERBS = """
arise arose arisen, awake awoke awoken awakened, bear bore borne born, beat beaten, become became, begin began begun,
bend bent, bet, bid bade bidden, bind bound, bite bit bitten, bleed bled, blow blew blown, break broke broken, breed
bred, bring brought, build built, burn burned burnt, burst, buy bought, cast, catch caught, choose chose chosen, cling
clung, come came, cost, creep crept, cut, deal dealt, dig dug, draw drew drawn, dream dreamed dreamt, drink drank
drunk, drive drove driven, eat ate eaten, fall fell fallen, feed fed, feel felt, fight fought, find found, flee fled,
fly flew flown, forbid forbade forbidden, foresee foresaw foreseen, forget forgot forgotten, forgive forgave forgiven,
freeze froze frozen, get got gotten, give gave given, go went gone, grind ground, grow grew grown, hang hung hanged,
hear heard, heave heaved hove, hide hid hidden, hit, hold held, hurt, keep kept, kneel knelt kneeled, know knew known,
lay laid, lead led, lean leaned leant, leap leaped leapt, learn learned learnt, leave left, lend lent, let, lie lay
lain lied, light lit lighted, lose lost, make made, mean meant, meet met, melt melted molten, mow mowed mown, overcome
overcame, pay paid, prove proved proven, put, quit quitted, read, rid, ride rode ridden, ring rang rung, rise rose
risen, run ran, say said, see saw seen, seek sought, sell sold, send sent, set, sew sewed sewn, shake shook shaken,
shed, shine shone shined, shoot shot, show showed shown, shrink shrank shrunk shrunken, shut, sing sang sung, sink
sank sunk, sit sat, sleep slept, slide slid, smell smelled smelt, sow sowed sown, speak spoke spoken, speed sped
speeded, spell spelled spelt, spend spent, spill spilled spilt, spin spun, spit spat, split, spoil spoiled spoilt,
spread, spring sprang sprung, stand stood, steal stole stolen, stick stuck, sting stung, stink stank stunk, strew
strewed strewn, stride strode stridden, strike struck stricken, string strung, strive strove striven strived, swear
swore sworn, sweat sweated, sweep swept, swell swelled swollen, swim swam swum, swing swung, take took taken, teach
taught, tear tore torn, tell told, think thought, thrive thrived throve thriven, throw threw thrown, thrust, tread
trod trodden, undergo underwent undergone, understand understood, undertake undertook undertaken, upset, wake woke
woken waked, wear wore worn, weave wove woven weaved, weep wept, wet wetted, win won, wind wound, withdraw withdrew
withdrawn, withhold withheld, withstand withstood, wring wrung, write wrote written
"""
_WHOLE = {
    "be": "am is are was were been being",
    "have": "has had having",
    "do": "does did done doing",
    "can": "could cans canned canning",
    "may": "might",
    "will": "would wills willed willing",
    "shall": "should",
    "must": "",
}
_NOUNS = """
appendix appendices appendixes, axis axes, bacillus bacilli, bacterium bacteria, bronchus bronchi, bureau bureaux
bureaus, calculus calculi, calf calves, child children, coccus cocci, cortex cortices, criterion criteria, curriculum
curricula, datum data, embolus emboli, foot feet, formula formulae formulas, fungus fungi funguses, ganglion ganglia,
genus genera, goose geese, half halves, hypothalamus hypothalami, index indices indexes, knife knives, larva larvae,
leaf leaves, life lives, loaf loaves, locus loci, louse lice, man men, matrix matrices, medium media mediums,
millennium millennia, mitochondrion mitochondria, mouse mice, nucleus nuclei, ovum ova, ox oxen, person people
persons, phenomenon phenomena, radius radii, scarf scarves, self selves, serum sera serums, shelf shelves, species,
spectrum spectra, stimulus stimuli, stratum strata, symposium symposia, syllabus syllabi, testis testes, thief
thieves, thrombus thrombi, tooth teeth, uterus uteri, vertebra vertebrae, vertex vertices, villus villi, virus
viruses, viscus viscera, wife wives, wolf wolves, woman women, quiz quizzes
"""
_ALSO = {
    "benefit": "benefitted benefitting",
    "bias": "biassed biassing",
    "focus": "focussed focussing foci",
    "kidnap": "kidnaped kidnaping",
    "worship": "worshiped worshiping",
    "relay": "relaid",
    "dye": "dyeing",
    "singe": "singeing",
    "tinge": "tingeing",
}
_PREFIXES = ("fore", "inter", "mis", "out", "over", "pre", "re", "un", "under", "up", "with")
_DOUBLING = _words("""
admit allot annul appal begin commit compel concur confer control debar defer demur deter dispel distil embed emit
enrol enthral equip excel expel forbid forget format fulfil handicap impel incur infer inter instil kidnap occur omit
patrol permit prefer program propel rebel recur refer regret remit repel submit transfer transmit worship bed bug cap
clip cut dip fit get grip hit jab lap let log map pad pin plan plug put rip run scan set ship sit step stop tag tap
top trim trip win wrap zip
""")
_OES = _words("domino echo embargo go hero mango mosquito potato tomato torpedo veto")
_ONE_SYLLABLE = re.compile(r"(?:[^aeiou]*|[^aeiou]*qu)[aeiou][^aeiouwxy]")
_NOUN_ONLY = re.compile(r".*(?:ness|ity|ism|ology|itis|a?emia|oea|osis|sis|ship|a)")


def _table(text: str) -> dict[str, tuple[str, ...]]:
    entries = (entry.split() for entry in text.replace("\n", " ").split(","))
    return {entry[0]: tuple(entry[1:]) for entry in entries}


_VERB_TABLE = _table(_VERBS)
_NOUN_TABLE = _table(_NOUNS)


def _plural(word: str) -> str:
    """Add -s, as to a verb or a regular noun."""
    if word.endswith("sis"):
        return word[:-2] + "es"
    if word.endswith(("s", "x", "z", "ch", "sh")) and not word.endswith(("stomach", "epoch", "arch")):
        return word + "es"
    if word.endswith("arch") and word not in ("monarch", "patriarch", "matriarch"):
        return word + "es"
    if re.search(r"([^aeiou]|qu)y$", word):
        return word[:-1] + "ies"
    return word + ("es" if word in _OES else "s")


def _doubles(word: str) -> bool:
    """Tell whether the last consonant is doubled before -ed and -ing."""
    bases = {word, *(word.removeprefix(prefix) for prefix in _PREFIXES)}
    return not bases.isdisjoint(_DOUBLING) or _ONE_SYLLABLE.fullmatch(word) is not None


def _stem(word: str) -> str:
    """Return what -ed and -ing are added to."""
    if word.endswith("ic"):
        return word + "k"
    return word + word[-1] if _doubles(word) else word


def _past(word: str) -> str:
    if word.endswith("e"):
        return word + "d"
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ied"
    return _stem(word) + "ed"


def _present_participle(word: str) -> str:
    if word.endswith("ie"):
        return word[:-2] + "ying"
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        return word[:-1] + "ing"
    return _stem(word) + "ing"


def _pasts(word: str) -> tuple[str, ...]:
    if word in _VERB_TABLE:
        return _VERB_TABLE[word]
    for prefix in _PREFIXES:
        if word.startswith(prefix) and (verb := word.removeprefix(prefix)) in _VERB_TABLE:
            return tuple(prefix + form for form in _VERB_TABLE[verb])
    return (_past(word),)


def _plurals(word: str) -> tuple[str, ...]:
    if word.endswith("woman"):
        return (word[:-2] + "en",)
    if word.endswith("oma"):
        return (word + "s", word + "ta")
    return _NOUN_TABLE.get(word) or (_plural(word),)


@lru_cache(maxsize=4096)
def forms(word: str) -> frozenset[str]:
    """Return every inflection of the base form `word`, as a verb and as a noun, in British and American spelling."""
    if word in _WHOLE:
        return frozenset((word, *_WHOLE[word].split()))
    found = {word, *_plurals(word), *_ALSO.get(word, "").split()}
    if word in _VERB_TABLE or not (word in _NOUN_TABLE or _NOUN_ONLY.fullmatch(word)):
        found.update((*_pasts(word), _present_participle(word)))
    return frozenset(spelling for form in found for spelling in variants(form))
