"""Read who a byline names: names, degrees, registrations, roles and organisations."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from .expressions import expression

if TYPE_CHECKING:
    from collections.abc import Callable


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HONORIFICS = _words("dr doctor prof professor mr mrs ms miss mx sir dame associate assistant assoc asst")
_LEARNED = _words("dr doctor prof professor")
_CLINICAL = _words(
    """
    md do mbbs mbchb mbbch mbbchir bmbs bmbch bm bds dds dmd dpm mdcm mch pharmd rph bpharm mpharm mrpharms rn
    bsn msn np fnp fnpbc fnpc agnp crnp dnp aprn cnm pa pac pac rd rdn ldn apd dpt pt mpt ot otr od psyd
    dclinpsy lcsw lmft lpc rmn rm ccfp fcfp drcog dch dc nd do bsc(hons)nursing mrcgp mrcp mrcs mrcog mrcpsych
    mrcpch frca ffarcs fics facp facs facc faap facog faad faafp facep faan facg fccp fasn frsph
    """
)
_ACADEMIC = _words("phd dphil msc mph ms ma mba bsc ba bs mphil drph dsc med edd mha llb llm")
# fellowships and memberships of the royal and American colleges, in their many spellings
_COLLEGE = expression(r"(?:[FML]R?A?(?:RC|AC|NZC|CR|CS|CP)[A-Z]{1,6}|FRAN?[A-Z]{2,6}|FF[A-Z]{2,5})(?:\([A-Z]\w*\))?")
_PARTICLES = _words("de da di del della van von der den bin binti ibn al el la le dos du ter ten na st y bint")
_PROFESSION = expression(
    r"\b(?:\w+(?:ologist|iatrist|ometrist|ontist|pathist)|physicians?|surgeon|doctor|general practitioner|GP"
    r"|p(?:a)?ediatrician|pharmacist|nurse(?: practitioner)?|midwife|dieti[ct]ian|physiotherapist"
    r"|physical therapist|occupational therapist|psychotherapist|dentist|chiropractor|naturopath|nutritionist"
    r"|optician|paramedic|geriatrician|obstetrician|physician assistant|health visitor|acupuncturist|osteopath)\b",
    re.IGNORECASE,
)
_ROLE_WORDS = (
    r"(?:co[- ]?)?(?:founder|owner|proprietor|director|chair(?:man|woman|person)?|president|partner|shareholder)s?"
    r"|investor|chief \w+(?: \w+)? officer|officer|ceo|cmo|coo|cso|cto|employee|ambassador|advis[eo]r"
    r"|spokes(?:man|woman|person)"
)
_RANKS = "executive|managing|medical|clinical|scientific|senior|founding|group|vice|brand|general|deputy"
_ROLE = rf"(?:(?:{_RANKS})\s+)*(?:{_ROLE_WORDS})"
# nobody is described at greater length, in code points
_LONGEST = 400
_DOTS = expression(r"[.\s-]")
_SPLIT = expression(r"\s*[,;()|·•]\s*|\s+[–—-]\s+")
_END = expression(
    r"(?<![A-Z])(?<!\bDr)(?<!\bProf)(?<!\bMrs)(?<!\bMr)(?<!\bMs)(?<!\bno)(?<!ว)[.!?](?=\s|$)"
    r"|\.(?=\s+(?:Last|Next|Reviewed|Review|Updated|Published|This|The|Date|Written|Medically|Clinically|Fact)\b)|\n"
    r"|\s+on\s+(?=\d|[A-Z][a-z]{2,8}\.?\s+\d)|\s+in\s+(?=(?:[A-Z][a-z]{2,8}\s+)?\d{4})"
)
_TITLE = r"(?:Dr|Prof|Professor|Mr|Mrs|Ms|Miss)\b"
_ANOTHER = expression(rf"\s*(?:,\s*)?(?:\band\b|&)\s+(?=[^\W\d_a-z])|\s*[,;]\s*(?={_TITLE})")


class Part(NamedTuple):
    """Words of a description and their place; offsets belong to the text that holds the description."""

    text: str
    start: int
    end: int


class Person(NamedTuple):
    """Somebody whom a byline names, without honorifics; `roles` are posts such as founder or medical director."""

    name: str
    start: int
    end: int
    honorifics: tuple[str, ...] = ()
    credentials: tuple[str, ...] = ()
    registrations: tuple[str, ...] = ()
    professions: tuple[str, ...] = ()
    roles: tuple[Part, ...] = ()
    organisation: str = ""

    @property
    def clinical(self) -> bool:
        """Say whether a degree, a registration or a profession shows clinical training."""
        return bool(self.registrations or self.professions) or any(is_clinical(word) for word in self.credentials)

    @property
    def learned(self) -> bool:
        """Say whether the person is called doctor or professor."""
        return any(word.lower().rstrip(".") in _LEARNED for word in self.honorifics)

    def moved(self, place: Callable[[int, int], tuple[int, int]]) -> Person:
        """Return the person with every span put through `place`, as from a block's text to the source."""
        start, end = place(self.start, self.end)
        roles = tuple(Part(role.text, *place(role.start, role.end)) for role in self.roles)
        return self._replace(start=start, end=end, roles=roles)


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
        r"(?:registration |reg\.? |licen[cs]e |PIN )?(?:no\.?|number|#)?\s*:?\s*([A-Z]{0,4}[- ]?(?:P-)?\d{4,13}[A-Z]?)"
        r"|\b([A-Z]{3}\d{10})\b|(ว\.?\s?[\d๐-๙]{3,6})"
        r"|\b(?:licen[cs]e|registration|registered)\s+(?:no\.?|number|#)\s*:?\s*([A-Z]{0,4}[ -]?\d{3,10}[A-Z]?)",
        re.IGNORECASE,
    )


