from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from caveat.lint.model import Authority, Failure, Finding, Lines, Report, Rule, Severity, Stale
from caveat.lint.reporters import Book, renderer
from jsonschema import Draft4Validator, Draft202012Validator

SCHEMAS = Path(__file__).parent / "schemas"
VALIDATORS = {
    "sarif": Draft4Validator(json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))),
    "rdjson": Draft202012Validator(json.loads((SCHEMAS / "rdjson.json").read_text(encoding="utf-8"))),
    "gitlab": Draft202012Validator(json.loads((SCHEMAS / "gitlab.json").read_text(encoding="utf-8"))),
}
SOURCE = "\ufeff# 💊 Tea\r\rIt 💊é *cures\r\ncolds* of all\nkinds, ยาdoes no harm.\n"
HOSTILE = (
    "<script>alert(1)</script> | `x` ]]> %0A 💊 \x00\x1b[31m\x85\ufffe\ud800\n\r# [a](javascript:1) {0} {{b}} &amp;"
)
LAW = Authority("uk/cap-12.9", "ASA", "CAP Code", "rule 12.9 [safety]", "https://x.org/a b>?q=1#r", "", True)
RULE = Rule(
    id="claim/cure",
    kind="claim",
    summary="Promises a cure",
    severity=Severity.WARNING,
    message="m",
    advice="Say *how often* it helps.",
    why="Few conditions are cured.",
    authorities=("uk/cap-12.9", "us/gone"),
    options={},
    jurisdictions={},
    operators={},
    where=frozenset(),
    bad=(),
    good=(),
)
BROKEN = Failure("docs/b.md", 4, "broken", "mend it")


def finding(words: str, **changes: Any) -> Finding:
    start = SOURCE.index(words)
    line, column = Lines(SOURCE).at(start)
    end_line, end_column = Lines(SOURCE).at(start + len(words))
    made = Finding(
        path="docs/a.md",
        rule="claim/cure",
        severity=Severity.ERROR,
        message=f"“{words}” promises a cure.",
        advice="Say how often it helps.",
        start=start,
        end=start + len(words),
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        quote=words,
        sentence="It cures colds of all kinds.",
        reading="asserted",
        authorities=("uk/cap-12.9",),
        fingerprint="0123456789abcdef",
    )
    return made._replace(**changes)


CURES = finding("cures")
HARM = finding("does no harm", rule="claim/no-risk", severity=Severity.INFO, fingerprint="fedcba9876543210")
ACROSS = finding("cures\r\ncolds* of", severity=Severity.WARNING, fingerprint="00000000000000aa")


def read(name: str, report: Report, source: str | None = SOURCE) -> Any:
    """Render a report, check it against the schema of its format, and parse it."""
    book = Book("1.2.3", {RULE.id: RULE}, {LAW.id: LAW}, lambda path: source, Severity.ERROR)
    # the command line writes bytes this way
    text = renderer(name)(report, book).encode("utf-8", "backslashreplace").decode("utf-8")
    assert text.endswith("\n")
    whole = json.loads(text)
    assert [error.message for error in VALIDATORS[name].iter_errors(whole)] == []
    return whole


def report(*findings: Finding, **more: Any) -> Report:
    return Report(date(2026, 2, 1), 3, findings, **more)


def results(*findings: Finding, **more: Any) -> Any:
    return read("sarif", report(*findings, **more))["runs"][0]["results"]


@pytest.mark.parametrize("name", VALIDATORS)
def test_the_schema_refuses_what_is_not_the_format(name: str) -> None:
    assert not VALIDATORS[name].is_valid({"runs": [{"results": 1}]})


@pytest.mark.parametrize("name", VALIDATORS)
def test_hostile_text_stays_text(name: str) -> None:
    # a file name of undecodable bytes holds half characters of this kind alone
    path = f"{HOSTILE}.md".replace("\ud800", "\udcff")
    hostile = CURES._replace(message=HOSTILE, advice=HOSTILE, quote=HOSTILE, sentence=HOSTILE, path=path)
    failure = Failure(path, 0, HOSTILE, HOSTILE)
    shown = json.dumps(read(name, report(hostile, failures=(failure,), suppressed=(hostile,), known=(hostile,))))
    assert "<script>alert(1)</script> | `x` ]]> %0A" in shown


def test_a_sarif_result_is_placed_in_utf16_code_units() -> None:
    assert results(CURES) == [
        {
            "ruleId": "claim/cure",
            "ruleIndex": 0,
            "level": "error",
            "message": {"text": "“cures” promises a cure. Say how often it helps."},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "docs/a.md", "uriBaseId": "%SRCROOT%"},
                        "region": {"startLine": 3, "startColumn": 9, "endLine": 3, "endColumn": 14},
                    }
                }
            ],
            "partialFingerprints": {"caveat/v1": "0123456789abcdef"},
            "properties": {"reading": "asserted", "authorities": ["uk/cap-12.9"]},
            "suppressions": [],
        }
    ]


