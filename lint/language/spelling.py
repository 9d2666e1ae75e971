"""Give the British and American twins of a spelling.

Rules where the language is regular (-ise/-ize, -our/-or), closed lists where a rule would invent words ("wize").
"""

from __future__ import annotations

import re
from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# Pieces of words, "British/American"; ^ and $ are the ends of the word. No American piece may lie inside its British
# twin, else the twin would grow without end.
_PIECES = """
^haema/^hema ^haemo/^hemo methaemo/methemo oxyhaemo/oxyhemo ^antihaemo/^antihemo ^autohaemo/^autohemo anaesth/anesth
^aesthet/^esthet synaesthe/synesthe paraesthesi/paresthesi dysaesthesi/dysesthesi ^oestro/^estro ^oestrad/^estrad
^oestriol/^estriol ^oestrus/^estrus ^antioestro/^antiestro ^oedem/^edem lymphoedem/lymphedem myxoedem/myxedem
papilloedem/papilledem paediatr/pediatr orthopaed/orthoped paedophil/pedophil encyclopaed/encycloped gynaec/gynec
caesare/cesare caesari/cesari sarean/sarian caesium/cesium caecum/cecum caecal/cecal faeces/feces faecal/fecal
foetus/fetus foetal/fetal ^foetid/^fetid rrhoea/rrhea rrhoeic/rrheic pnoea/pnea pnoeic/pneic coeliac/celiac
^oesoph/^esoph gastrooesoph/gastroesoph ^aetiol/^etiol homoeopath/homeopath homoeosta/homeosta amoeb/ameb
^palaeo/^paleo archaeo/archeo mediaev/mediev leucocyt/leukocyt spirochaet/spirochet ^naevus/^nevus ^naevi$/^nevi$
manoeuvre/maneuver manoeuvring/maneuvering manoeuvrab/maneuverab sulph/sulf aluminium/aluminum ^sceptic/^skeptic
^mould/^mold smoulder/smolder plough/plow defence/defense offence/offense pretence/pretense licence/license
^practise$/^practice$ ^practises$/^practices$ ^practised$/^practiced$ ^practising$/^practicing$ ^programme$/^program$
^programmes$/^programs$ gramme$/gram$ grammes$/grams$ dgement/dgment likeable/likable sizeable/sizable
moveable/movable useable/usable ^ageing$/^aging$ tiageing$/tiaging$ alogue$/alog$ alogues$/alogs$ ologue$/olog$
ologues$/ologs$ ^neurone$/^neuron$ ^neurones$/^neurons$ ^disc$/^disk$ ^discs$/^disks$ ^mum$/^mom$ ^mums$/^moms$
yoghurt/yogurt artefact/artifact moustache/mustache pyjama/pajama doughnut/donut ^cosy$/^cozy$ ^enquir/^inquir
dietitian/dietician fibreglass/fiberglass fibreoptic/fiberoptic ^jeweller/^jeweler ^jewellery/^jewelry
^woollen/^woolen ^chilli/^chili skilful/skillful ^wilful/^willful tranquilli/tranquili instalment/installment
"""

# Diseases of the blood; the American -emi- alone would take in academia and the pandemic.
_BLOOD = """
acid albumin ammon an azot bacter bilirubin calc cholesterol cyth fung galactos globulin glycerid glyc hyper insulin
isch kal leuk lipid lip magnes natr ox parasit phosphat protein septic thalass tox tular uric ur vir vol
"""


@lru_cache(maxsize=1)
def _pairs() -> list[tuple[str, str]]:
    listed = [tuple(pair.split("/")) for pair in _PIECES.split()]
    return [(pair[0], pair[1]) for pair in listed] + [(f"{root}aemi", f"{root}emi") for root in _BLOOD.split()]


