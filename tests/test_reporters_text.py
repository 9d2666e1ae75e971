from __future__ import annotations

from datetime import date

from caveat.lint.model import Authority, Failure, Finding, Lines, Reading, Report, Severity
from caveat.lint.reporters.text import Look, render

TODAY = date(2026, 2, 1)
LAW = Authority("uk/cap-12.9", "Advertising Standards Authority", "CAP Code", "rule 12.9", "https://x", "", True)
SOURCE = "# Vesicles\n\n**No tumour risk**: they cannot\n  grow at all.\n"


def finding(words: str, **changes: object) -> Finding:
    start = SOURCE.index(words)
    end = start + len(words)
    line, column = Lines(SOURCE).at(start)
    end_line, end_column = Lines(SOURCE).at(end)
    made = Finding(
        path="vesicles.md",
        rule="claim/no-risk",
        severity=Severity.ERROR,
        message=f"“{words}” says that there is no risk.",
        advice="Say which harms were looked for.",
        start=start,
        end=end,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        quote=words,
        sentence="No tumour risk: they cannot grow at all.",
        reading="asserted",
        authorities=("uk/cap-12.9",),
        fingerprint="0123456789abcdef",
    )
    return made._replace(**changes)  # type: ignore[arg-type]


def shown(*findings: Finding, explain: bool = False, colour: bool = False, **report: object) -> str:
    look = Look(lambda path: SOURCE, {LAW.id: LAW}, 80, colour, explain)
    return render(Report(TODAY, 1, findings, **report), look)  # type: ignore[arg-type]


def test_a_finding_is_shown_with_its_line_remedy_and_law() -> None:
    assert shown(finding("No tumour risk")) == (
        "vesicles.md\n"
        "  3:3  error  claim/no-risk  “No tumour risk” says that there is no risk.\n"
        "      3 │ **No tumour risk**: they cannot\n"
        "        │   ^^^^^^^^^^^^^^\n"
        "         advice: Say which harms were looked for.\n"
        "         law: CAP Code, rule 12.9\n"
        "\n"
        "1 error in 1 of 1 article.\n"
    )


def test_a_span_over_two_lines_is_underlined_on_both() -> None:
    excerpt = shown(finding("they cannot\n  grow")).splitlines()[2:6]
    assert excerpt == [
        "      3 │ **No tumour risk**: they cannot",
        "        │                     ^^^^^^^^^^^",
        "      4 │   grow at all.",
        "        │   ^^^^",
    ]


def test_advice_and_law_are_said_once_an_article() -> None:
    text = shown(finding("No tumour risk"), finding("grow at all"))
    assert [line.split(":")[0].strip() for line in text.splitlines()].count("advice") == 1
    assert text.index("advice:") < text.index("4:3")


def test_a_qualified_claim_shows_its_cue_below_the_words() -> None:
    hedged = Reading("hedged", "may", (0, 3), (4, 10))
    text = shown(finding("No tumour risk", reading="hedged", readings=(hedged,)))
    assert "        │   ^^^^^^^^^^^^^^ hedged by “may”\n" in text


def test_explain_says_what_the_cue_governs_and_what_was_excused() -> None:
    limited = Reading("limited", "at all", (33, 39), (0, 14))
    text = shown(
        finding("No tumour risk", reading="limited", readings=(limited,), because="add to basket"),
        excused=(finding("they cannot", reading="rejected", readings=(Reading("rejected", "myth"),)),),
        explain=True,
    )
    assert "         reading: limited by “at all”, over “No tumour risk”\n" in text
    assert "reading: the page sells (“add to basket”), so it is held to what a clinic may say" in " ".join(text.split())
    assert "  3:21  excused  claim/no-risk  “they cannot”: rejected by “myth”\n" in text


def test_explain_says_that_nothing_qualifies_what_is_simply_asserted() -> None:
    text = shown(finding("No tumour risk", readings=(Reading("asserted"),)), explain=True)
    assert "         reading: asserted: nothing in the sentence qualifies it\n" in text


def test_what_was_excused_is_kept_quiet_otherwise() -> None:
    assert shown(excused=(finding("they cannot"),)) == "Nothing found in 1 article.\n"


def test_two_laws_of_different_places_are_named_and_the_rest_is_counted() -> None:
    found = finding("No tumour risk", authorities=("uk/cap-12.9", "uk/a", "us/b", "us/c", "eu/d"))
    assert "         law: CAP Code, rule 12.9; us/b; 3 more: caveat explain claim/no-risk\n" in shown(found)
    law = "law: CAP Code, rule 12.9 (Advertising Standards Authority); us/b; eu/d; uk/a; us/c 1 error"
    assert law in " ".join(shown(found, explain=True).split())


def test_an_authority_that_nobody_described_is_named_by_its_id() -> None:
    assert "law: th/x\n" in shown(finding("No tumour risk", authorities=("th/x",)))


def test_a_source_that_is_gone_leaves_the_excerpt_out() -> None:
    text = render(Report(TODAY, 1, (finding("No tumour risk"),)), Look())
    assert [line.strip().split(":")[0] for line in text.splitlines()] == [
        "vesicles.md",
        "3",
        "advice",
        "law",
        "",
        "1 error in 1 of 1 article.",
    ]


def test_failures_stand_before_the_summary() -> None:
    failures = (Failure("a.docx", 0, "cannot be read", "save it as .html"), Failure("b.md", 4, "broken", ""))
    assert shown(failures=failures) == (
        "failed  a.docx: cannot be read — save it as .html\n"
        "failed  b.md:4: broken\n"
        "\n"
        "Nothing found in 1 article. 2 articles could not be judged.\n"
    )


def test_the_summary_counts_levels_and_what_was_left_out() -> None:
    one, two = finding("No tumour risk"), finding("grow at all", severity=Severity.WARNING)
    text = shown(one, one, two, suppressed=(one,), known=(one, two))
    assert text.endswith("2 errors and 1 warning in 1 of 1 article. 1 suppressed, 2 known from the baseline.\n")


def test_nothing_from_an_article_can_steer_the_terminal() -> None:
    evil = finding("No tumour risk", message="\x1b[2Jx\u202e", path="\x1b]0;a.md", advice="\x9b")
    text = shown(evil, failures=(Failure("\x1b", 0, "\x1b", "\x1b"),))
    assert not [
        character for character in text if character != "\n" and (character < " " or "\x7f" <= character <= "\x9f")
    ]


def test_colours_are_only_added() -> None:
    import re

    plain, coloured = shown(finding("No tumour risk")), shown(finding("No tumour risk"), colour=True)
    assert coloured != plain
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain
