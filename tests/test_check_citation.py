"""Sources that the text names, and what lets a reader find them."""

from __future__ import annotations

from datetime import date

import pytest
from caveat.lint.checks import citation as check_citation
from caveat.lint.checks.context import Context
from caveat.lint.compiled import Compiled, load
from caveat.lint.model import Settings
from caveat.lint.readers import read

TEXT = "A 2021 trial in the Journal of Sleep Research showed shorter nights."


@pytest.fixture(scope="module")
def rulebook() -> Compiled:
    return load()


def sources(rulebook: Compiled, text: str, path: str = "a.md", rule: str = "cite/unlinked-source") -> list[str]:
    """The source text of each finding."""
    rules = [one for one in rulebook.rules if one.id == rule]
    context = Context(Settings(operator="clinic"), date(2026, 11, 22), rulebook)
    hits = check_citation.check(read(text, path), rules, context)
    return [text[hit.start : hit.end] for hit in hits]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (TEXT, "Journal of Sleep Research"),
        (
            "In the American Journal of Human Genetics, a team reported a gene in a study.",
            "American Journal of Human Genetics",
        ),
        ("A review in The Lancet Oncology found no gain.", "The Lancet Oncology"),
        ("A Harvard study found that naps help.", "Harvard"),
        ("Researchers from the University of Chiang Mai reported fewer falls.", "University of Chiang Mai"),
        ("A randomised trial published in 2019 showed no gain.", "trial published in 2019"),
        ("Research in Science showed it.", "Science"),
    ],
)
def test_the_name_of_the_source_is_the_span(rulebook: Compiled, text: str, source: str) -> None:
    assert sources(rulebook, text) == [source]


@pytest.mark.parametrize(
    "text",
    [
        "She writes for the Journal of Sleep Research.",
        "The University of Leeds opened a study centre.",
        "Science showed us the way, a report says.",
        "In 2021 the study was moved; nobody found out why.",
        "Study nurses found 2019 hard.",
        "They keep a journal, and the study showed it.",
    ],
)
def test_names_that_no_finding_rests_on(rulebook: Compiled, text: str) -> None:
    assert sources(rulebook, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "A 2021 trial in the *[Journal of Sleep Research](https://doi.org/10.1/2)* showed shorter nights.",
        "[A 2021 trial](/trials/7) in the Journal of Sleep Research showed shorter nights (https://doi.org/10.1/2).",
        f"{TEXT[:-1]} (PMID: 1234567).",
        f"{TEXT} See https://doi.org/10.1/2.",
        f"{TEXT[:-1]} (NCT01234567).",
        f"{TEXT}[^1]\n\n## References\n\n- A\n\n[^1]: A note.",
        f"{TEXT[:-1]} [1].\n\n## Sources\n\n1. Hill T. Naps.",
        f"{TEXT}\n\n## References\n\n- Hill T. Naps. *J Sleep Res* 2021.",
        f"{TEXT}\n\n**References**\n\n- Hill T. Naps. Journal of Sleep Research, 2021.",
        f"---\nreferences:\n  - title: Naps\n    journal: J. Sleep Res.\n---\n\n{TEXT}",
        "Hill et al. (2021) found it in the Journal of Naps and Nights.\n\n## References\n\nHill, Naps.",
    ],
)
def test_ways_to_find_the_source(rulebook: Compiled, text: str) -> None:
    assert sources(rulebook, text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"{TEXT[:-1]} [1].",
        f"{TEXT}\n\n## References\n\n- Hill T. Naps. Eur Heart J 2021.",
        f"{TEXT} [Book now](/book).",
        f"[Our clinic](https://clinic.example). It is old. {TEXT}",
    ],
)
def test_what_does_not_lead_to_the_source(rulebook: Compiled, text: str) -> None:
    assert sources(rulebook, text) == ["Journal of Sleep Research"]


def test_entities_and_markup_in_the_name(rulebook: Compiled) -> None:
    text = "<p>A trial in the <em>Journal of Sleep &amp; Wake</em> showed it.</p>"
    assert sources(rulebook, text, "a.html") == ["Journal of Sleep &amp; Wake"]


def test_a_list_of_references_is_no_prose(rulebook: Compiled) -> None:
    text = "# Naps\n\nText.\n\n## References\n\n- Hill T. A 2021 trial showed naps. Journal of Sleep Research.\n"
    assert sources(rulebook, text) == []
