from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Caveat = Callable[..., subprocess.CompletedProcess[str]]

TODAY = ("--today", "2026-11-22")
LASER = """\
---
title: Laser treatment for scars
date: 2 May 2026
---

The doctor moves the laser over the scar. Most people need four rounds of treatment, a month apart. Redness after
the laser lasts a day or two, and the skin may turn darker for some weeks. Keep the skin out of the sun.

<!-- caveat: ignore claim/no-risk until 2026-01-31 -- the wording of the regulator -->

The laser cures every scar.

Medically reviewed by Ana Ruiz, MD, on 3 May 2026.
"""
MENDED = """\
---
title: Laser treatment for scars
date: 2026-05-02
---

The doctor moves the laser over the scar. Most people need four rounds of treatment, a month apart. Redness after
the laser lasts a day or two, and the skin may turn darker for some weeks. Keep the skin out of the sun.

The laser cures every scar.

Medically reviewed by Ana Ruiz, MD, on 3 May 2026.

This page gives general information and is not medical advice. Ask your doctor or pharmacist before you start,
change or stop a treatment.
"""
DONE = """\
laser.md:3: wrote “2 May 2026” as 2026-05-02 (fix/date-format)
laser.md:9: removed the suppression of claim/no-risk, which ended on 2026-01-31 (suppress/expired)
laser.md:13: inserted “This page gives general information and is not medical advice. Ask your doctor or pharmacist \
before you start, change or stop a treatment.” (page/disclaimer)
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "caveat.yaml").write_text("operator: clinic\njurisdictions: [uk]\n")
    (tmp_path / "laser.md").write_text(LASER)
    return tmp_path


def test_fix_writes_and_says_what_it_did_and_what_is_left(caveat: Caveat, site: Path) -> None:
    done = caveat("fix", *TODAY, cwd=site)
    left = "1 claim left to you: `caveat check` offers wordings.\n"
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{DONE}3 changes made in 1 of 1 article. {left}"
    assert (site / "laser.md").read_text() == MENDED
    again = caveat("fix", *TODAY, cwd=site)
    assert (again.returncode, again.stdout) == (0, f"0 changes made in 0 of 1 article. {left}")


def test_diff_writes_nothing_and_is_what_patch_takes(caveat: Caveat, site: Path) -> None:
    shown = caveat("fix", "--diff", *TODAY, cwd=site)
    assert shown.returncode == 1
    assert shown.stderr.startswith("3 changes would be made in 1 of 1 article. ")
    assert (site / "laser.md").read_text() == LASER
    patch(shown.stdout, site)
    assert (site / "laser.md").read_text() == MENDED
    again = caveat("fix", "--diff", *TODAY, cwd=site)
    assert (again.returncode, again.stdout) == (0, "")


def patch(diff: str, folder: Path) -> None:
    subprocess.run(["git", "apply", "-p0", "-"], input=diff.encode(), cwd=folder, check=True)


def test_patch_takes_a_path_with_blanks(caveat: Caveat, site: Path) -> None:
    (site / "é x").mkdir()
    (site / "laser.md").rename(site / "é x/a b.md")
    patch(caveat("fix", "--diff", *TODAY, cwd=site).stdout, site)
    assert (site / "é x/a b.md").read_text() == MENDED


@pytest.mark.parametrize("source", [LASER.replace("\n", "\r\n"), LASER.rstrip("\n"), "\ufeff" + LASER])
def test_git_takes_the_diff_of_other_lines_and_ends(caveat: Caveat, site: Path, source: str) -> None:
    (site / "laser.md").write_bytes(source.encode())
    diff = subprocess.run(
        [*caveat("--version", cwd=site).args[:3], "fix", "--diff", *TODAY], cwd=site, capture_output=True
    ).stdout
    subprocess.run(["git", "apply", "-p0", "-"], input=diff, cwd=site, check=True)
    by_patch = (site / "laser.md").read_bytes()
    (site / "laser.md").write_bytes(source.encode())
    caveat("fix", *TODAY, cwd=site)
    assert by_patch == (site / "laser.md").read_bytes() != source.encode()


@pytest.mark.parametrize(
    ("options", "rules"),
    [
        (("--select", "page"), {"page/disclaimer"}),
        (("--select", "suppress/expired,fix"), {"suppress/expired", "fix/date-format"}),
        (("--ignore", "page,fix/date-format"), {"suppress/expired"}),
        (("--select", "claim"), set()),
    ],
)
def test_rules_choose_what_is_mended(caveat: Caveat, site: Path, options: tuple[str, ...], rules: set[str]) -> None:
    lines = caveat("fix", *options, *TODAY, cwd=site).stdout.splitlines()[:-1]
    assert {line.rpartition("(")[2].rstrip(")") for line in lines} == rules


def test_unused_suppressions_are_known_whatever_is_selected(caveat: Caveat, site: Path) -> None:
    (site / "laser.md").write_text("# Tea\n\n<!-- caveat: ignore claim/no-risk -- quoted -->\nThere is no risk.\n")
    assert caveat("fix", "--select", "suppress", *TODAY, cwd=site).stdout == "0 changes made in 0 of 1 article.\n"
    (site / "laser.md").write_text("# Tea\n\n<!-- caveat: ignore claim/no-risk -- quoted -->\nTea is warm.\n")
    done = caveat("fix", "--select", "suppress", *TODAY, cwd=site)
    assert done.stdout.startswith("laser.md:3: removed the suppression of claim/no-risk (suppress/unused)\n")


def test_the_configuration_chooses_first(caveat: Caveat, site: Path) -> None:
    (site / "caveat.yaml").write_text("operator: clinic\nignore: [page/disclaimer]\nexclude: [drafts]\n")
    (site / "drafts").mkdir()
    shutil.copy(site / "laser.md", site / "drafts")
    done = caveat("fix", "--ignore", "fix,suppress", *TODAY, cwd=site)
    assert done.stdout.startswith("0 changes made in 0 of 1 article. ")
    assert (site / "drafts/laser.md").read_text() == LASER


def test_a_suppressed_finding_is_not_mended(caveat: Caveat, site: Path) -> None:
    source = LASER.replace("date: 2 May 2026", "caveat: {ignore: {page/disclaimer: the frame of the site has one}}")
    (site / "laser.md").write_text(source)
    caveat("fix", "--select", "page", *TODAY, cwd=site)
    assert (site / "laser.md").read_text() == source


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--select", "page/disclaimr"), "--select: unknown rule “page/disclaimr” — did you mean “page/disclaimer”?"),
        (("--ignore", "fix/dates"), "--ignore: unknown rule “fix/dates” — did you mean “fix/date-format”?"),
    ],
)
def test_an_unknown_rule_is_refused(caveat: Caveat, site: Path, options: tuple[str, ...], said: str) -> None:
    done = caveat("fix", *options, cwd=site)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"caveat: {said}\n")


def test_what_cannot_be_read_is_left_alone_and_the_others_are_done(caveat: Caveat, site: Path) -> None:
    broken = "---\ntitle: [Laser\n---\n\n# Laser\n\n<!-- caveat: ignore claim until 2026-01-01 -- x -->\n"
    (site / "broken.md").write_text(broken)
    (site / "latin.md").write_bytes("Grün".encode("latin-1"))
    done = caveat("fix", "missing.md", ".", *TODAY, cwd=site)
    assert done.returncode == 2
    assert [line.split(":")[1].strip() for line in done.stderr.splitlines()] == ["missing.md", "broken.md", "latin.md"]
    assert (site / "broken.md").read_text() == broken
    assert (site / "laser.md").read_text() == MENDED


def test_a_signed_wording_is_not_touched(caveat: Caveat, site: Path) -> None:
    caveat("sign", "laser.md", "--reviewer", "Ana Ruiz", "--date", "2026-05-03", cwd=site)
    done = caveat("fix", *TODAY, cwd=site)
    assert done.returncode == 0
    assert done.stderr.startswith("caveat: laser.md:11: not done: inserted “This page gives general information")
    assert done.stderr.endswith("— it would lead to page/signature-outdated (page/disclaimer)\n")
    assert done.stdout.startswith("".join(DONE.splitlines(keepends=True)[:2]) + "2 changes made in 1 of 1 article. ")


def test_an_article_does_not_steer_the_terminal(caveat: Caveat, site: Path) -> None:
    (site / "laser.md").write_text("<!-- caveat: ignore claim\x1b[31m until 2026-01-31 -- x -->\nTea.\n")
    assert caveat("fix", *TODAY, cwd=site).stdout.startswith("laser.md:1: removed the suppression of claim␛[31m, which")


def test_a_site_brings_its_own_wording(caveat: Caveat, site: Path) -> None:
    (site / "ours/templates").mkdir(parents=True)
    (site / "ours/templates/en.yaml").write_text(
        "statements:\n  page/disclaimer:\n    says: [Nothing here is medical advice., Talk to *our* doctors <first>.]\n"
    )
    (site / "caveat.yaml").write_text("operator: clinic\nrules: [ours]\n")
    caveat("fix", *TODAY, cwd=site)
    wording = "Nothing here is medical advice. Talk to \\*our\\* doctors \\<first\\>."
    assert (site / "laser.md").read_text().endswith(f"\n{wording}\n")
    assert caveat("check", "--select", "page/disclaimer", cwd=site).returncode == 0


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("statement: {}", "ours/templates/en.yaml:1: unknown key “statement” — did you mean “statements”?"),
        (
            "statements:\n  page/disclaimer:\n    say: x",
            "ours/templates/en.yaml:3: unknown key “say” — did you mean “says”?",
        ),
        (
            "statements:\n  page/emergency-number:\n    number: Call.\n    instead: Call.",
            "ours/templates/en.yaml:3: the template names no {number} — write {number} where it belongs",
        ),
        (
            "statements:\n  page/disclaimr: {says: x}",
            "templates/en.yaml: unknown rule “page/disclaimr” — did you mean “page/disclaimer”?",
        ),
    ],
)
def test_a_mistake_in_a_template_is_refused(caveat: Caveat, site: Path, template: str, said: str) -> None:
    (site / "ours/templates").mkdir(parents=True)
    (site / "ours/templates/en.yaml").write_text(template)
    (site / "caveat.yaml").write_text("rules: [ours]\n")
    done = caveat("fix", cwd=site)
    assert (done.returncode, done.stderr) == (2, f"caveat: {said}\n")


def test_the_shown_diff_is_the_real_one(caveat: Caveat, repository: Path) -> None:
    page = (repository / "docs/fix.md").read_text(encoding="utf-8")
    command, _, shown = page.partition("```console\n$ caveat ")[2].partition("```")[0].partition("\n")
    assert caveat(*command.split(), cwd=repository).stdout == shown


def test_the_shown_template_is_used(caveat: Caveat, site: Path, repository: Path) -> None:
    (site / "our-rules/templates").mkdir(parents=True)
    page = (repository / "docs/fix.md").read_text(encoding="utf-8")
    template = page.partition("```yaml\n")[2].partition("```")[0]
    (site / "our-rules/templates/en.yaml").write_text(template, encoding="utf-8")
    (site / "caveat.yaml").write_text("operator: clinic\njurisdictions: [th]\nrules: [our-rules]\n")
    caveat("fix", "--select", "page", *TODAY, cwd=site)
    assert (site / "laser.md").read_text() == (
        f"{LASER}\nThis page informs; it is not medical advice. Talk to your doctor before you change a treatment.\n"
        "\nAdvertising licence no. 123/2569\n"
    )
