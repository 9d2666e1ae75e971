"""Cut the normal text of one block into sentences.

Every cut falls on white space, and each is decided by the words around it alone: `sentence_at` looks at one place and
agrees with `sentences`.
"""

from __future__ import annotations

from ..expressions import expression

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# No sentence ends at titles and at abbreviations that point forward …
_FORWARD = _words("""
    dr drs prof mr mrs ms mx messrs fig figs eq eqs vs cf viz e.g i.e eg ie approx resp incl excl subsp ssp dept
    Dr Drs Prof Mr Mrs Ms Mx Messrs Fig Figs Eq Eqs Vs E.g I.e Approx Dept
""")
# … at names, unless a word follows that often starts a sentence …
_NAMES = _words("""
    St Ste Mt Ft Gen Col Capt Lt Sgt Maj Sen Rep Gov Hon Rev Fr Sr Jr Bros Co Corp Inc Ltd Govt al
""")
_JOURNALS = _words("""
    Acad Am Anaesth Anat Anesth Ann Appl Arch Assoc Biochem Biol Biomed Br Bull Cardiol Chem Clin Coll Comp
    Curr Dermatol Dis Endocrinol Epidemiol Eur Exp Gastroenterol Genet Gynecol Hepatol Hosp Immunol Infect
    Inst Int Intern Jpn Lett Med Metab Microbiol Mol Natl Nephrol Neurol Neurosci Nurs Nutr Obstet Oncol
    Ophthalmol Opin Orthop Otolaryngol Pathol Pediatr Pharm Pharmacol Pharmacother Physiol Plast Pract Prev
    Proc Prog Psychiatr Psychol Pulm Radiol Rehabil Reprod Res Respir Rheumatol Sci Soc Suppl Surg Syst
    Technol Ther Thromb Toxicol Transl Transplant Trop Univ Urol Vasc Vet Virol
""")
# … and before a number.
_NUMBERED = _words("""
    no nos nr vol vols iss pp p pg pgs ch chap chaps sec para ref refs tab tabs app appx ed eds ver v n ca c
    circa max min avg No Nos Nr Vol Vols P Pp Ch Chap Sec Sect Art Ref Refs Tab App Jan Feb Mar Apr Jun Jul
    Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thurs Fri Sat Sun
""")
_STARTERS = _words("""
    A About According Additionally After Again All Also Although Always An And Another Any Are As Ask At Avoid
    Based Because Before Below Both But By Can Check Clinical Common Compared Consult Contact Could
    Dermatologists Despite Did Do Doctors Does Due During Each Either Even Every Experts Few Finally First
    Follow For From Further Furthermore Get Given Has Have He Her Here His How However I If In Indeed
    Individuals Instead Is It Its Just Keep Later Learn Like Many Meanwhile More Moreover Most Much My Neither
    Never Nevertheless Next No None Nonetheless Nor Not Now Often On Once One Only Or Other Others Otherwise
    Our Out Overall Patients People Perhaps Please Possible Rarely Read Researchers Results Scientists See
    Seek Several She Should Side Similarly Since So Some Sometimes Speak Still Studies Such Symptoms Take Talk
    Tell Than That The Their Then There Therefore These They This Those Though Through Thus To Today Together
    Treatment Two Unless Unlike Until Usually Was We Were What When Whenever Where Whereas Whether Which While
    Who Why With Within Without Women Yes Yet You Your
""")
# A lone capital is an initial after a name and after these words, and part of a name (cyclosporin A) after others …
_BEFORE_INITIALS = _words("""
    a an and as asked at author authors but by called contact doctor editor for from in is late like named of on or
    physician reviewer said says surgeon than that the to when with writes wrote
""")
# … and after these with a capital.
_LETTERED = _words("""
    Appendix Arm Category Class Coenzyme Compound Factor Figure Grade Group Groups Haemophilus Hemophilia Hepatitis
    Immunoglobulin Influenza Level Option Part Phase Plan Protein Schedule Stage Step Strain Table Type Types Vitamin
    Vitamins
""")
_ZONES = _words("""
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday EST EDT ET CST PST GMT UTC
""")

