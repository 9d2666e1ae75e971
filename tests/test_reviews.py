"""`caveat reviews`: what it says of a site, in every format."""

from __future__ import annotations

import csv
import json
import os
import subprocess
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from caveat import __version__
from caveat.lint.dates import months_between
from caveat.lint.reporters.reviews_ical import fold
from caveat.lint.reporters.reviews_text import render
from caveat.lint.schedule import Standing, Summary, Survey, due
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Caveat = Callable[..., subprocess.CompletedProcess[str]]

TODAY = ("--today", "2026-11-22")
LONG = "Surgery is one option of several. " * 60


def git(*arguments: str, cwd: Path, day: str) -> None:
    outside = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    moment = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    command = ["git", "-c", "user.name=Writer", "-c", "user.email=writer@example.org", *arguments]
    subprocess.run(command, cwd=cwd, check=True, capture_output=True, env=outside | moment)


ARTICLES = {
    "doses.md": "# Doses, drops; and “more”\n\nOne.\n\nMedically reviewed by Kim Sato, MD. Last reviewed 1 May 2026.",
    "knee.md": "# Knee surgery\n\nRest.\n\nMedically reviewed by Ana Ruiz, MD. Last reviewed 15 January 2026.",
    "hip.md": "# Hip surgery\n\nRest.\n\nMedically reviewed by Ana Ruiz, MD. Last reviewed 10 December 2025.",
    "ear.md": "# How the ear works\n\nIt hears.\n\nReviewed by Ana Ruiz, MD, on 3 May 2025. Next review: June 2027.",
    "surgery.md": f"# Surgery\n\n{LONG}",
    "contact.md": "# Contact us\n\nRing the bell.",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in ARTICLES.items():
        (tmp_path / name).write_text(text + "\n", encoding="utf-8")
    return tmp_path


def test_the_table(caveat: Caveat, site: Path) -> None:
    done = caveat("reviews", *TODAY, cwd=site)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "state       due         reviewed    reviewer  topic       article\n"
        "missing                                       treatments  surgery.md\n"
        "overdue     2026-11-01  2026-05-01  Kim Sato  dosing      doses.md\n"
        "due soon    2026-12-10  2025-12-10  Ana Ruiz  treatments  hip.md\n"
        "ok          2027-01-15  2026-01-15  Ana Ruiz  treatments  knee.md\n"
        "ok          2027-05-03  2025-05-03  Ana Ruiz  default     ear.md\n"
        "not needed                                    default     contact.md\n"
        "\n"
        "6 articles, 5 to be reviewed: 3 in date (60 %), 1 missing, 1 overdue.\n"
        "Oldest review: 3 May 2025, ear.md.\n"
    )


def test_by_reviewer(caveat: Caveat, site: Path) -> None:
    assert caveat("reviews", *TODAY, "--by", "reviewer", "--due-within", "60", cwd=site).stdout == (
        "state     due         reviewed    topic       article\n"
        "\n"
        "Ana Ruiz\n"
        "due soon  2026-12-10  2025-12-10  treatments  hip.md\n"
        "due soon  2027-01-15  2026-01-15  treatments  knee.md\n"
        "\n"
        "Kim Sato\n"
        "overdue   2026-11-01  2026-05-01  dosing      doses.md\n"
        "\n"
        "nobody\n"
        "missing                           treatments  surgery.md\n"
        "\n"
        "6 articles, 5 to be reviewed: 3 in date (60 %), 1 missing, 1 overdue.\n"
        "Oldest review: 3 May 2025, ear.md.\n"
    )


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        ("0", {"surgery.md", "doses.md"}),
        ("17", {"surgery.md", "doses.md"}),
        ("18", {"surgery.md", "doses.md", "hip.md"}),
    ],
)
def test_due_within_days(caveat: Caveat, site: Path, days: str, shown: set[str]) -> None:
    found = json.loads(caveat("reviews", *TODAY, "--format", "json", "--due-within", days, cwd=site).stdout)
    assert {one["path"] for one in found["articles"]} == shown


def test_months_of_the_configuration_and_an_announced_review(caveat: Caveat, site: Path) -> None:
    (site / "caveat.yaml").write_text(
        "review: {default: 60}\noverrides:\n- paths: knee.md\n  review: {treatments: 9}\n"
    )
    found = json.loads(caveat("reviews", *TODAY, "--format", "json", cwd=site).stdout)
    days = {one["path"]: (one["state"], one["due"], one["days_left"]) for one in found["articles"]}
    assert days["ear.md"] == ("ok", "2027-06-30", 220)
    assert days["knee.md"] == ("overdue", "2026-10-15", -38)


