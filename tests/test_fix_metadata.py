from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from caveat.lint.engine import Options
from caveat.lint.repair import files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from caveat.lint.repair.mend import Mended

    Fixer = Callable[..., tuple[str, Mended]]

LASER = """\
The laser warms the skin below the scar. Most people need four rounds of treatment, a month apart. Redness after the \
laser lasts a day or two, and the skin may turn darker for some weeks. This is no medical advice. Ask your doctor."""
BYLINE = "Medically reviewed by Ana Ruiz, MD, on 3 May 2026."
WHO = "# caveat: fill in who reviewed the article, with credentials"
WHEN = "# caveat: fill in the day of the review, as in 2026-05-03"


@pytest.fixture
def fix(tmp_path: Path) -> Fixer:
    """Return a function that mends an article twice: its text then, and what the first time came to."""

    def run(source: str, name: str = "a.md", **choice: tuple[str, ...]) -> tuple[str, Mended]:
        (tmp_path / "caveat.yaml").write_text("operator: clinic\njurisdictions: [uk]\n")
        path = tmp_path / name
        path.write_bytes(source.encode())
        options = Options(date(2026, 11, 22), **choice)
        (mended,) = files.mend_all([str(path)], options, write=True)
        after = path.read_bytes()
        (again,) = files.mend_all([str(path)], options, write=True)
        assert (mended.failures, mended.broken) == ((), ())
        assert (again.done, path.read_bytes()) == ((), after)
        return after.decode(), mended

    return run


def found(mended: Mended) -> set[str]:
    return {finding.rule for finding in mended.findings if finding.rule.startswith(("page/", "suppress/"))}


@pytest.mark.parametrize(
    ("front", "added"),
    [
        ("title: Laser\n", f'reviewedBy: "" {WHO}\nlastReviewed: "" {WHEN}\n'),
        ("page_title: Laser\n", f'reviewed_by: "" {WHO}\nlast_reviewed: "" {WHEN}\n'),
        ("page-title: Laser\n", f'reviewed-by: "" {WHO}\nlast-reviewed: "" {WHEN}\n'),
        ("tags:\n  - laser\ntext: >\n  folded\n", f'reviewedBy: "" {WHO}\nlastReviewed: "" {WHEN}\n'),
        ("title: Laser\nreviewed_by:\n", f'last_reviewed: "" {WHEN}\n'),
        ("medicallyReviewedBy: ''\nlastReviewed:\n", ""),
        ("{title: Laser}\n", ""),
    ],
)
def test_blanks_are_added_as_the_other_keys_are_written(fix: Fixer, front: str, added: str) -> None:
    made, mended = fix(f"---\n{front}---\n\n# Laser\n\n{LASER}\n")
    assert made == f"---\n{front}{added}---\n\n# Laser\n\n{LASER}\n"
    assert found(mended) == {"page/review-missing"}


def test_blanks_in_toml_stand_before_the_tables(fix: Fixer) -> None:
    made, mended = fix(f"+++\ntitle = 'Laser'\n[params]\nx = 1\n+++\n\n# Laser\n\n{LASER}\n")
    added = f'reviewedBy = "" {WHO}\nlastReviewed = "" {WHEN}\n'
    assert made == f"+++\n{added}title = 'Laser'\n[params]\nx = 1\n+++\n\n# Laser\n\n{LASER}\n"
    assert found(mended) == {"page/review-missing"}


def test_a_reviewer_without_a_day_gets_a_blank_for_the_day(fix: Fixer) -> None:
    made, mended = fix("---\nreviewed_by: Ana Ruiz, MD\n---\n\n# Tea\n\nTea is warm.\n")
    assert made == f'---\nreviewed_by: Ana Ruiz, MD\nlast_reviewed: "" {WHEN}\n---\n\n# Tea\n\nTea is warm.\n'
    assert found(mended) == {"page/review-date-missing"}


@pytest.mark.parametrize("source", [f"# Laser\n\n{LASER}\n", '{"title": "Laser"}\n\n# Laser\n\n' + LASER + "\n"])
def test_front_matter_is_not_made_up(fix: Fixer, source: str) -> None:
    assert fix(source)[0] == source


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("date: 3 May 2026", "date: 2026-05-03"),
        ("date: 'May 3rd, 2026' # day", "date: '2026-05-03' # day"),
        ("params: {lastmod: 13/04/2026}", "params: {lastmod: 2026-04-13}"),
        ("last_reviewed: 2026/5/3", "last_reviewed: 2026-05-03"),
        ("updated: 3 พฤษภาคม 2569", "updated: 2026-05-03"),
        ("next_review: 31.12.2026", "next_review: 2026-12-31"),
    ],
)
def test_a_date_is_written_in_iso(fix: Fixer, before: str, after: str) -> None:
    made, mended = fix(f"---\n{before}\n---\n\nTea is warm.\n", select=("fix",))
    assert made == f"---\n{after}\n---\n\nTea is warm.\n"
    assert [(one.line, one.rule) for one in mended.done] == [(2, "fix/date-format")]