# Marks, the number of a note, closing quotes and brackets, citations, white space. No part can match in two ways.
_END = expression(
    r"([.!?…](?<![.!?…]{2})[.!?…]*+)((?<=[a-z)][.])[0-9]{1,3}(?:[,–-][0-9]{1,3}){0,9}+(?=\s))?"
    r"([\"'”’»)\]]*+)(?:\[[0-9][0-9,– -]{0,20}\]){0,9}+(\s++)"
)
_NEXT = expression(r"[\"'“‘«(\[]*+([^\W_]*+)")
_LOWER_NAME = expression("[a-z]{1,4}[A-Z0-9]")
_INITIALS = expression(r"(?:[A-Za-z]{1,2}\.)*[A-Za-z]")
_ENUMERATOR = expression("[0-9]{1,3}|[A-Za-z]|[ivx]{1,5}")
# the ends of all words above that are long; another word of so many small letters ends a sentence before a capital
_LONG = 6
_TAILS = frozenset(word[-_LONG:] for word in _FORWARD | _NAMES | _JOURNALS | _NUMBERED if len(word) >= _LONG)
_REACH = 40
_WINDOW = 400


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences of one block, in order, without the white space between them."""
    start = len(text) - len(text.lstrip())
    spans = []
    for end in _END.finditer(text):
        stop, after = end.span()
        if after < len(text) and (_is_plain_end(text, stop, after) or _is_end(text, end)):
            spans.append((start, end.start(4)))
            start = after
    return [*spans, (start, len(text.rstrip()))] if start < len(text) else spans


def sentence_at(text: str, offset: int) -> tuple[int, int]:
    """Return the span of the sentence around an offset, as in `sentences`; white space belongs to what precedes it."""
    reach = _WINDOW
    while True:
        low = max(0, offset - reach)
        start, stop = (0 if low else len(text) - len(text.lstrip())), -1
        for end in _END.finditer(text, low):
            stop_at, after = end.span()
            if after < len(text) and (_is_plain_end(text, stop_at, after) or _is_end(text, end)):
                if after > offset:
                    stop = end.start(4)
                    break
                start = after
        if start or not low:
            return start, stop if stop >= 0 else len(text.rstrip())
        reach *= 4


def _is_plain_end(text: str, stop: int, start: int) -> bool:
    """Tell at a glance, as most can be, that a full stop behind a long word ends a sentence before a capital."""
    if start != stop + 2 or text[stop] != "." or not text[start].isupper() or stop < _LONG:
        return False
    tail = text[stop - _LONG : stop]
    return tail.isalpha() and tail.islower() and tail not in _TAILS


def _is_end(text: str, end: re.Match[str]) -> bool:
    """Tell whether a sentence ends at marks that white space follows."""
    mark, note, closing = end[1], end[2], end[3]
    following = _NEXT.match(text, end.end())
    word = following[1] if following else ""
    before = _word_before(text, end.start())
    if word[:1].islower() and not _LOWER_NAME.match(word):
        return not closing and _ends_before_lower(mark, before)
    if mark != ".":
        return bool(before) or mark[0] not in ".…"
    if note or word[:1].isdigit():
        return _ends_before_number(text, end.start(), before)
    return _ends_before_capital(text, end.start(), before, word)


def _word_before(text: str, stop: int) -> str:
    """Return the characters between white space and `stop`, without opening quotes and brackets."""
    low = max(0, stop - _REACH)
    start = max(text.rfind(" ", low, stop), text.rfind("\n", low, stop), low - 1) + 1
    return text[start:stop].lstrip("\"'“‘«([")


def _ends_before_lower(mark: str, before: str) -> bool:
    """Tell whether a small letter may start a sentence: after a whole word, as in a list that lost its layout."""
    if mark != ".":
        return mark[0] in "!?"
    return len(before) > 3 and before.replace("-", "").isalpha() and before.islower() and before not in _FORWARD


def _ends_before_number(text: str, stop: int, before: str) -> bool:
    if before in _NUMBERED or before in _JOURNALS or before in _NAMES or before in _FORWARD:
        return False
    return not _INITIALS.fullmatch(before) and not _is_enumerator(text, stop, before)


def _ends_before_capital(text: str, stop: int, before: str, word: str) -> bool:
    if before in _FORWARD or _is_enumerator(text, stop, before):
        return False
    if before in _NAMES or before in _JOURNALS:
        return word in _STARTERS
    if before.lower() in ("a.m", "p.m"):
        return word not in _ZONES
    if _INITIALS.fullmatch(before):
        return word in _STARTERS or (len(before) == 1 and _is_lettered(text, stop))
    return True


def _is_enumerator(text: str, stop: int, before: str) -> bool:
    """Tell whether `before` numbers a list item: nothing, or the end of a sentence, stands in front of it."""
    if not _ENUMERATOR.fullmatch(before):
        return False
    front = text[max(0, stop - len(before) - _REACH) : stop - len(before)].rstrip("\"'“‘«([ \n")
    if not front.endswith("."):
        return not front or front[-1] in "!?…:;"
    word = _word_before(front, len(front) - 1)
    return word not in _NUMBERED and word not in _FORWARD


def _is_lettered(text: str, stop: int) -> bool:
    """Tell whether the letter before `stop` belongs to a name such as vitamin C or MPS I, or is a small letter."""
    if text[stop - 1].islower():
        return True
    before = _word_before(text, stop - 2).rstrip(",")
    if before[:1].islower():
        return before not in _BEFORE_INITIALS
    return before in _LETTERED or (len(before) > 1 and before.isupper())
