from __future__ import annotations

import pytest
from caveat.lint.language.normal import Edit, Normal, normalise
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("given_text", "normal"),
    [
        ("It’s ‘safe’, don´t “worry”", "It's 'safe', don't \"worry\""),
        ("«Sans risque» „ja‟", '"Sans risque" "ja"'),
        ("risk‐free risk‑free risk﹣free risk－free −5", "risk-free risk-free risk-free risk-free -5"),
        ("proven – truly — proven ‒ so ― it", "proven – truly — proven – so — it"),
        ("side\xa0effects 5\u202fmg a\u2009b\u3000c\x85d\u2028e", "side effects 5 mg a b c d e"),
        ("no   risk\t\tat \xa0 all\r\v\f!", "no risk at all !"),
        ("ri\xadsk‑fr\u200bee\ufeff \u2060now\u200d", "risk-free now"),
        ("a \u200b b\u200b c \u200bd", "a b c d"),
        ("ﬁnd ﬂow eﬀect eﬃcacy aﬄict", "find flow effect efficacy afflict"),
        ("Ｎｏ　ｒｉｓｋ！", "No risk!"),
        ("𝐜𝐮𝐫𝐞𝐬 𝟏𝟎𝟎%", "cures 100%"),
        ("сures саncer", "cures cancer"),
        ("NF-κB and ΚB", "NF-κB and KB"),
        ("TNF-α IFNβ 5µg Δ9-THC", "TNF-α IFNβ 5µg Δ9-THC"),
        ("сердце и сор", "сердце и сор"),
        ("re\u0301sume\u0301 nai\u0308ve", "résumé naïve"),
        ("2–3 °C ≥ 5 … ™", "2–3 °C ≥ 5 … ™"),
        ("❤\ufe0f 👩\u200d⚕\ufe0f", "❤ 👩⚕"),
    ],
)
def test_gives_one_form_to_what_looks_the_same(given_text: str, normal: str) -> None:
    assert normalise(given_text).text == normal


def test_tidy_ascii_is_its_own_normal_form() -> None:
    text = 'No risk -- "none" at all.\nIt\'s 100% safe.\n'
    normal = normalise(text)
    assert normal == Normal(text, text.lower(), ())
    assert normal.text is text


def test_characters_of_one_width_need_no_map() -> None:
    assert normalise("“It’s\xa0‘risk‑free’”").edits == ()


def test_leads_back_over_what_changed_its_length() -> None:
    normal = normalise("a  b\u200bc ﬁn\u00ad")
    assert normal.text == "a bc fin"
    assert normal.edits == (Edit(1, 2, 1, 3), Edit(3, 3, 4, 5), Edit(5, 7, 7, 8), Edit(8, 8, 9, 10))
    assert [normal.original(offset) for offset in range(9)] == [0, 1, 3, 5, 6, 7, 7, 8, 10]


@pytest.mark.parametrize(
    ("given_text", "words", "place"),
    [
        ("It has  no\xa0\xa0risk.", "no risk", "no\xa0\xa0risk"),
        ("no ri\xads\u200bk!", "risk", "ri\xads\u200bk"),
        ("\u200brisk\u200b!", "risk", "risk"),
        ("is ﬁne", "fine", "ﬁne"),
        ("eﬃcacy", "eff", "eﬃ"),
        ("eﬃcacy", "icacy", "ﬃcacy"),
        ("a re\u0301sume\u0301.", "résumé", "re\u0301sume\u0301"),
        ("a  b", " ", "  "),
        ("\ufeffсure", "cure", "сure"),
    ],
)
def test_places_words_in_the_text_as_given(given_text: str, words: str, place: str) -> None:
    normal = normalise(given_text)
    start = normal.text.index(words)
    first, last = normal.span(start, start + len(words))
    assert given_text[first:last] == place


def test_an_empty_span_has_an_empty_place() -> None:
    assert normalise("a  b").span(2, 2) == (3, 3)
    assert normalise("").span(0, 0) == (0, 0)


def test_lower_case_keeps_every_place() -> None:
    normal = normalise("İSTANBUL’S ẞ ΟΔΟΣ")
    assert normal.lower == "istanbul's ß οδος"
    assert len(normal.lower) == len(normal.text)


SIGNS = st.sampled_from("aZé İ \t\n\r\xa0\u2009\u200b\xad\u200d\ufeff\u0301\u034fﬁﬃｆ！𝐜сοα’“”‑–—−\u2028\x85.١")
TEXTS = st.text(SIGNS | st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=2000, deadline=None)
@given(TEXTS)
def test_every_place_is_kept_in_order(text: str) -> None:
    normal = normalise(text)
    assert len(normal.lower) == len(normal.text)
    ends = 0
    for offset in range(len(normal.text)):
        start, end = normal.span(offset, offset + 1)
        assert 0 <= start < end <= len(text)
        assert start >= ends or (start, end) == normal.span(offset - 1, offset)
        assert normalise(text[start:end]).text.count(normal.text[offset]) or text[start] in "сοа"
        ends = end


@settings(max_examples=2000, deadline=None)
@given(TEXTS)
def test_line_feeds_stay_one_to_one(text: str) -> None:
    normal = normalise(text)
    places = [normal.original(offset) for offset, sign in enumerate(normal.text) if sign == "\n"]
    assert places == [offset for offset, sign in enumerate(text) if sign == "\n"]
    assert normal.text == "\n".join(normalise(line).text for line in text.split("\n"))


def test_a_mathematical_letter_in_a_latin_word_is_latin() -> None:
    assert normalise("A\U0001d720").text == "AE"


@settings(max_examples=2000, deadline=None)
@given(TEXTS)
def test_the_normal_form_is_normal(text: str) -> None:
    normal = normalise(text)
    assert normalise(normal.text).text == normal.text
    assert "  " not in normal.text


@pytest.mark.parametrize("run", ["\u200b", " ", "ﬁ", "с", "aс", "a\u0301", "e\u0301\u0301", "’", "\xa0\n", "a", "é"])
def test_long_hostile_text_comes_to_an_end(run: str) -> None:
    text = f"x{run * 50_000}x"
    normal = normalise(text)
    assert normal.span(0, len(normal.text)) == (0, len(text))