@pytest.mark.parametrize(
    "date_",
    [
        "date: 2026-05-03",
        "date: 2026-05-03T10:00:00Z",
        "date: 2026-05-03 10:00:00 +0200",
        "date: 03/04/2026",
        "date: May 2026",
        "date: 2026",
        "date: May 3, 2026 10:00 am",
        "date: 13/04/26",
        "date: Spring 2026",
        "date: 2569-05-03",
        "date: '3\\u0020May 2026'",
        'date: "3\\u0020May 2026"',
        "born: 3 May 2026",
        "title: 3 May 2026",
    ],
)
def test_any_other_date_stays_as_it_is(fix: Fixer, date_: str) -> None:
    source = f"---\n{date_}\n---\n\nTea is warm. Last updated on 3 May 2026.\n"
    assert fix(source, select=("fix",))[0] == source


LD = '<script type="application/ld+json">{"@type": "MedicalWebPage", %s}</script>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"lastReviewed": "2026-06-01"', '"lastReviewed": "2026-05-03"'),
        ('"lastReviewed": "2025-06-01T10:00:00Z"', '"lastReviewed": "2026-05-03"'),
        ('"lastReviewed": "1 June 2026"', '"lastReviewed": "2026-05-03"'),
        ('"lastReviewed": "2026-05-04T01:00:00+07:00"', '"lastReviewed": "2026-05-04T01:00:00+07:00"'),
        ('"lastReviewed": "May 2026"', '"lastReviewed": "2026-05"'),
        (
            '"lastReviewed": "2026-05", "datePublished": "03/04/2026"',
            '"lastReviewed": "2026-05", "datePublished": "03/04/2026"',
        ),
        ('"datePublished": "3 April 2026"', '"datePublished": "2026-04-03"'),
        ('"lastReviewed": "2026\\u002d06-01"', '"lastReviewed": "2026\\u002d06-01"'),
    ],
)
def test_json_ld_follows_the_byline(fix: Fixer, before: str, after: str) -> None:
    page = f"<html><head>{LD}</head><body><p>Tea is warm.</p><p>{BYLINE}</p></body></html>\n"
    made, _ = fix(page % before, "a.html")
    assert made == page % after


def test_a_day_of_change_and_a_meta_tag_follow_too(fix: Fixer) -> None:
    page = (
        f'<head><meta name="last-reviewed" content="REVIEWED">{LD}</head><p>{BYLINE} Last updated 9 August 2026.</p>\n'
    )
    made, mended = fix((page % '"dateModified": "2026-08-01"').replace("REVIEWED", "2 May 2026"), "a.html")
    assert made == (page % '"dateModified": "2026-08-09"').replace("REVIEWED", "2026-05-03")
    assert [one.rule for one in mended.done] == ["page/dates-disagree", "page/dates-disagree"]