def _any(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


_OUR_STEMS = """
arb ard arm behavi cand clam col demean enam endeav fav ferv flav harb hon hum lab misdemean neighb od parl ranc rig rum
sav savi splend succ tum val vap vig
"""
_OUR_ENDINGS = """
s ed edly ing ings ful fully less lessly able ably er ers ist ists ite ites itism y ies hood hoods ly igenic igenicity
igenesis
"""
_RE_STEMS = "calib cent fib goit lit lust louv meag met mit och reconnoit sab scept somb spect theat tit"
_L_STEMS = """
apparel barrel bedevil bevel cancel carol cavil channel chisel counsel dial dishevel dowel drivel duel enamel equal fuel
funnel grovel gruel initial jewel kennel label level libel marvel medal metal model panel parcel pedal pencil quarrel
ravel revel rival shovel shrivel signal snivel spiral stencil swivel tinsel total towel travel trowel tunnel unravel
victual yodel
"""
_ISE_ENDINGS = "e es ed er ers ing ings able ability ation ations ational"

# Each matches a whole word in three groups; the middle one is written either way.
_EITHER = tuple(
    (re.compile(pattern), british, american)
    for pattern, british, american in (
        (
            f"((?:anti|dis|mis|multi|non|out|re|un|under|uni|water)?{_any(_OUR_STEMS)})(our|or)({_any(_OUR_ENDINGS)}?)",
            "our",
            "or",
        ),
        ("(.*behavi|.*tum)(our|or)(al|ally|ism|ist|ists)", "our", "or"),
        (f"((?:centi|deci|epi|kilo|micro|milli|nano|poly)?{_any(_RE_STEMS)})(re|er)(s?)", "re", "er"),
        ("(.*cent|.*fib)(r|er)(ed|ing)", "r", "er"),
        (f"((?:mis|re|un|pre)?{_any(_L_STEMS)})(l?)({_any('ed ing ings er ers or ors ous ously')})", "l", ""),
        (f"({_any('fulfil enrol instil distil enthral appal')})(l?)((?:s|ment|ments)?)", "", "l"),
        ("(gr)(ey|ay)((?:s|ed|er|est|ing|ish|ness)?)", "ey", "ay"),
        ("(m)(oult|olt)((?:s|ed|ing)?)", "oult", "olt"),
        (f"(.*[ao]ly)([sz])({_any('e es ed er ers ing able')})", "s", "z"),
    )
)
_ISE = re.compile(f"(.{{2,}}[^aeou])i([sz])({_any(_ISE_ENDINGS)})")

# Words in -ise whose letters belong to the stem, among them the misspelt twins of capsize, resize …
_NOT_ISE = """
advise anise apprise arise cerise chemise cise concise demise despise devise excise incise precise premise prise remise
reprise revise rise treatise uprise valise capsise downsise outsise oversise resise rightsise supersise undersise upsise
"""
_NOT_ISE_ENDS = """
wise advertise advise chastise circumcise compromise comprise despise enterprise exercise expertise franchise improvise
merchandise moonrise mortise paradise practise precise promise sunrise supervise surmise surprise televise
"""


def _ise(word: str) -> Iterator[str]:
    match = _ISE.fullmatch(word)
    if not match:
        return
    verb = match[1] + "ise"
    if verb not in _NOT_ISE.split() and not verb.endswith(tuple(_NOT_ISE_ENDS.split())):
        yield f"{match[1]}i{'z' if match[2] == 's' else 's'}{match[3]}"


def _twins(word: str) -> Iterator[str]:
    """Yield the spellings one step away."""
    whole = f"^{word}$"
    for british, american in _pairs():
        if british in whole:
            yield whole.replace(british, american).strip("^$")
        elif american in whole:
            yield whole.replace(american, british).strip("^$")
    for pattern, british, american in _EITHER:
        if match := pattern.fullmatch(word):
            yield match[1] + (american if match[2] == british else british) + match[3]
    yield from _ise(word)


@lru_cache(maxsize=8192)
def variants(word: str) -> frozenset[str]:
    """Return every British and American spelling of the lower-case `word`, itself included."""
    found: set[str] = set()
    waiting = [word]
    while waiting:
        spelling = waiting.pop()
        if spelling not in found:
            found.add(spelling)
            waiting.extend(_twins(spelling))
    return frozenset(found)