def regions(*findings: Finding, source: str | None = SOURCE) -> list[tuple[int, ...]]:
    found = read("sarif", report(*findings), source)["runs"][0]["results"]
    return [tuple(one["locations"][0]["physicalLocation"]["region"].values()) for one in found]


def test_sarif_regions_span_lines_and_come_in_any_order() -> None:
    assert regions(HARM, ACROSS, CURES, finding("Tea"), CURES) == [
        (5, 10, 5, 22),
        (3, 9, 4, 10),
        (3, 9, 3, 14),
        (1, 6, 1, 9),
        (3, 9, 3, 14),
    ]


@pytest.mark.parametrize("source", [None, "", "# Tea\n"])
def test_where_the_article_is_gone_sarif_names_the_lines_alone(source: str | None) -> None:
    assert regions(CURES, source=source) == [(3, 3)]


def test_the_sarif_run_says_how_to_count() -> None:
    stale = Stale("docs/a.md", "claim/cure", "Tea cures 💊.", 2)
    run = read("sarif", report(CURES, suppressed=(HARM,))._replace(stale=(stale,)))["runs"][0]
    assert (run["columnKind"], run["newlineSequences"]) == ("utf16CodeUnits", ["\r\n", "\n", "\r"])
    entry = {"path": "docs/a.md", "rule": "claim/cure", "sentence": "Tea cures 💊.", "count": 2}
    assert run["properties"] == {"today": "2026-02-01", "files": 3, "suppressed": 1, "known": 0, "stale": [entry]}


