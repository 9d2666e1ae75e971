from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Caveat = Callable[..., subprocess.CompletedProcess[str]]

CONFIG = "operator: clinic\nselect: [claim/no-risk, suppress]\n"
RISK = "There is no risk.\n"
CHILD = "Children face no risk.\n"


def entry(article: str, sentence: str, count: int = 1) -> str:
    return json.dumps({"article": article, "rule": "claim/no-risk", "sentence": sentence, "count": count})


def whole(*entries: str) -> str:
    return '{"version": 1, "findings": [\n' + ",\n".join(entries) + "\n]}\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "caveat.yaml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "b").mkdir()
    (tmp_path / "b/two.md").write_text(f"{CHILD}\n{RISK}\n{RISK}", encoding="utf-8")
    (tmp_path / "a.md").write_text(RISK, encoding="utf-8")
    return tmp_path


KNOWN = whole(
    entry("a.md", "there is no risk."),
    entry("b/two.md", "children face no risk."),
    entry("b/two.md", "there is no risk.", 2),
)


@pytest.fixture
def check(caveat: Caveat, site: Path) -> Callable[..., dict[str, Any]]:
    def run(*arguments: str, cwd: Path = site) -> dict[str, Any]:
        done = caveat("check", "--format", "json", *arguments, cwd=cwd)
        assert done.stderr == ""
        report = json.loads(done.stdout)
        found = [(one["path"], one["line"]) for one in report["findings"]]
        stale = [(one["path"], one["sentence"], one["count"]) for one in report["stale"]]
        return {"found": found, "known": report["known"], "stale": stale, "status": done.returncode}

    return run


def clean(known: int) -> dict[str, Any]:
    return {"found": [], "known": known, "stale": [], "status": 0}


def test_the_baseline_is_sorted_and_has_one_entry_a_line(caveat: Caveat, site: Path) -> None:
    done = caveat("baseline", cwd=site)
    assert done.stdout == "caveat-baseline.json: 4 known findings in 2 articles (4 added, 0 removed)\n"
    assert (done.returncode, done.stderr) == (0, "")
    assert (site / "caveat-baseline.json").read_text(encoding="utf-8") == KNOWN


def test_writing_it_again_changes_nothing(caveat: Caveat, site: Path) -> None:
    caveat("baseline", cwd=site)
    done = caveat("baseline", "b", "a.md", cwd=site)
    assert done.stdout == "caveat-baseline.json: 4 known findings in 2 articles (0 added, 0 removed)\n"
    assert (site / "caveat-baseline.json").read_text(encoding="utf-8") == KNOWN


def test_an_empty_baseline_is_one_too(caveat: Caveat, site: Path, check: Any) -> None:
    (site / "c.md").write_text("Tea.\n", encoding="utf-8")
    done = caveat("baseline", "c.md", cwd=site)
    assert done.stdout == "caveat-baseline.json: 0 known findings in 0 articles (0 added, 0 removed)\n"
    assert (site / "caveat-baseline.json").read_text(encoding="utf-8") == '{"version": 1, "findings": []}\n'
    assert check("c.md") == clean(0)


def test_known_findings_are_counted_and_do_not_fail_the_run(caveat: Caveat, site: Path, check: Any) -> None:
    caveat("baseline", cwd=site)
    assert check() == clean(4)
    text = caveat("check", cwd=site)
    assert text.stdout == "Nothing found in 2 articles. 4 known from the baseline.\n"


def test_text_that_moves_stays_known(caveat: Caveat, site: Path, check: Any) -> None:
    caveat("baseline", cwd=site)
    (site / "a.md").write_text(f"# Tea\n\nTea is warm.\n\nthere  is\nno risk.\n\n{CHILD}", encoding="utf-8")
    assert check("a.md") == {"found": [("a.md", 8)], "known": 1, "stale": [], "status": 1}


def test_a_second_identical_sentence_is_new(caveat: Caveat, site: Path, check: Any) -> None:
    caveat("baseline", cwd=site)
    (site / "a.md").write_text(f"{RISK}\n{RISK}", encoding="utf-8")
    assert check("a.md") == {"found": [("a.md", 3)], "known": 1, "stale": [], "status": 1}


