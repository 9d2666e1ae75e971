"""Recognise degrees, memberships and registrations behind a name."""

from __future__ import annotations

import re
from functools import cache

from .expressions import expression


def words(text: str) -> frozenset[str]:
    """Return the words of a list that is written as text."""
    return frozenset(text.split())


_CLINICAL = words(
    """
    md do mbbs mbchb mbbch mbbchir bmbs bmbch bm mb chb bch bchir bao bds dds dmd dpm mdcm mch pharmd rph bpharm
    mpharm mrpharms rn bsn msn np fnp fnpbc fnpc agnp crnp dnp aprn cnm pa pac pac rd rdn ldn apd dpt pt mpt ot otr
    od psyd dclinpsy lcsw lmft lpc rmn rm ccfp fcfp drcog dch dc nd do bsc(hons)nursing mrcgp mrcp mrcs mrcog
    mrcpsych mrcpch frca ffarcs fics facp facs facc faap facog faad faafp facep faan facg fccp fasn frsph ccrn cen
    cde cdces bc-adm ibclc fnpc anpbc agpcnpbc whnpbc pmhnpbc cnsc cns lmhc lpcc lcpc licsw crna cnl bcps bcacp cpnp
    aud slp ccc-slp otd mrpharm frpharms rgn rscn spr cct facem fachpm fahms frsm frsb ffph mfph csp bams bhms bums
    bnys bpt dnb mrcem frcem
    """
)
_ACADEMIC = words(
    "phd dphil msc mph ms ma mba bsc ba bs mphil drph dsc med edd mha llb llm scd mres pgdip pgcert mscr am ao ac obe "
    "mbe cbe frs frse faha fesc fhea"
)
# fellowships and memberships of the royal and American colleges, in their many spellings
_COLLEGE = expression(r"(?:[FML]R?A?(?:RC|AC|NZC|CR|CS|CP)[A-Z]{1,6}|FRAN?[A-Z]{2,6}|FF[A-Z]{2,5})(?:\([A-Z]\w*\))?")
_DOTS = expression(r"[.\s-]")


def is_clinical(credential: str) -> bool:
    """Say whether a degree or membership belongs to a health profession: MD does, PhD does not."""
    bare = _DOTS.sub("", credential)
    return bare.lower() in _CLINICAL or bool(_COLLEGE.fullmatch(bare))


def is_credential(word: str) -> bool:
    """Say whether `word` is a degree, a membership or a registration title."""
    bare = _DOTS.sub("", word)
    if not bare[:1].isupper() or not any(letter.isupper() for letter in bare[1:]):
        return False
    return bare.lower() in _ACADEMIC or is_clinical(word)


@cache
def _registration() -> re.Pattern[str]:
    return expression(
        r"\b(?:GMC|GPhC|GDC|NMC|HCPC|GOC|Ahpra|AHPRA|MCR|NPI|CPSO|DHA|DOH|MOHAP)\b[^\w\n]{0,3}"
        r"(?:registration |registered |reg\.? |reference |ref\.? |licen[cs]e |PIN )?(?:no\b\.?|number|PIN|#)?\s*:?\s*"
        r"([A-Z]{0,4}[- ]?(?:P-)?\d{4,13}[A-Z]?|\d\d[A-Z]\d{4}[A-Z])"
        r"|\b([A-Z]{3}\d{10})\b|(ว\.?\s?[\d๐-๙]{3,6})|(?:เลขที่)?ใบอนุญาต(?:เลขที่|ฯ)?\s*(ว?\.?\s?[\d๐-๙]{3,6})"
        r"|\b(?:licen[cs]e|registration|registered)\s+(?:no\.?|number|#)\s*:?\s*([A-Z]{0,4}[ -]?\d{3,10}[A-Z]?)",
        re.IGNORECASE,
    )


def registrations(text: str) -> tuple[str, ...]:
    """List the registration and licence numbers in `text` (GMC, AHPRA, Thai ว., licence no. …)."""
    return tuple(match[match.lastindex or 0].strip() for match in _registration().finditer(text))
