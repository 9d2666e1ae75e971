from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from caveat.lint.model import Failure, Finding, Report, Severity
from caveat.lint.reporters import Book, renderer
from junitparser import Error, JUnitXml, Skipped
from junitparser import Failure as Failed
from lxml import etree

SCHEMAS = {
    name: etree.XMLSchema(etree.parse(Path(__file__).parent / f"schemas/{name}.xsd"))
    for name in ("junit", "checkstyle")
}
HOSTILE = "<script>alert('1\")</script> | `x` ]]> %0A 💊 \x00\x1b[31m\x85\ufffe\ud800 &amp; <!-- --> <![CDATA["
SHOWN = "<script>alert('1\")</script> | `x` ]]> %0A 💊 \ufffd\ufffd[31m \ufffd\ufffd &amp; <!-- --> <![CDATA["
CURES = Finding(
    path="docs/a.md",
    rule="claim/cure",
    severity=Severity.ERROR,
    message="“cures” promises a cure.",
    advice="Say how often it helps.",
    start=10,
    end=15,
    line=3,
    column=9,
    end_line=3,
    end_column=14,
    quote="cures",
    sentence="It cures colds.",
    reading="asserted",
    authorities=(),
    fingerprint="0123456789abcdef",
)
WARNING = CURES._replace(severity=Severity.WARNING, path="docs/c.md", line=7)
MISSING = CURES._replace(severity=Severity.INFO, rule="page/disclaimer", quote="", line=1, column=1)
BROKEN = Failure("docs/b.md", 4, "broken", "mend it")
GONE = Failure("docs/a.md", 0, "gone", "")


def report(*findings: Finding, **more: Any) -> Report:
    return Report(date(2026, 2, 1), 3, findings, **more)


def rendered(name: str, shown: Report, fail_on: Severity = Severity.ERROR) -> bytes:
    book = Book("1.2.3", {}, {}, lambda path: None, fail_on)
    return renderer(name)(shown, book).encode("utf-8")


def read(name: str, shown: Report) -> Any:
    """Render a report, check it against the schema of its format, and parse it."""
    root = etree.fromstring(rendered(name, shown))
    SCHEMAS[name].assertValid(root)
    return root


def suites(shown: Report, fail_on: Severity = Severity.ERROR) -> dict[str, list[tuple[Any, ...]]]:
    """Read a report with a library that others read JUnit XML with: cases by suite."""
    found = JUnitXml.fromstring(rendered("junit", shown, fail_on))
    return {
        suite.name: [
            (case.classname, case.name, *((type(one), one.message) for one in case.result), case.system_out)
            for case in suite
        ]
        for suite in found
    }


@pytest.mark.parametrize(
    ("name", "text"), [("junit", "<testsuites/>"), ("checkstyle", "<checkstyle><error/></checkstyle>")]
)
def test_the_schema_refuses_what_is_not_the_format(name: str, text: str) -> None:
    assert not SCHEMAS[name].validate(etree.fromstring(text))


@pytest.mark.parametrize("name", SCHEMAS)
def test_hostile_text_stays_text(name: str) -> None:
    hostile = CURES._replace(message=HOSTILE, advice="", quote=HOSTILE, path=f"{HOSTILE}\n.md")
    root = read(name, report(hostile, failures=(Failure(HOSTILE, 0, HOSTILE, HOSTILE),), suppressed=(hostile,)))
    values = {value for element in root.iter() for value in element.attrib.values()}
    assert {
        SHOWN,
        f"{SHOWN}\n.md".replace(" \ufffd\ufffd &", "\ufffd\ufffd\ufffd &"),
        f"could not be judged: {SHOWN} — {SHOWN}",
    } - values == set()


@pytest.mark.parametrize("name", SCHEMAS)
def test_names_that_show_alike_stay_one_valid_file(name: str) -> None:
    alike = [CURES._replace(path=f"a{control}.md", quote=f"c{control}") for control in "\x01\x02"]
    files = [element.get("name") for element in read(name, report(*alike))]
    assert files[-1] == "a\ufffd.md"
    assert len(files) == len(set(files))


