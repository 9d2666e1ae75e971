from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Caveat = Callable[..., subprocess.CompletedProcess[str]]

CLEAN = "# Asthma\n\nInhalers do not cure asthma.\n"
CURE = "# Tea\n\nOur tea *cures* asthma.\n"
CLAIMS = ("--select", "claim")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "caveat.yaml").write_text("operator: clinic")
    (tmp_path / "clean.md").write_text(CLEAN)
    (tmp_path / "docs/tea.md").write_text(CURE)
    return tmp_path


def test_findings_give_1_and_stand_where_the_contract_says(caveat: Caveat, site: Path) -> None:
    done = caveat("check", "--format", "json", "--today", "2026-02-01", *CLAIMS, cwd=site)
    report = json.loads(done.stdout)
    assert (done.returncode, done.stderr, report["today"], report["files"]) == (1, "", "2026-02-01", 2)
    places = [
        (f["path"], f["rule"], f["line"], f["column"], f["end_line"], f["end_column"]) for f in report["findings"]
    ]
    assert places == [("docs/tea.md", "claim/cure", 3, 10, 3, 15)]
    assert report["findings"][0]["quote"] == "cures"


def test_a_clean_article_gives_0(caveat: Caveat, site: Path) -> None:
    done = caveat("check", "clean.md", *CLAIMS, cwd=site)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Nothing found in 1 article.\n", "")


@pytest.mark.parametrize(("level", "status"), [("error", 0), ("warning", 1), ("info", 1)])
def test_fail_on_sets_the_least_level(caveat: Caveat, site: Path, level: str, status: int) -> None:
    (site / "caveat.yaml").write_text("severity: {claim/cure: warning}")
    assert caveat("check", *CLAIMS, "--fail-on", level, cwd=site).returncode == status


def test_what_cannot_be_judged_gives_2_and_the_rest_is_judged(caveat: Caveat, site: Path) -> None:
    (site / "broken.md").write_bytes(b"caf\xe9")
    done = caveat("check", "gone.md", "letter.docx", "docs/tea.md", "broken.md", "--format", "json", *CLAIMS, cwd=site)
    report = json.loads(done.stdout)
    assert done.returncode == 2
    assert [finding["path"] for finding in report["findings"]] == ["docs/tea.md"]
    assert [failure["path"] for failure in report["failures"]] == ["gone.md", "letter.docx", "broken.md"]
    assert "byte 3" in report["failures"][2]["reason"]


def test_a_wrong_configuration_is_one_line_and_2(caveat: Caveat, site: Path) -> None:
    (site / "docs/caveat.yaml").write_text("operator: clinc")
    done = caveat("check", cwd=site)
    said = "caveat: docs/caveat.yaml:1: unknown operator “clinc” — did you mean “clinic”?\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


@pytest.mark.parametrize("arguments", [("--formt", "json"), ("--today", "1 May"), ("--jobs", "0")])
def test_wrong_usage_gives_2(caveat: Caveat, site: Path, arguments: tuple[str, ...]) -> None:
    done = caveat("check", *arguments, cwd=site)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Usage: caveat check" in done.stderr


def test_standard_input_stands_alone(caveat: Caveat, site: Path) -> None:
    done = caveat("check", "-", "clean.md", cwd=site)
    said = "caveat: “-” stands alone: standard input holds one article.\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_rule_that_does_not_exist_gives_2(caveat: Caveat, site: Path, option: str) -> None:
    done = caveat("check", option, "claim,claim/cures", cwd=site)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"caveat: {option}: unknown rule “claim/cures” — did you mean “claim/cure”?\n"


def test_a_rule_that_does_not_exist_is_an_error_of_the_configuration(caveat: Caveat, site: Path) -> None:
    (site / "caveat.yaml").write_text("\nignore: [claim/cures]")
    done = caveat("check", cwd=site)
    said = "caveat: caveat.yaml:2: unknown rule “claim/cures” — did you mean “claim/cure”?\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


