"""Read who a byline names: names, degrees, registrations, roles and organisations."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from .credentials import is_clinical, is_credential, registrations, words
from .expressions import expression
from .values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


_HONORIFICS = words(
    "dr drs doctor doctors prof profs professor professors mr mrs ms miss mx sir dame associate assistant assoc asst "
    "นพ พญ ทพ ทพญ ภก ภญ พว ดร ศ รศ ผศ ศ.นพ รศ.นพ ผศ.นพ ศ.พญ รศ.พญ ผศ.พญ รศ.ดร ผศ.ดร ศ.ดร นาย นาง นางสาว น.ส"
)
_LEARNED = words("dr drs doctor doctors prof profs professor professors ดร ศ รศ ผศ รศ.ดร ผศ.ดร ศ.ดร")
# Thai titles that only the members of a health profession bear
_CLINICAL_TITLES = words("นพ พญ ทพ ทพญ ภก ภญ พว ศ.นพ รศ.นพ ผศ.นพ ศ.พญ รศ.พญ ผศ.พญ")
_PARTICLES = words("de da di del della van von der den bin binti ibn al el la le dos du ter ten na st y bint")
_PROFESSION = expression(
    r"\b(?:\w+(?:ologist|iatrist|ometrist|ontist|pathist)|physicians?|surgeon|doctor|general practitioner|GP"
    r"|p(?:a)?ediatrician|pharmacist|nurse(?: practitioner)?|midwife|dieti[ct]ian|physiotherapist"
    r"|physical therapist|occupational therapist|psychotherapist|dentist|chiropractor|naturopath|nutritionist"
    r"|optician|paramedic|geriatrician|obstetrician|physician assistant|health visitor|acupuncturist|osteopath"
    r"|prescriber|board[- ]certified|diplomate|fellow of the|member of the royal|professor of \w+|consultant in)\b",
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
_SPLIT = expression(r"\s*[,;()|·•\n]\s*|\s+[–—-]\s+")
_END = expression(
    r"(?<![A-Z])(?<!\bDr)(?<!\bProf)(?<!\bMrs)(?<!\bMr)(?<!\bMs)(?<!\bDrs)(?<!\b[Nn]o)(?<!\b[Rr]e[fg])"
    r"(?<![\u0e00-\u0e7f])[.!?](?=\s|$)"
    r"|\.(?=\s+(?:Last|Next|Reviewed|Review|Updated|Published|This|The|Date|Written|Medically|Clinically|Fact)\b)"
    # degrees may stand on a line of their own
    r"|\n(?!\s*[A-Z][A-Za-z.]{0,6}[A-Z]\b)"
    r"|\s+(?:on|ON)\s+(?=\d|[A-Z][A-Za-z]{2,8}\.?\s+\d)|\s+(?:in|IN)\s+(?=(?:[A-Z][A-Za-z]{2,8}\s+)?\d{4})"
)
_TITLE = r"(?:Dr|Prof|Professor|Mr|Mrs|Ms|Miss|นพ|พญ|ภก|ภญ)\b"
_ANOTHER = expression(
    rf"\s*(?:,\s*)?(?P<and>\band\b|\bAND\b|&)\s+(?=[^\W\d_a-z])|\s*[,;]\s*(?={_TITLE})"
    r"|\s*(?P<loose>[,;])\s*(?=[^\W\d_a-z])"
)
# what may stand before a name: "our expert Dr A B", "board-certified dermatologist A B"
_LEAD = expression(
    rf".*?\s(?={_TITLE})|.*(?:\b(?:expert|colleague|reviewer|editor|consultant|specialist|{_ROLE_WORDS})"
    rf"|{_PROFESSION.pattern})\s+",
    re.IGNORECASE | re.DOTALL,
)


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
        """Say whether a degree, a registration, a profession or a title shows clinical training."""
        shown = (
            self.registrations or self.professions or any(_bare(word) in _CLINICAL_TITLES for word in self.honorifics)
        )
        return bool(shown) or any(is_clinical(word) for word in self.credentials)

    @property
    def learned(self) -> bool:
        """Say whether the person is called doctor or professor."""
        return any(_bare(word) in _LEARNED for word in self.honorifics)

    def moved(self, place: Callable[[int, int], tuple[int, int]]) -> Person:
        """Return the person with every span put through `place`, as from a block's text to the source."""
        start, end = place(self.start, self.end)
        roles = tuple(Part(role.text, *place(role.start, role.end)) for role in self.roles)
        return self._replace(start=start, end=end, roles=roles)


def _bare(word: str) -> str:
    return word.lower().rstrip(".")