def test_changed_and_unsigned_by_git_and_lock(caveat: Caveat, site: Path) -> None:
    git("init", "--quiet", cwd=site, day="2026-05-01")
    git("add", "--all", cwd=site, day="2026-05-01")
    git("commit", "--quiet", "--message", "All", cwd=site, day="2026-05-01")
    for name in ("ear.md", "knee.md"):
        (site / name).write_text((site / name).read_text().replace("Rest", "Run").replace("hears", "listens"))
    git("commit", "--quiet", "--all", "--message", "Change", cwd=site, day="2026-08-01")
    assert caveat("reviews", *TODAY, cwd=site).stdout == (
        "state               due         reviewed    reviewer  topic       article\n"
        "missing                                               treatments  surgery.md\n"
        "overdue             2026-11-01  2026-05-01  Kim Sato  dosing      doses.md\n"
        "changed 2026-08-01  2027-01-15  2026-01-15  Ana Ruiz  treatments  knee.md\n"
        "changed 2026-08-01  2027-05-03  2025-05-03  Ana Ruiz  default     ear.md\n"
        "due soon            2026-12-10  2025-12-10  Ana Ruiz  treatments  hip.md\n"
        "not needed                                            default     contact.md\n"
        "\n"
        "6 articles, 5 to be reviewed: 3 in date (60 %), 1 missing, 1 overdue, 2 changed since the review.\n"
        "Oldest review: 3 May 2025, ear.md.\n"
    )
    caveat("sign", "knee.md", "--reviewer", "Ana Ruiz", "--date", "2026-09-01", cwd=site)
    (site / "hip.md").write_text(ARTICLES["hip.md"].replace("10 December 2025", "10 March 2026"))
    found = json.loads(caveat("reviews", *TODAY, "--format", "json", cwd=site).stdout)
    assert {
        one["path"]: (one["state"], one["reviewed"], one["signed"], one["unsigned"]) for one in found["articles"]
    } == {
        "surgery.md": ("missing", None, None, True),
        "doses.md": ("overdue", "2026-05-01", None, True),
        "knee.md": ("ok", "2026-09-01", "2026-09-01", False),
        "ear.md": ("changed", "2025-05-03", None, True),
        "hip.md": ("unsigned", "2026-03-10", None, True),
        "contact.md": ("not needed", None, None, False),
    }
    assert found["summary"]["unsigned"] == 4
    (site / "knee.md").write_text(ARTICLES["knee.md"])
    found = json.loads(caveat("reviews", "knee.md", *TODAY, "--format", "json", cwd=site).stdout)
    assert [(one["state"], one["changed"]) for one in found["articles"]] == [("changed", "2026-11-22")]


def test_json(caveat: Caveat, site: Path) -> None:
    (site / "bad.md").write_bytes(b"\xff")
    done = caveat("reviews", "knee.md", "bad.md", *TODAY, "--format", "json", cwd=site)
    assert (done.returncode, [line.split(": ")[:2] for line in done.stderr.splitlines()]) == (2, [["caveat", "bad.md"]])
    found = json.loads(done.stdout)
    assert [one["path"] for one in found.pop("failures")] == ["bad.md"]
    assert found == {
        "version": 1,
        "caveat": __version__,
        "today": "2026-11-22",
        "articles": [
            {
                "path": "knee.md",
                "title": "Knee surgery",
                "reviewers": ["Ana Ruiz"],
                "reviewed": "2026-01-15",
                "topic": "treatments",
                "due": "2027-01-15",
                "state": "ok",
                "changed": None,
                "signed": None,
                "unsigned": False,
                "days_left": 54,
            }
        ],
        "summary": {
            "articles": 1,
            "reviewable": 1,
            "in_date": 1,
            "missing": 0,
            "overdue": 0,
            "changed": 0,
            "unsigned": 0,
            "oldest": {"path": "knee.md", "reviewed": "2026-01-15"},
            "share": 100,
        },
    }


