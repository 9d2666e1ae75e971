from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Caveat = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "house.yaml").write_text(
        "jurisdictions: [uk, th]\napproved_claims: [One.]\nseverity:\n  claim/cure: info\n  claim/speed: info\n"
    )
    (tmp_path / "caveat.yaml").write_text("""\
extends: house.yaml
operator: clinic
approved_claims: [Two.]
severity: {claim/cure: off}
exclude:
  - drafts
  - shop/old
overrides:
  - paths: [shop, "*.html"]
    operator: brand
  - paths: guides
    operator: charity
""")
    return tmp_path


def test_the_text_names_the_line_of_each_value(caveat: Caveat, site: Path) -> None:
    done = caveat("config", "show", "shop/a.md", cwd=site)
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        done.stdout
        == """\
shop/a.md: caveat.yaml, which extends house.yaml
  jurisdictions         uk, th             house.yaml:1
  operator              brand              caveat.yaml:10, for shop, *.html
  select                all rules          default
  ignore                none               default
  severity claim/cure   off                caveat.yaml:4
  severity claim/speed  info               house.yaml:5
  review                as the topics say  default
  approved_claims       One.               house.yaml:2
  approved_claims       Two.               caveat.yaml:3
  rules                 none               default
  suppress              true               default
  reviewers             none               default
  history               false              default
  exclude               drafts             caveat.yaml:6
  exclude               shop/old           caveat.yaml:7
  gitignore             true               default
"""
    )


def test_an_excluded_article_is_named_with_the_pattern(caveat: Caveat, site: Path) -> None:
    lines = caveat("config", "show", "shop/old/a.md", cwd=site).stdout.splitlines()
    assert lines[1] == "  never judged: caveat.yaml:7 excludes “shop/old”"


def test_what_git_ignores_is_told(caveat: Caveat, site: Path) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=site, check=True)
    (site / ".gitignore").write_text("public/\n")
    (site / "public").mkdir()
    lines = caveat("config", "show", "public/a.md", cwd=site).stdout.splitlines()
    assert lines[1] == "  passed over when its folder is searched: git ignores it"
    for path in ("a.md", "none/a.md"):
        assert json.loads(caveat("config", "show", path, "--format", "json", cwd=site).stdout)["ignored"] is False


def test_json_says_the_same(caveat: Caveat, site: Path) -> None:
    shown = json.loads(caveat("config", "show", "drafts/a.html", "--format", "json", cwd=site).stdout)
    assert (shown["path"], shown["files"]) == ("drafts/a.html", ["caveat.yaml", "house.yaml"])
    place = {"file": "caveat.yaml", "line": 6, "override": None}
    assert shown["excluded"] == {"key": "exclude", "name": None, "value": ["drafts"], **place}
    operator = next(value for value in shown["values"] if value["key"] == "operator")
    assert operator == {
        **{"key": "operator", "name": None, "value": ["brand"]},
        **{"file": "caveat.yaml", "line": 10, "override": ["shop", "*.html"]},
    }
    assert {value["key"] for value in shown["values"] if value["file"] is None} == {
        *("select", "ignore", "review", "rules", "suppress", "reviewers", "history", "gitignore")
    }


def test_without_a_configuration_the_defaults_are_shown(caveat: Caveat, tmp_path: Path) -> None:
    lines = caveat("config", "show", "a.md", cwd=tmp_path).stdout.splitlines()
    assert lines[0] == "a.md: no caveat.yaml: the defaults hold"
    assert {line.split()[-1] for line in lines[1:]} == {"default"}


def test_a_mistake_is_an_error(caveat: Caveat, site: Path) -> None:
    (site / "house.yaml").write_text("operator: clinics")
    done = caveat("config", "show", "a.md", cwd=site)
    said = "caveat: house.yaml:1: unknown operator “clinics” — did you mean “clinic”?\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


def test_a_file_that_is_named_replaces_the_search(caveat: Caveat, site: Path) -> None:
    lines = caveat("config", "show", "shop/a.md", "--config", "house.yaml", cwd=site).stdout.splitlines()
    assert lines[0] == "shop/a.md: house.yaml"
