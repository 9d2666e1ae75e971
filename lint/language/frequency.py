"""Tell roughly how often a word stands in health prose; only the order matters, to choose what to search for."""

from __future__ import annotations

from functools import cache

# How many of a million words, and the words; counted in public health information and rounded.
_PER_MILLION = {
    40_000: ", . the of and to in a",
    15_000: "is or for are with that - ( ) :",
    7_000: "as be can your you may if have this it by on from not at an s i ; / \" '",
    2_500: """
        these which they about health when who what how other people all will some such has also one often more do
        blood cells cause symptoms disease treatment cancer risk but their called person most gene get ? %
    """,
    1_000: """
        there no any we our us been was were should than so into up out only use used many body heart children skin help
        condition patients sometimes usually because common causes type types include including medical after during
        before test tests doctor affected between need first two time small large number early treat family genetic
        cell syndrome brain women pain high low care problems treatments find new research information
        ! & + $ £ € = [ ]
    """,
    500: """
        his her he she its my me them then where while each both several through without within under over very well
        different certain important like make made makes known does did had having being same system level levels part
        parts normal work less years year days day weeks months age week hours long life men adults child baby person's
        drug drugs medicine medicines surgery therapy liver kidney bone muscle muscles eye eyes infection infections
        virus vaccine vaccines immune pressure weight diabetes changes loss cases signs sign others protein specific
        severe rare develop develops occur occurs caused inherited lead leads found given take taking check study
        studies clinical trials prevent protect spread provider healthcare doctors way keep back effects results
        help helps reduce increase increased include safe food eat water product products home school
    """,
    200: """
        best better good great free full natural proven guarantee real right sure never always just even now here still
        again every everyone anyone nothing something thing things lot must could would might cannot want look feel
        feeling see say says said know think tell ask give gives go goes going come comes start stop show shows shown
        seen works working effective effect benefit benefits improve improves improved recovery results session sessions
        clinic hospital nurse patient health-care heal healing cure cures cured relief relieve support boost energy
        stress sleep mood mind head face hair hands hand legs arm joint joints knee hip nerve lung lungs stomach breast
        ear mouth teeth throat neck bladder bowel thyroid prostate colon hearing vision breathing diet exercise
        cold flu fever cough stroke attack failure damage injury bleeding swelling inflammation tumor tumors tumour
        tumours cancers disorder disorders diseases conditions diagnosis diagnosed scan dose doses pill pills tablet
        tablets injection cream side serious chronic acute mild advanced advice available approved evidence science
        scientific trial safety death deaths chance higher lower more-than percent per cent rate rates three four five
        ten million million's world country government agency department office page site contact call visit learn read
        place area left right top whole complete total short quick fast slow strong weak light red white black growth
        hormone hormones cholesterol sugar salt fat vitamin oxygen acid tissue tissues organ organs bones gland glands
        chemotherapy radiation transplant procedure procedures steps step plan program programs services service staff
        team experts expert parents mother pregnant pregnancy birth infants women's men's human animals animal
        cleaning soap mask masks business home-based money pay cost price order buy offer offers today
    """,
}
_RARE = 5
_LONG_RARE = 2


@cache
def _table() -> dict[str, float]:
    return {word: count / 1e6 for count, words in reversed(_PER_MILLION.items()) for word in words.split()}


def frequency(token: str) -> float:
    """Return the estimated share of a lower-case token in all tokens."""
    return _table().get(token, (_RARE if len(token) < 9 else _LONG_RARE) / 1e6)