def test_junit_has_a_suite_for_the_run_and_for_each_article() -> None:
    shown = report(
        CURES, MISSING, WARNING, CURES._replace(line=9), failures=(BROKEN, GONE), suppressed=(CURES,), known=(WARNING,)
    )
    said = "“cures” promises a cure. Say how often it helps."
    summary = (
        "2 errors, 1 warning and 1 info in 2 of 3 articles. 1 suppressed, 1 known from the baseline. "
        "2 articles could not be judged."
    )
    cure = "claim/cure: “cures”"
    assert suites(shown) == {
        "caveat": [("caveat", "run", summary)],
        "docs/b.md": [("docs/b.md", "judged", (Error, "could not be judged: broken — mend it"), None)],
        "docs/a.md": [
            ("docs/a.md", "judged", (Error, "could not be judged: gone"), None),
            ("docs/a.md", cure, (Failed, said), None),
            ("docs/a.md", "page/disclaimer", said),
            ("docs/a.md", f"{cure} (2)", (Failed, said), None),
            ("docs/a.md", f"{cure} (3)", (Skipped, "suppressed"), None),
        ],
        "docs/c.md": [
            ("docs/c.md", cure, said),
            ("docs/c.md", f"{cure} (2)", (Skipped, "known from the baseline"), None),
        ],
    }


def test_junit_counts_agree_with_its_cases() -> None:
    root = read("junit", report(CURES, MISSING, WARNING, failures=(BROKEN,), suppressed=(CURES,), known=(CURES,)))
    counts = {
        suite.get("name"): [suite.get(name) for name in ("tests", "failures", "errors", "skipped")] for suite in root
    }
    assert counts == {
        "caveat": ["1", "0", "0", "0"],
        "docs/a.md": ["4", "1", "0", "2"],
        "docs/b.md": ["1", "0", "1", "0"],
        "docs/c.md": ["1", "0", "0", "0"],
    }
    assert [root.get(name) for name in ("tests", "failures", "errors", "skipped")] == ["7", "1", "1", "2"]
    properties = {one.get("name"): one.get("value") for one in root.iter("property")}
    assert properties == {"today": "2026-02-01", "articles": "3", "suppressed": "1", "known": "1"}


def test_junit_fails_the_findings_that_fail_the_run() -> None:
    found = {level: suites(report(WARNING), level)["docs/c.md"][0][2] for level in Severity}
    said = "“cures” promises a cure. Say how often it helps."
    assert found == {Severity.INFO: (Failed, said), Severity.WARNING: (Failed, said), Severity.ERROR: said}


def test_a_junit_case_says_where_and_how_severe() -> None:
    case = read("junit", report(CURES)).find("testsuite[@name='docs/a.md']/testcase")
    assert (case.get("file"), case.get("line"), case[0].get("type")) == ("docs/a.md", "3", "error")
    assert case[0].text == "docs/a.md:3: “cures” promises a cure. Say how often it helps."


def test_a_long_quote_is_cut_in_a_junit_name() -> None:
    assert suites(report(CURES._replace(quote="no\n risk " * 30)))["docs/a.md"][0][1] == (
        f"claim/cure: “{('no risk ' * 10)[:79]}…”"
    )


def test_a_clean_junit_report_has_one_case_that_passes() -> None:
    assert suites(report()) == {"caveat": [("caveat", "run", "Nothing found in 3 articles.")]}


def test_checkstyle_lists_errors_by_file() -> None:
    shown = report(CURES, WARNING, MISSING, failures=(BROKEN, GONE), suppressed=(CURES,))
    root = read("checkstyle", shown)
    said = "“cures” promises a cure. Say how often it helps."
    assert dict(root.attrib) == {"version": "4.3", "suppressed": "1", "known": "0"}
    assert {file.get("name"): [tuple(error.attrib.values()) for error in file] for file in root} == {
        "docs/b.md": [("4", "1", "error", "could not be judged: broken — mend it", "caveat.failure")],
        "docs/a.md": [
            ("1", "1", "error", "could not be judged: gone", "caveat.failure"),
            ("3", "9", "error", said, "caveat.claim.cure"),
            ("1", "1", "info", said, "caveat.page.disclaimer"),
        ],
        "docs/c.md": [("7", "9", "warning", said, "caveat.claim.cure")],
    }


def test_a_clean_checkstyle_report_has_no_files() -> None:
    assert len(read("checkstyle", report())) == 0