def test_the_same_sentence_of_another_article_is_new(caveat: Caveat, site: Path, check: Any) -> None:
    caveat("baseline", cwd=site)
    (site / "c.md").write_text(RISK, encoding="utf-8")
    assert check("c.md") == {"found": [("c.md", 1)], "known": 0, "stale": [], "status": 1}


def test_what_is_no_longer_found_is_stale_and_fails_nothing(caveat: Caveat, site: Path, check: Any) -> None:
    caveat("baseline", cwd=site)
    (site / "b/two.md").write_text(RISK, encoding="utf-8")
    stale = [("b/two.md", "children face no risk.", 1), ("b/two.md", "there is no risk.", 1)]
    assert check() == {"found": [], "known": 2, "stale": stale, "status": 0}
    assert check("a.md") == clean(1)
    assert caveat("check", "b", cwd=site).stdout == (
        "stale  b/two.md: claim/no-risk “children face no risk.” is in the baseline and no longer found\n"
        "stale  b/two.md: claim/no-risk “there is no risk.” is in the baseline and no longer found\n\n"
        "Nothing found in 1 article. 1 known from the baseline. Mend the baseline: caveat baseline --prune.\n"
    )


def test_a_run_of_other_rules_calls_no_entry_stale(caveat: Caveat, site: Path, check: Any) -> None:
    caveat("baseline", cwd=site)
    assert check("--select", "claim/cure") == clean(0)
    assert check("--ignore", "claim/no-risk") == clean(0)


def test_an_article_that_failed_has_no_stale_entries(caveat: Caveat, site: Path) -> None:
    caveat("baseline", cwd=site)
    (site / "a.md").write_bytes(b"\xff\xfe\x00")
    report = json.loads(caveat("check", "a.md", "--format", "json", cwd=site).stdout)
    assert (report["stale"], len(report["failures"])) == ([], 1)


def test_a_suppressed_finding_needs_no_baseline(caveat: Caveat, site: Path, check: Any) -> None:
    caveat("baseline", cwd=site)
    (site / "a.md").write_text(f"<!-- caveat: ignore claim -- a quotation -->\n{RISK}", encoding="utf-8")
    stale = [("a.md", "there is no risk.", 1)]
    found = check("a.md", "--ignore", "suppress")
    assert found == {"found": [], "known": 0, "stale": stale, "status": 0}


def test_pruning_takes_out_and_never_takes_in(caveat: Caveat, site: Path) -> None:
    caveat("baseline", cwd=site)
    (site / "b/two.md").write_text(f"{RISK}\n{RISK}\n{RISK}", encoding="utf-8")
    (site / "a.md").unlink()
    done = caveat("baseline", "--prune", "b", cwd=site)
    assert done.stdout == "caveat-baseline.json: 2 known findings in 1 article (0 added, 2 removed)\n"
    held = (site / "caveat-baseline.json").read_text(encoding="utf-8")
    assert held == whole(entry("b/two.md", "there is no risk.", 2))


def test_articles_that_were_not_judged_keep_their_entries(caveat: Caveat, site: Path) -> None:
    caveat("baseline", cwd=site)
    (site / "a.md").write_text(CHILD, encoding="utf-8")
    (site / "b/two.md").write_text("Tea.\n", encoding="utf-8")
    caveat("baseline", "a.md", cwd=site)
    held = (site / "caveat-baseline.json").read_text(encoding="utf-8")
    assert held == whole(
        entry("a.md", "children face no risk."),
        entry("b/two.md", "children face no risk."),
        entry("b/two.md", "there is no risk.", 2),
    )


def test_an_article_that_cannot_be_judged_is_told_and_keeps_its_entries(caveat: Caveat, site: Path) -> None:
    caveat("baseline", cwd=site)
    (site / "a.md").write_bytes(b"\xff\xfe\x00")
    done = caveat("baseline", cwd=site)
    assert done.returncode == 2
    assert done.stderr.startswith("caveat: a.md: ")
    assert (site / "caveat-baseline.json").read_text(encoding="utf-8") == KNOWN