@cache
def _roles() -> re.Pattern[str]:
    return expression(rf"\b{_ROLE}(?:\s*(?:,|&|/|\+|\band\b|, and)\s*{_ROLE})*\b", re.IGNORECASE)


# the articles of a site repeat the bylines of a few people
@lru_cache(maxsize=256)
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
        if parts and _begins(parts, cut["loose"]) and (cut["and"] or _described(_parts(text, start, cut.start()))):
            return cut.span()
    return end, end


def _begins(parts: list[Part], separator: str | None) -> bool:
    """Say whether a person's description begins here; behind a mere comma a degree must follow the name."""
    _, name, rest = _name(parts[0].text)
    if separator is None:
        return bool(name)
    followed = len(parts) > 1 and is_credential(parts[1].text.split()[0])
    return bool(name) and all(map(is_credential, rest.split())) and (followed or bool(rest) or separator == ";")


def _description_end(text: str, start: int) -> int:
    longest = min(start + _LONGEST, len(text))
    match = _END.search(text, start, longest)
    return match.start() if match else longest


def _person(text: str, start: int, end: int) -> Person | None:
    parts = _described(_parts(text, start, end))
    if not parts:
        return None
    honorifics, name, rest = _name(parts[0].text)
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
        tuple(_professions(text, start, end, parts[0])),
        tuple(Part(match[0], *match.span()) for match in _roles().finditer(text, start, end)),
        _organisation(whole),
    )


def _professions(text: str, start: int, end: int, named: Part) -> Iterator[str]:
    """Yield the professions that a description states, also before the name; a surname such as Nurse is none."""
    honorifics, name, _ = _name(named.text)
    first, last = named.start, named.start + len(" ".join((*honorifics, name)))
    for match in _PROFESSION.finditer(text, start, end):
        if match.end() <= first or match.start() >= last:
            yield match[0]


def _described(parts: list[Part]) -> list[Part]:
    """Begin the parts of a description with the name; a post or profession may stand before it. None without a name."""
    if not parts or _name(parts[0].text)[1]:
        return parts
    lead = _LEAD.match(parts[0].text)
    if lead and _name(parts[0].text[lead.end() :])[1]:
        first = parts[0]
        return [Part(first.text[lead.end() :], first.start + lead.end(), first.end), *parts[1:]]
    posted = len(parts) > 1 and (_roles().search(parts[0].text) or _PROFESSION.search(parts[0].text))
    return parts[1:] if posted and _name(parts[1].text)[1] else []


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
    said = text.split()
    at = 0
    while at < len(said) and _bare(said[at]) in _HONORIFICS:
        at += 1
    stop = at
    while stop < len(said) and _is_name_word(said[stop], stop > at):
        stop += 1
    while stop > at and said[stop - 1].lower() in _PARTICLES:
        stop -= 1
    enough = stop - at >= (1 if at else 2)
    return tuple(said[:at]), " ".join(said[at:stop]) if enough else "", " ".join(said[stop:])


_NO_NAMES = words(
    """
    our the a an this team staff board editorial editors editor medical clinical expert experts admin
    administrator committee panel department reviewed review health doctors physicians university hospital
    clinic institute centre center government agency association society foundation news desk content writers
    chief founder owner director president officer ceo consultant specialist last next on in at
    lab labs laboratories group inc ltd llc gmbh company network council college school services nhs trust academy media
    magazine clinics wellness partners science sciences research institutes date page article by
    published updated posted modified revised written medically clinically edited contributor contributors
    ว ว. วันที่ เมื่อวันที่ เลขที่ เลขที่ใบอนุญาต ใบอนุญาต แพทย์ ทีมแพทย์ ทีมงาน
    """
)


def _is_name_word(word: str, later: bool) -> bool:
    lower = word.lower()
    # An is a name where it does not come first
    if (lower in _NO_NAMES and not (later and word == "An")) or is_credential(word):
        return False
    if later and lower in _PARTICLES:
        return True
    # scripts without capitals (Thai, Arabic) count as names; Latin words must be capitalised
    return word[0].isalpha() and (word[0].isupper() or not word[0].islower()) and not any(c.isdigit() for c in word)


def _credentials(text: str) -> list[str]:
    said = text.replace("/", " ").split()
    return [word.strip(".") if word.count(".") == 1 else word for word in said if is_credential(word)]


_PLACE = expression(
    r"\b(?:at|of|for|with|from)\s+((?:the\s+)?(?:[^\W\d_a-z][\w'’&-]*)(?:\s+(?:of|and|&|for|the|[^\W\d_a-z][\w'’&-]*))*)"
)


def _organisation(text: str) -> str:
    """Return the name after "at", "of" …, as in "Founder of Acme Health"."""
    match = _PLACE.search(text)
    return match[1] if match else ""