def test_sarif_describes_every_rule() -> None:
    driver = read("sarif", report(HARM))["runs"][0]["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("caveat", "1.2.3")
    address = "https://x.org/a%20b%3E?q=1#r"
    assert driver["rules"] == [
        {
            "id": "claim/cure",
            "shortDescription": {"text": "Promises a cure"},
            "fullDescription": {"text": "Few conditions are cured."},
            "help": {
                "text": "Few conditions are cured.\nSay *how often* it helps.\n"
                "CAP Code, rule 12.9 [safety] (ASA): https://x.org/a b>?q=1#r",
                "markdown": "Few conditions are cured.\n\nSay \\*how often\\* it helps.\n\n"
                f"- [CAP Code, rule 12.9 \\[safety\\] (ASA)](<{address}>)",
            },
            "defaultConfiguration": {"level": "warning"},
            "properties": {"tags": ["health", "claim"], "problem.severity": "warning"},
        },
        {"id": "claim/no-risk"},
    ]


def test_sarif_tells_suppressed_and_known_from_new() -> None:
    found = results(CURES, suppressed=(ACROSS._replace(reason="the licence text"), ACROSS), known=(HARM,))
    assert [(one["level"], one["suppressions"], one["baselineState"]) for one in found] == [
        ("error", [], "new"),
        ("warning", [{"kind": "inSource", "justification": "the licence text"}], "new"),
        ("warning", [{"kind": "inSource"}], "new"),
        ("note", [{"kind": "external", "justification": "known from the baseline"}], "unchanged"),
    ]


def test_without_known_findings_sarif_claims_no_baseline() -> None:
    assert ["baselineState" in one for one in results(CURES, suppressed=(HARM,))] == [False, False]


def test_a_failure_makes_the_sarif_run_fail() -> None:
    run = read("sarif", report(failures=(BROKEN, Failure("c.md", 0, "gone", ""))))["runs"][0]
    place = {"artifactLocation": {"uri": "docs/b.md", "uriBaseId": "%SRCROOT%"}, "region": {"startLine": 4}}
    first, second = run["invocations"][0].pop("toolExecutionNotifications")
    assert run["invocations"] == [{"executionSuccessful": False}]
    assert first == {
        "level": "error",
        "message": {"text": "could not be judged: broken — mend it"},
        "locations": [{"physicalLocation": place}],
    }
    assert second["message"] == {"text": "could not be judged: gone"}
    assert [*second["locations"][0]["physicalLocation"]] == ["artifactLocation"]


def test_a_clean_sarif_run_succeeds_without_results() -> None:
    run = read("sarif", report())["runs"][0]
    assert (run["results"], run["invocations"][0]["executionSuccessful"]) == ([], True)


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("./docs/a.md", "docs/a.md"),
        ("50% ยา#1?.md", "50%25%20%E0%B8%A2%E0%B8%B2%231%3F.md"),
        ("a:b.md", "a%3Ab.md"),
        ("caf\udce9.md", "caf%E9.md"),
        ("/srv/a b.md", "file:///srv/a%20b.md"),
        ("C:/site/a.md", "file:///C%3A/site/a.md"),
    ],
)
def test_sarif_addresses_are_percent_encoded(path: str, uri: str) -> None:
    place = results(CURES._replace(path=path))[0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == ({"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": "%SRCROOT%"})
    assert unquote(uri.removeprefix("file:///"), errors="surrogateescape") == path.removeprefix("./").removeprefix("/")


def test_words_of_an_article_are_neither_link_nor_argument_in_sarif() -> None:
    message = results(CURES._replace(message="[win](https://x) {0} [see]", advice=""))[0]["message"]["text"]
    assert message == "[win] (https://x) { 0} [see]"


def test_rdjson_counts_bytes() -> None:
    whole = read("rdjson", report(CURES, ACROSS, HARM))
    assert whole["source"] == {"name": "caveat"}
    assert [one["location"]["range"] for one in whole["diagnostics"]] == [
        {"start": {"line": 3, "column": 12}, "end": {"line": 3, "column": 17}},
        {"start": {"line": 3, "column": 12}, "end": {"line": 4, "column": 10}},
        {"start": {"line": 5, "column": 14}, "end": {"line": 5, "column": 26}},
    ]
    said = "“cures” promises a cure. Say how often it helps."
    assert whole["diagnostics"][0] | {"location": ""} == diagnostic(said, "ERROR", "claim/cure", "")
    assert [one["severity"] for one in whole["diagnostics"]] == ["ERROR", "WARNING", "INFO"]


def test_rdjson_names_lines_where_the_article_is_gone() -> None:
    place = read("rdjson", report(ACROSS), None)["diagnostics"][0]["location"]
    assert place == {"path": "docs/a.md", "range": {"start": {"line": 3}, "end": {"line": 4}}}


def diagnostic(message: str, severity: str, code: str, location: object) -> dict[str, object]:
    return {"message": message, "location": location, "severity": severity, "code": {"value": code}}


def test_rdjson_tells_of_failures_and_of_what_was_left_out() -> None:
    failures = (BROKEN, Failure("c.md", 0, "gone", ""))
    place = {"path": "docs/b.md", "range": {"start": {"line": 4}}}
    assert read("rdjson", report(failures=failures, suppressed=(CURES, HARM), known=(ACROSS,)))["diagnostics"] == [
        diagnostic("could not be judged: broken — mend it", "ERROR", "caveat/failure", place),
        diagnostic("could not be judged: gone", "ERROR", "caveat/failure", {"path": "c.md"}),
        diagnostic("2 suppressed, 1 known from the baseline", "INFO", "caveat/left-out", {"path": "docs/a.md"}),
    ]


def test_gitlab_issues_have_their_own_severities_and_fingerprints() -> None:
    issues = read("gitlab", report(CURES, ACROSS._replace(fingerprint=CURES.fingerprint), HARM, failures=(BROKEN,)))
    assert [(one["check_name"], one["severity"], one["location"]) for one in issues] == [
        ("caveat/failure", "blocker", {"path": "docs/b.md", "lines": {"begin": 4, "end": 4}}),
        ("claim/cure", "major", {"path": "docs/a.md", "lines": {"begin": 3, "end": 3}}),
        ("claim/cure", "minor", {"path": "docs/a.md", "lines": {"begin": 3, "end": 4}}),
        ("claim/no-risk", "info", {"path": "docs/a.md", "lines": {"begin": 5, "end": 5}}),
    ]
    fingerprints = ["0123456789abcdef", "0123456789abcdef-2", "fedcba9876543210"]
    assert [one["fingerprint"] for one in issues[1:]] == fingerprints
    assert issues[0]["description"] == "could not be judged: broken — mend it"


def test_a_gitlab_failure_keeps_its_fingerprint_when_lines_move() -> None:
    moved = [read("gitlab", report(failures=(BROKEN._replace(line=line),)))[0]["fingerprint"] for line in (0, 9)]
    assert moved[0] == moved[1]


def test_gitlab_shows_another_count_as_another_issue() -> None:
    one, two = (read("gitlab", report(suppressed=(CURES,) * count))[0] for count in (1, 2))
    assert (one["check_name"], one["description"], one["severity"]) == ("caveat/left-out", "1 suppressed", "info")
    assert (two["description"], two["fingerprint"] == one["fingerprint"]) == ("2 suppressed", False)


@pytest.mark.parametrize(
    ("name", "empty"), [("gitlab", []), ("rdjson", {"source": {"name": "caveat"}, "diagnostics": []})]
)
def test_a_clean_run_is_empty(name: str, empty: object) -> None:
    assert read(name, report()) == empty
