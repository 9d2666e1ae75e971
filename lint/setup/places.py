"""Guess where a site is published by its address, language, telephone numbers, prices and spelling."""

from __future__ import annotations

import re
from collections import Counter

from ..model import JURISDICTIONS
from ..values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_EU = """at be bg cy cz de dk ee es fi fr gr hr hu ie it lt lu lv mt nl pl pt ro se si sk eu"""
_DOMAINS = dict.fromkeys(_EU.split(), "eu") | {place: place for place in JURISDICTIONS} | {"gov": "us"}
_REGIONS = {"GB": "uk", **{name.upper(): place for name, place in _DOMAINS.items()}}
_EU_CALLING = """30 31 32 33 34 36 39 40 43 45 46 48 49 351 352 353 356 357 358 359 370 371 372 385 386 420 421"""
_CALLING = dict.fromkeys(_EU_CALLING.split(), "eu")
_CALLING |= {"44": "uk", "61": "au", "66": "th", "91": "in", "65": "sg", "971": "ae", "1": "us"}
_SETTING = re.compile(
    r"""\b(?:base_?url|site_?url|url|site|domain|homepage)["']?\s*[:=]\s*["']?https?://([\w.-]+)""", re.IGNORECASE
)
_CANONICAL = re.compile(
    r"""(?:rel=["']?canonical["']?\s+href=|property=["']?og:url["']?\s+content=)["']?https?://([\w.-]+)""",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(
    r"""\b(?:html\s+lang|lang|language|languagecode|locale|defaultlocale|og:locale["']\s+content)["']?\s*[:=]\s*["']?"""
    r"""(?P<language>[a-z]{2})(?:[-_](?P<region>[a-z]{2}))?\b""",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(
    rf"(?<![\w+])\+({'|'.join(sorted(_CALLING, key=len, reverse=True))})(?:[\s().-]*\d){{7,11}}(?!\d)"
)
# three letters are also a disease (CAD), a laboratory value (INR) and a device (AED): only before a price
_PRICES = (
    ("uk", "£", r"£\s?\d|\bGBP\s?\d\d"),
    ("eu", "€", r"€\s?\d|\d\s?€|\bEUR\s?\d\d"),
    ("th", "฿", r"฿\s?\d|\d\s?(?:baht|THB|บาท)|\bTHB\s?\d\d"),
    ("in", "₹", r"₹\s?\d|\bRs\.?\s?\d\d"),
    ("sg", "S$", r"(?<![A-Z])S\$\s?\d|\bSGD\s?\d\d"),
    ("au", "A$", r"\bAU?\$\s?\d|\bAUD\s?\$?\d\d"),
    ("ca", "C$", r"\bCA?\$\s?\d|\bCAD\s?\$\d\d"),
    ("ae", "AED", r"\bAED\s?\d\d|\d\s?(?:AED|dirhams?)\b|د\.إ"),
    ("us", "$", r"\bUSD?\s?\$?\d\d|(?<![A-Z\w])\$\s?\d"),
)
_REGISTERS = (
    ("uk", re.compile(r"\b(?:CQC|Care Quality Commission|GPhC|GMC (?:no|number|reg))\b")),
    ("au", re.compile(r"\bAHPRA\b")),
    ("ca", re.compile(r"\bCollege of Physicians and Surgeons of\b")),
    ("ae", re.compile(r"\bMOHAP\b|\b(?:DHA|DoH)[ -][Ll]icen[cs]e")),
    ("th", re.compile(r"[\u0e01-\u0e5b]{12}")),
)
_REGISTER_NAMES = {
    "uk": "the CQC, GMC or GPhC",
    "au": "AHPRA",
    "ca": "a Canadian college",
    "ae": "an Emirati licence",
    "th": "text in Thai",
}
_BRITISH = re.compile(
    r"\b(?:colour|centre|programme|paediatric|anaesth|haem|oestrogen|tumour|fibre|ageing|\w{4,}ised?)\b"
)
_AMERICAN = re.compile(r"\b(?:color|center|program|pediatric|anesth|hem|estrogen|tumor|fiber|aging|\w{4,}ized?)\b")

# how much a sign says, and what one needs to be believed
_STRONG, _WEAK, _ENOUGH = 2, 1, 2
_SHARE = 0.03


class Sign(NamedTuple):
    """Something that speaks for a place, in words, and how much it weighs."""

    place: str
    said: str
    weight: int


def guess(settings: str, articles: Sequence[str]) -> dict[str, list[str]]:
    """Return the places that enough speaks for, each with its signs in words.

    `settings` is the text of the site's settings and templates, `articles` are the sources of some articles.
    """
    signs = [*_stated(settings, articles), *_counted(settings, articles), *_spelt(articles)]
    weights: Counter[str] = Counter()
    for sign in signs:
        weights[sign.place] += sign.weight
    return {
        place: [sign.said for sign in signs if sign.place == place]
        for place, weight in weights.items()
        if weight >= _ENOUGH
    }


def host(settings: str, articles: Sequence[str]) -> str:
    """Return the address at which the site is published, empty where nothing says it."""
    hosts = Counter(match[1].lower() for text in (settings, *articles) for match in _CANONICAL.finditer(text))
    hosts.update(match[1].lower() for match in _SETTING.finditer(settings))
    return max(hosts, key=lambda name: (hosts[name], name), default="")


def _stated(settings: str, articles: Sequence[str]) -> Iterator[Sign]:
    """Yield what the address and the language of the site say."""
    own = host(settings, articles)
    if place := _DOMAINS.get(own.rpartition(".")[2]):
        yield Sign(place, f"the address {own}", _STRONG)
    for match in _LANGUAGE.finditer(settings):
        language, region = match["language"].lower(), (match["region"] or "").upper()
        if region in _REGIONS or language == "th":
            # en-US is what generators write by themselves
            weight = _WEAK if region == "US" else _STRONG
            yield Sign(
                _REGIONS.get(region, "th"), f"the language {match['language']}{'-' * bool(region)}{region}", weight
            )
            return


def _counted(settings: str, articles: Sequence[str]) -> Iterator[Sign]:
    """Yield what telephone numbers, prices and registers say, where they are more than an exception."""
    codes = sorted({match[1] for text in (settings, *articles) for match in _TELEPHONE.finditer(text)})
    looked = [
        *((_CALLING[code], f"telephone numbers +{code}", _telephone(code)) for code in codes),
        *((place, f"prices in {mark}", re.compile(pattern)) for place, mark, pattern in _PRICES),
        *((place, f"{_REGISTER_NAMES[place]}", pattern) for place, pattern in _REGISTERS),
    ]
    for place, said, pattern in looked:
        count = sum(bool(pattern.search(text)) for text in articles)
        enough = count and count >= _SHARE * len(articles)
        if enough or pattern.search(settings):
            where = f" ({count} {'article' if count == 1 else 'articles'})" if enough else " (on every page)"
            yield Sign(place, said + where, _WEAK if place == "us" else _STRONG)


def _telephone(code: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w+])\+{code}(?:[\s().-]*\d){{7,11}}(?!\d)")


def _spelt(articles: Iterable[str]) -> Iterator[Sign]:
    """Yield what the spelling says, which is little: half of the world writes as the British do."""
    british = american = 0
    for text in articles:
        lower = text.lower()
        british += len(_BRITISH.findall(lower))
        american += len(_AMERICAN.findall(lower))
    if american > 4 * british and american > 5:
        yield Sign("us", "American spelling", _WEAK)
    if british > 4 * american and british > 5:
        yield Sign("uk", "British spelling", _WEAK)


def said(found: Mapping[str, Sequence[str]]) -> str:
    """Return the places with their signs in a sentence."""
    return "; ".join(f"{place} by {', '.join(signs)}" for place, signs in found.items())