@pytest.mark.parametrize(
    "source",
    [
        # the byline names two days
        LD % '"lastReviewed": "2026-06-01"' + f"\n\n{BYLINE}\n\nLast reviewed 4 May 2026.\n",
        # it leaves the day open
        LD % '"lastReviewed": "2026-06-01"' + "\n\nReviewed by Ana Ruiz, MD. Last reviewed May 2026.\n",
        # it has two readings
        LD % '"lastReviewed": "2026-06-01"' + "\n\nReviewed by Ana Ruiz, MD. Last reviewed 03/04/2026.\n",
        # it lies ahead
        LD % '"lastReviewed": "2026-06-01"' + "\n\nReviewed by Ana Ruiz, MD. Last reviewed 3 May 2027.\n",
        # the front matter sides with the JSON-LD
        "---\nlast_reviewed: 2026-06-01\n---\n\n" + LD % '"lastReviewed": "2026-06-01"' + f"\n\n{BYLINE}\n",
        # the value says more than the day
        f'<meta name="last-reviewed" content="1 June 2026 by Ana Ruiz, MD">\n\n{BYLINE}\n',
        # the writer knows
        "<!-- caveat: ignore-file page/dates-disagree -- two reviews -->\n\n"
        + LD % '"lastReviewed": "2026-06-01"'
        + f"\n\n{BYLINE}\n",
        # what readers see is never changed
        f'<p itemscope>Checked: <span itemprop="lastReviewed">2026-06-01</span></p>\n\n{BYLINE}\n',
    ],
)
def test_a_byline_that_is_not_clear_decides_nothing(fix: Fixer, source: str) -> None:
    assert fix(source, select=("page/dates-disagree",))[0] == source


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Tea.\n\n<!-- caveat: ignore claim/cure -- x -->\n\nTea.\n", "Tea.\n\nTea.\n"),
        ("Tea.\n\n<!-- caveat: ignore claim/cure -- x -->\nTea.\n", "Tea.\n\nTea.\n"),
        ("<!-- caveat: ignore claim/cure -- x -->\n\nTea.\n", "Tea.\n"),
        ("Tea.\n\n<!-- caveat: ignore-file claim/cure -- x -->\n", "Tea.\n"),
        ("Tea.\n\n<!-- caveat: ignore-file claim/cure -- x -->", "Tea.\n"),
        ("Tea\n<!-- caveat: ignore claim/cure -- x -->\nmilk.\n", "Tea\n\nmilk.\n"),
        ("- a\n<!-- caveat: ignore claim/cure -- x -->\n- b\n", "- a\n- b\n"),
        ("Tea <!-- caveat: ignore claim/cure -- x --> and milk.\n", "Tea and milk.\n"),
        ("Tea. <!-- caveat: ignore claim/cure -- x -->\n", "Tea.\n"),
        ("Te<!-- caveat: ignore claim/cure -- x -->a.\n", "Tea.\n"),
        (
            "<!-- caveat: ignore-start claim/cure -- x -->\n\nTea.\n\n<!-- caveat: ignore-end -->\n\nMilk.\n",
            "Tea.\n\nMilk.\n",
        ),
        (
            "Tea\n<!-- caveat: ignore-start claim/cure -- x -->\nmilk\n<!-- caveat: ignore-end -->\nsugar.\n",
            "Tea\n\nmilk\n\nsugar.\n",
        ),
        (
            "<!-- caveat: ignore claim/cure, claim/no-risk , claim/diagnose -- x -->\nThere is no risk.\n",
            "<!-- caveat: ignore claim/no-risk -- x -->\nThere is no risk.\n",
        ),
        (
            "<!-- caveat: ignore claim until 2026-11-21 -- x -->\nThere is no risk.\n",
            "There is no risk.\n",
        ),
        (
            "<!-- caveat: ignore claim until 2026-11-22 -- x -->\nThere is no risk.\n",
            "<!-- caveat: ignore claim until 2026-11-22 -- x -->\nThere is no risk.\n",
        ),
        ("{{/* caveat: ignore claim/cure -- x */}}\nTea.\n", "Tea.\n"),
        ("{% comment %}caveat: ignore claim/cure -- x{% endcomment %}\nTea.\n", "Tea.\n"),
        ("---\ncaveat:\n  ignore:\n    claim/cure: x\ntitle: Tea\n---\n\nTea.\n", "---\ntitle: Tea\n---\n\nTea.\n"),
        (
            "---\ncaveat:\n  ignore:\n    claim/cure:\n      reason: x\n      until: 2026-01-01\n"
            "    'claim/no-risk': y\n---\n\nThere is no risk.\n",
            "---\ncaveat:\n  ignore:\n    'claim/no-risk': y\n---\n\nThere is no risk.\n",
        ),
        (
            "---\ncaveat: {ignore: {claim/cure: x, claim/diagnose: y}}\ntitle: Tea\n---\n\nTea.\n",
            "---\ntitle: Tea\n---\n\nTea.\n",
        ),
        (
            "---\ncaveat:\n  ignore:\n    claim/cure: {reason: x, until: 2026-01-01}\n    claim/diagnose: y\n"
            "title: Tea\n---\n\nTea.\n",
            "---\ntitle: Tea\n---\n\nTea.\n",
        ),
        ('+++\ntitle = "Tea"\n[caveat.ignore]\n"claim/cure" = "x"\n+++\n\nTea.\n', '+++\ntitle = "Tea"\n+++\n\nTea.\n'),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_dead_suppression_goes_and_the_text_stays(fix: Fixer, before: str, after: str, end: str) -> None:
    made, mended = fix(before.replace("\n", end))
    assert made == after.replace("\n", end)
    assert found(mended) == set()


@pytest.mark.parametrize(
    ("before", "after", "name"),
    [
        ("{/* caveat: ignore claim/cure -- x */}\nTea.\n", "Tea.\n", "a.mdx"),
        ("Tea\n\n[caveat: ignore claim/cure -- x]\n\nTea is warm.\n", "Tea\n\nTea is warm.\n", "a.txt"),
        (
            "<ul>\n<li>a</li>\n<!-- caveat: ignore claim/cure -- x -->\n<li>b</li>\n</ul>\n",
            "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n",
            "a.html",
        ),
    ],
)
def test_dead_suppressions_in_other_formats(fix: Fixer, before: str, after: str, name: str) -> None:
    assert fix(before, name)[0] == after


def test_what_else_is_wrong_with_a_suppression_is_for_people(fix: Fixer) -> None:
    source = "<!-- caveat: ignore claim/cure -->\nTea.\n\n<!-- caveat: ignore claim/crue -- x -->\nTea.\n"
    made, mended = fix(source)
    assert made == source
    assert found(mended) == {"suppress/no-reason", "suppress/unknown-rule"}