@cache
def _roles() -> re.Pattern[str]:
    return expression(rf"\b{_ROLE}(?:\s*(?:,|&|/|\+|\band\b|, and)\s*{_ROLE})*\b", re.IGNORECASE)


def registrations(text: str) -> tuple[str, ...]:
    """List the registration and licence numbers in `text` (GMC, AHPRA, Thai ว., licence no. …)."""
    return tuple(match[match.lastindex or 0].strip() for match in _registration().finditer(text))


def people(text: str, start: int = 0) -> tuple[Person, ...]:
    """Read the persons that `text` describes from `start` on, up to the end of that description.

    `Dr A B, MD, FRCSC, Medical Director & Founder at X. Last reviewed …` is one person and ends before `Last`. Whoever
    has no personal name ("our experts", "the editorial team") is nobody.
    """
    end = _description_end(text, start)
    found = []
    while start < end:
        stop, following = _next_person(text, start, end)
        person = _person(text, start, stop)
        if person:
            found.append(person)
        start = following
    return tuple(found)


def _next_person(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the description at `start` ends and the next one starts; "Founder and Director" is one."""
    for cut in _ANOTHER.finditer(text, start, end):
        parts = _parts(text, cut.end(), end)
        if parts and _name(parts[0].text)[1]:
            return cut.span()
    return end, end


def _description_end(text: str, start: int) -> int:
    longest = min(start + _LONGEST, len(text))
    match = _END.search(text, start, longest)
    return match.start() if match else longest


def _person(text: str, start: int, end: int) -> Person | None:
    parts = _parts(text, start, end)
    if not parts:
        return None
    honorifics, name, rest = _name(parts[0].text)
    if not name:
        return None
    whole = text[start:end]
    credentials = [word for word in rest.split() if is_credential(word)]
    for part in parts[1:]:
        credentials += _credentials(part.text)
    return Person(
        name,
        parts[0].start,
        _last(text, parts),
        honorifics,
        tuple(credentials),
        registrations(whole),
        tuple(match[0] for match in _PROFESSION.finditer(text, parts[0].start + len(name), end)),
        tuple(Part(match[0], *match.span()) for match in _roles().finditer(text, start, end)),
        _organisation(whole),
    )


def _last(text: str, parts: list[Part]) -> int:
    """Return where a description ends: before the full stop, behind the bracket that closes."""
    start, end = parts[0].start, parts[-1].end
    if text[end - 1] == "." and "." not in text[end - 3 : end - 1]:
        end -= 1
    closes = text[end : end + 1] == ")" and "(" in text[start:end]
    return end + closes


def _parts(text: str, start: int, end: int) -> list[Part]:
    """Cut a description at its commas, brackets and dashes."""
    parts, at = [], start
    for cut in [*_SPLIT.finditer(text, start, end), None]:
        stop = cut.start() if cut else end
        piece = text[at:stop]
        if piece.strip(" .:*_"):
            left = at + len(piece) - len(piece.lstrip(" .:*_"))
            parts.append(Part(text[left:stop].rstrip(), left, left + len(text[left:stop].rstrip())))
        at = cut.end() if cut else end
    return parts


def _name(text: str) -> tuple[tuple[str, ...], str, str]:
    """Split `Dr Jane de Vries MD` into honorifics, name and what follows; no name when it is no person's."""
    words = text.split()
    at = 0
    while at < len(words) and words[at].lower().rstrip(".") in _HONORIFICS:
        at += 1
    stop = at
    while stop < len(words) and _is_name_word(words[stop], stop > at):
        stop += 1
    while stop > at and words[stop - 1].lower() in _PARTICLES:
        stop -= 1
    enough = stop - at >= (1 if at else 2)
    return tuple(words[:at]), " ".join(words[at:stop]) if enough else "", " ".join(words[stop:])


_NO_NAMES = _words(
    """
    our the a an this team staff board editorial editors editor medical clinical expert experts admin
    administrator committee panel department reviewed review health doctors physicians university hospital
    clinic institute centre center government agency association society foundation news desk content writers
    chief founder owner director president officer ceo consultant specialist last next on in at
    """
)


def _is_name_word(word: str, later: bool) -> bool:
    lower = word.lower()
    if lower in _NO_NAMES or is_credential(word):
        return False
    if later and lower in _PARTICLES:
        return True
    # scripts without capitals (Thai, Arabic) count as names; Latin words must be capitalised
    return word[0].isalpha() and (word[0].isupper() or not word[0].islower()) and not any(c.isdigit() for c in word)


def _credentials(text: str) -> list[str]:
    words = text.replace("/", " ").split()
    return [word.strip(".") if word.count(".") == 1 else word for word in words if is_credential(word)]


_PLACE = expression(
    r"\b(?:at|of|for|with|from)\s+((?:the\s+)?(?:[^\W\d_a-z][\w'’&-]*)(?:\s+(?:of|and|&|for|the|[^\W\d_a-z][\w'’&-]*))*)"
)


def _organisation(text: str) -> str:
    """Return the name after "at", "of" …, as in "Founder of Acme Health"."""
    match = _PLACE.search(text)
    return match[1] if match else ""