def test_the_baseline_is_found_from_any_folder_of_the_site(caveat: Caveat, site: Path, check: Any) -> None:
    caveat("baseline", cwd=site)
    assert check(cwd=site / "b") == clean(3)
    assert check(str(site / "a.md"), cwd=site / "b") == clean(1)
    done = caveat("baseline", cwd=site / "b")
    assert done.stdout == "../caveat-baseline.json: 4 known findings in 2 articles (0 added, 0 removed)\n"


def test_a_new_baseline_stands_beside_the_configuration(caveat: Caveat, site: Path) -> None:
    caveat("baseline", cwd=site / "b")
    assert not (site / "b/caveat-baseline.json").exists()
    held = (site / "caveat-baseline.json").read_text(encoding="utf-8")
    assert held == whole(entry("b/two.md", "children face no risk."), entry("b/two.md", "there is no risk.", 2))


def test_another_file_can_be_named_or_none(caveat: Caveat, site: Path, check: Any) -> None:
    caveat("baseline", "--output", "b/known.json", cwd=site)
    assert '"article": "../a.md"' in (site / "b/known.json").read_text(encoding="utf-8")
    assert check("--baseline", "b/known.json") == clean(4)
    assert check()["known"] == 0
    caveat("baseline", cwd=site)
    assert check("--no-baseline", "a.md") == {"found": [("a.md", 1)], "known": 0, "stale": [], "status": 1}


def test_standard_input_is_held_against_the_baseline(caveat: Caveat, site: Path) -> None:
    caveat("baseline", cwd=site)
    text = f"{RISK}\n{CHILD}".encode()
    done = caveat("check", "-", "--stdin-filename", "a.md", "--format", "json", cwd=site, stdin=text)
    report = json.loads(done.stdout)
    assert [one["line"] for one in report["findings"]] == [3]
    assert (report["known"], report["stale"]) == (1, [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ":1: the baseline is not JSON (Expecting value)"),
        (
            whole(entry("a.md", "x")).replace("[\n", "[\n<<<<<<< HEAD\n"),
            ":2: the baseline is not JSON (Expecting value)",
        ),
        ("[]", ":1: the baseline is damaged: keys with values are expected here"),
        (whole().replace("1", "2"), ":1: the baseline is damaged: version 2 is unknown"),
        ('{"version": 1}', ":1: the baseline is damaged: it has no `findings`"),
        (whole(entry("a.md", "x"), entry("a.md", "x")), ":3: the baseline is damaged: the entry stands twice"),
        (whole(entry("a.md", "x"), entry("b.md", "x", 0)), ":3: the baseline is damaged: “0” is not a whole number"),
        (whole(entry("a.md", "x"), '{"artcle": "b.md"}'), ":3: the baseline is damaged: unknown key “artcle”"),
        (whole(entry("a.md", "x"), "{}"), ":3: the baseline is damaged: the entry has no `article`"),
        (whole('{"article": ["a"], "rule": "r", "sentence": "s", "count": 1}'), ":2: the baseline is damaged: text is"),
        ("[" * 100_000, ":1: the baseline is damaged: nested more than 50 levels deep"),
    ],
)
def test_a_damaged_baseline_stops_the_run(caveat: Caveat, site: Path, text: str, said: str) -> None:
    (site / "caveat-baseline.json").write_text(text, encoding="utf-8")
    for command in (("check", "a.md"), ("baseline", "a.md")):
        done = caveat(*command, cwd=site)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"caveat: caveat-baseline.json{said}")
        assert " — " in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_a_baseline_that_is_named_and_missing_stops_the_run(caveat: Caveat, site: Path) -> None:
    for command in (("check", "--baseline", "known.json"), ("baseline", "--prune")):
        done = caveat(*command, cwd=site)
        name = command[-1] if command[0] == "check" else "caveat-baseline.json"
        wrong = f"caveat: {name}: the baseline cannot be read (No such file or directory) — correct the path\n"
        assert (done.returncode, done.stderr) == (2, wrong)


def test_contrary_options_are_refused(caveat: Caveat, site: Path) -> None:
    done = caveat("check", "--baseline", "x.json", "--no-baseline", cwd=site)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        2,
        "caveat: --baseline and --no-baseline exclude each other.",
    )