def test_csv(caveat: Caveat, site: Path) -> None:
    (site / "knee.md").write_text(ARTICLES["knee.md"].replace("# Knee", '# =cmd("Knee",'))
    text = caveat("reviews", "knee.md", "doses.md", *TODAY, "--format", "csv", cwd=site).stdout
    assert list(csv.reader(StringIO(text))) == [
        ["path", "title", "reviewers", "reviewed", "topic", "due", "state", "changed", "signed"],
        ["doses.md", "Doses, drops; and “more”", "Kim Sato", "2026-05-01", "dosing", "2026-11-01", "overdue", "", ""],
        ["knee.md", '\'=cmd("Knee", surgery', "Ana Ruiz", "2026-01-15", "treatments", "2027-01-15", "ok", "", ""],
    ]


def test_the_calendar_is_read_by_another_program(caveat: Caveat, site: Path) -> None:
    caveat("reviews", *TODAY, "--format", "ical", "--output", "due.ics", cwd=site)
    data = (site / "due.ics").read_bytes()
    lines = data.split(b"\r\n")
    assert lines[-1] == b"" and max(map(len, lines)) <= 75 and b"\n" not in b"".join(lines)
    calendar = Calendar.from_ical(data)
    assert (calendar["VERSION"], calendar["PRODID"]) == ("2.0", f"-//caveat//{__version__}//EN")
    events = {str(one["SUMMARY"]): one for one in calendar.walk("VEVENT")}
    assert {name: (one.decoded("DTSTART"), one.decoded("DTEND")) for name, one in events.items()} == {
        "Review due: Doses, drops; and “more”": (date(2026, 11, 1), date(2026, 11, 2)),
        "Review due: Hip surgery": (date(2026, 12, 10), date(2026, 12, 11)),
        "Review due: Knee surgery": (date(2027, 1, 15), date(2027, 1, 16)),
        "Review due: How the ear works": (date(2027, 5, 3), date(2027, 5, 4)),
    }
    assert str(events["Review due: Hip surgery"]["DESCRIPTION"]) == (
        "Article: hip.md\nState: due soon\nTopic: treatments\nLast reviewer: Ana Ruiz\nLast review: 2025-12-10"
    )
    assert len({str(one["UID"]) for one in events.values()}) == len(events)
    caveat("reviews", *TODAY, "--format", "ical", "--output", "again.ics", cwd=site)
    assert (site / "again.ics").read_bytes() == data


def test_mistakes_of_lock_and_configuration_end_the_work(caveat: Caveat, site: Path) -> None:
    (site / "caveat.yaml").write_text("review: {dosage: 3}\n")
    done = caveat("reviews", cwd=site)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("caveat: caveat.yaml:1: unknown topic “dosage” — did you mean “dosing”?")
    (site / "caveat.yaml").write_text("")
    (site / "caveat.lock").write_text("?\n")
    done = caveat("reviews", cwd=site)
    assert (done.returncode, done.stdout, done.stderr[:46]) == (2, "", "caveat: caveat.lock:1: this is no signature — ")


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 80))
def test_due_is_the_first_day_that_is_so_many_months_later(reviewed: date, months: int) -> None:
    day = due(reviewed, months)
    assert months_between(reviewed, day) == months
    assert months_between(reviewed, day.fromordinal(day.toordinal() - 1)) == months - 1


@given(st.text(st.characters(exclude_characters="\r\n", codec="utf-8"), max_size=400))
def test_folded_lines_are_short_and_whole(line: str) -> None:
    pieces = fold(line).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece.removeprefix(" ") for piece in pieces[1:]) == line
    assert all(piece.startswith(" ") for piece in pieces[1:])


def test_the_table_fits_a_narrow_terminal() -> None:
    names = ("Maximiliane von Hohenfels", "สมชาย ใจดี", "久保田 美紀子 クボタ ミキコ")
    rows = [
        Standing("guides/a.md", "A", (name,), date(2026, 1, 15), "unapproved-therapies", date(2026, 7, 15), "overdue")
        for name in names
    ]
    survey = Survey(date(2026, 11, 22), tuple(rows), Summary(3, 3, 0, 0, 3, 0, 0, None))
    lines = render(survey, width=70).splitlines()[:4]
    assert lines == [
        "state    due         reviewed    reviewer     topic        article",
        "overdue  2026-07-15  2026-01-15  Maximilian…  unapproved…  guides/a.md",
        "overdue  2026-07-15  2026-01-15  สมชาย ใจดี    unapproved…  guides/a.md",
        "overdue  2026-07-15  2026-01-15  久保田 美…   unapproved…  guides/a.md",
    ]
