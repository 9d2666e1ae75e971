from __future__ import annotations

from caveat.lint.readers import read
from caveat.lint.topics import limits, subject

TABLE = {
    "default": {"months": ["24", "36"]},
    "doses": {"months": ["6", "12"], "treatment": "true", "words": ["dose", "bpc-157"]},
    "treatments": {"months": ["12", "24"], "treatment": "true", "words": ["laser", "stem cell"]},
    "anatomy": {"months": ["36", "60"], "words": ["ear"]},
}


def topics(text: str) -> tuple[str, ...]:
    return subject(read(text, "a.md"), TABLE).topics


def test_one_word_in_a_heading_makes_a_topic() -> None:
    assert topics("# The ear\n\nIt hears.") == ("anatomy",)
    assert topics("---\ntitle: Stem cell facts\n---\n\nText.") == ("treatments",)


def test_in_the_text_it_takes_three() -> None:
    assert topics("# Senses\n\nThe ear. An ear.") == ()
    assert topics("# Senses\n\nThe ear. An ear. One more “ear”.") == ("anatomy",)


def test_words_with_signs_and_parts_of_words() -> None:
    assert topics("# On BPC-157\n\nText.") == ("doses",)
    assert topics("# A year of learning\n\nText.") == ()


def test_treatment_needs_the_text_to_speak_of_it() -> None:
    text = "# Laser\n\n" + "The laser is warm, and the laser is loud. " + "Word and word. " * 20
    assert subject(read(text, "a.md"), TABLE).treatment
    assert not subject(read("# Laser\n\nA word in the title alone says little.", "a.md"), TABLE).treatment


def test_a_short_page_counts_for_sellers_alone() -> None:
    text = "# Laser\n\n" + "The laser is warm, and the laser is loud. " * 5
    page = subject(read(text, "a.md"), TABLE)
    assert (page.advises("clinic"), page.advises("publisher")) == (True, False)
    long = subject(read(text * 6, "a.md"), TABLE)
    assert (long.advises("clinic"), long.advises("publisher")) == (True, True)


def test_news_and_pages_of_other_kinds_give_no_advice() -> None:
    text = "The laser is warm, and the laser is loud. " * 5
    for head in ("---\ntype: news\n---\n\n# Laser\n\n", "# Opinion: the laser\n\n", "# Privacy and the laser\n\n"):
        assert not subject(read(head + text, "a.md"), TABLE).advises("clinic")


def test_the_strictest_topic_decides() -> None:
    assert limits(("treatments", "doses", "anatomy"), TABLE, None) == ("doses", 6, 12)
    assert limits((), TABLE, None) == ("default", 24, 36)


def test_the_configuration_sets_its_own_months() -> None:
    assert limits(("doses",), TABLE, {"doses": 18}) == ("doses", 18, 24)
    assert limits((), TABLE, {"default": 6}) == ("default", 6, 18)


def test_some_topics_are_named_by_the_title_alone() -> None:
    table = {"emergencies": {"words": ["stroke"], "titled": "true"}, "doses": {"words": ["dose"], "least": "5"}}
    text = "A stroke is a stroke. No stroke is like another stroke. A dose, a dose, a dose and a dose. "
    assert subject(read(f"# Prevention\n\n{text}", "a.md"), table).topics == ()
    assert subject(read(f"# Stroke\n\n{text} One dose more.", "a.md"), table).topics == ("emergencies", "doses")


def test_a_long_text_needs_more_words_of_a_topic() -> None:
    table = {"doses": {"words": ["dose"]}}
    text = "A dose, a dose and a dose. "
    assert subject(read(f"# Notes\n\n{text}", "a.md"), table).topics == ("doses",)
    assert subject(read(f"# Notes\n\n{text}{'Sleep is sound. ' * 300}", "a.md"), table).topics == ()