def test_standard_input_is_judged_under_its_name(caveat: Caveat, site: Path) -> None:
    (site / "docs/caveat.yaml").write_text("severity: {claim/cure: info}")
    html = b"<p>Our tea <b>cures</b>&nbsp;asthma.</p>"
    done = caveat("check", "-", "--stdin-filename", "docs/new.html", "--format", "json", *CLAIMS, cwd=site, stdin=html)
    found = [(f["path"], f["severity"], f["line"], f["column"]) for f in json.loads(done.stdout)["findings"]]
    assert (done.returncode, found) == (0, [("docs/new.html", "info", 1, 15)])


def test_standard_input_is_markdown_without_a_name(caveat: Caveat, site: Path) -> None:
    done = caveat("check", "-", *CLAIMS, cwd=site, stdin=CURE.encode())
    assert done.returncode == 1
    assert "stdin.md\n  3:10  error  claim/cure  " in done.stdout
    assert "\n      3 │ Our tea *cures* asthma.\n        │          ^^^^^\n" in done.stdout


def test_what_is_excluded_is_not_judged_however_it_comes(caveat: Caveat, site: Path) -> None:
    (site / "caveat.yaml").write_text("exclude: [docs]")
    for arguments in (("docs",), ("docs/tea.md",), ("-", "--stdin-filename", "docs/tea.md")):
        done = caveat("check", *arguments, *CLAIMS, cwd=site, stdin=CURE.encode())
        assert (done.returncode, done.stdout, done.stderr) == (0, "No article to judge.\n", "")


def test_the_report_goes_to_a_file(caveat: Caveat, site: Path) -> None:
    done = caveat("check", "--format", "json", "--output", "report.json", *CLAIMS, cwd=site)
    assert (done.returncode, done.stdout) == (1, "")
    assert [f["path"] for f in json.loads((site / "report.json").read_text())["findings"]] == ["docs/tea.md"]


def test_a_report_that_cannot_be_written_gives_2(caveat: Caveat, site: Path) -> None:
    done = caveat("check", "--output", "none/report.txt", *CLAIMS, cwd=site)
    said = "caveat: none/report.txt: cannot be written (No such file or directory)\n"
    assert (done.returncode, done.stderr) == (2, said)


def test_colours_are_for_terminals(caveat: Caveat, site: Path) -> None:
    assert "\x1b" not in caveat("check", *CLAIMS, cwd=site).stdout
    assert "\x1b[1;31merror\x1b[0m" in caveat("check", *CLAIMS, cwd=site, env={"FORCE_COLOR": "1"}).stdout


def test_any_file_name_can_be_reported(caveat: Caveat, site: Path) -> None:
    (site / os.fsdecode(b"caf\xe9\n\xe0\xb8\x97.md")).write_text(CURE)
    report = json.loads(caveat("check", "--format", "json", *CLAIMS, cwd=site).stdout)
    assert [finding["path"] for finding in report["findings"]] == ["caf\udce9\nท.md", "docs/tea.md"]
    assert caveat("check", *CLAIMS, cwd=site).stdout.startswith("caf�␊ท.md\n  3:10 ")


def test_a_reader_that_goes_away_early_changes_nothing(site: Path) -> None:
    for number in range(400):
        (site / f"{number}.md").write_text(CURE * 5)
    command = [sys.executable, "-m", "caveat.cli", "check", *CLAIMS]
    with subprocess.Popen(command, cwd=site, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 1


def test_an_interruption_gives_130(site: Path) -> None:
    script = (
        "import sys; from caveat import cli\n"
        "class Interrupted:\n"
        "    def read(self): raise KeyboardInterrupt\n"
        "sys.stdin = type('Stdin', (), {'buffer': Interrupted()})\n"
        "sys.exit(cli.run(['check', '-']))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=site, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, "", "")


def test_a_fault_of_ours_gives_2_and_says_where(site: Path) -> None:
    script = (
        "import sys; from caveat import cli; from caveat.lint import engine\n"
        "engine.run = lambda *arguments: 1 // 0\n"
        "sys.exit(cli.run(['check']))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=site, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stdout) == (2, "")
    assert "ZeroDivisionError" in done.stderr
    assert done.stderr.endswith("caveat: this is a fault of caveat itself; please report it with the lines above\n")
