from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from caveat.lint import config
from caveat.lint.errors import InputError
from caveat.lint.model import Severity

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Caveat = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.chdir(site)
    return site


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_yaml", ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def error() -> str:
    with pytest.raises(InputError) as raised:
        config.load("caveat.yaml")
    return str(raised.value)


def test_the_nearest_value_wins_and_tables_and_collections_are_joined(here: Path) -> None:
    (here.parent / "house-rules").mkdir()
    (here / "own-rules").mkdir()
    write(
        here.parent,
        house_yaml="""
jurisdictions: [us]
operator: publisher
ignore: [style]
severity: {a/b: info, c/d: error}
review: {default: 24}
rules: [house-rules]
approved_claims: [One., Two.]
exclude: [drafts]
suppress: false
""",
    )
    write(
        here,
        caveat_yaml="""
extends: ../house.yaml
operator: clinic
ignore: [cite]
severity: {a/b: "off"}
rules: [own-rules]
approved_claims: [Two., Three.]
exclude: [old]
""",
    )
    read = config.load("caveat.yaml")
    found = config.settings(read, "a.md")
    assert (found.jurisdictions, found.operator, found.ignore, found.suppress) == (("us",), "clinic", ("cite",), False)
    assert found.severity == {"a/b": None, "c/d": Severity.ERROR}
    assert found.review == {"default": 24}
    assert found.rules == (str(here / "../house-rules").replace("site/../", ""), str(here / "own-rules"))
    assert found.approved_claims == ("One.", "Two.", "Three.")
    assert [config.excludes(read, path) for path in ("drafts/a.md", "old/a.md", "a.md")] == [True, True, False]
    assert (read.path, read.folder) == ("caveat.yaml", str(here))


def test_a_nearer_file_wins_over_the_overrides_of_what_it_extends(here: Path) -> None:
    write(here, house_yaml="overrides:\n- {paths: shop, operator: brand, history: true}")
    write(here, caveat_yaml="extends: house.yaml\noperator: clinic\noverrides:\n- {paths: shop/old, operator: charity}")
    read = config.load("caveat.yaml")
    found = [config.settings(read, path) for path in ("shop/a.md", "shop/old/a.md", "a.md")]
    assert [(one.operator, one.history) for one in found] == [("clinic", True), ("charity", True), ("clinic", False)]


def test_of_several_files_the_later_one_wins_and_each_counts_once(here: Path) -> None:
    write(here, base_yaml="operator: charity\nhistory: true")
    write(here, one_yaml="extends: base.yaml\noperator: brand")
    write(here, two_yaml="extends: [base.yaml]\njurisdictions: [uk]")
    write(here, caveat_yaml="extends: [one.yaml, two.yaml]")
    found = config.load("caveat.yaml").settings
    assert (found.operator, found.history, found.jurisdictions) == ("brand", True, ("uk",))


@pytest.mark.parametrize(
    ("house", "pattern", "left_out"),
    [
        # a file above the site speaks of its own tree
        ("../caveat.yaml", "site/old", "old/a.md"),
        # one that is kept elsewhere speaks of the site that extends it
        ("../house/rules.yaml", "old/deep", "old/deep/a.md"),
        ("vendor/house.yaml", "old/deep", "old/deep/a.md"),
    ],
)
def test_what_path_patterns_are_relative_to(here: Path, house: str, pattern: str, left_out: str) -> None:
    file = here / house
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"exclude: [{pattern}]\noverrides:\n- paths: {pattern}\n  operator: brand")
    write(here, caveat_yaml=f"extends: {house}")
    read = config.load("caveat.yaml")
    assert config.excludes(read, left_out)
    assert config.settings(read, left_out).operator == "brand"
    assert not config.excludes(read, "new/a.md")


def test_files_are_relative_to_the_file_that_names_them(here: Path) -> None:
    write(here.parent, house__people_yaml="reviewers: [{name: Ana Ruiz}]", house__all_yaml="reviewers: people.yaml")
    write(here, caveat_yaml="extends: ../house/all.yaml")
    roster = config.load("caveat.yaml").settings.reviewers
    assert roster
    assert [entry.name for entry in roster.entries] == ["Ana Ruiz"]


def test_mistakes_are_told_where_they_are_written(here: Path) -> None:
    write(here, house_yaml="\noperator: clinics", caveat_yaml="extends: house.yaml")
    assert error() == "house.yaml:2: unknown operator “clinics” — did you mean “clinic”?"
    write(here, house_yaml="overrides:\n- paths: x\n  extends: y")
    assert error().startswith("house.yaml:3: unknown key “extends”")
    write(here, house_yaml="select: [clam]")
    with pytest.raises(InputError, match=r"^house\.yaml:1: unknown rule “clam” — did you mean “claim”"):
        config.check_names(config.load("caveat.yaml"), ["claim/cure"])
    write(here, house_yaml="review: {canser: 3}")
    with pytest.raises(InputError, match=r"^house\.yaml:1: unknown topic “canser” — did you mean “cancer”"):
        config.check_topics(config.load("caveat.yaml"), ["cancer"])


def test_a_missing_file_and_a_circle_are_one_line_each(here: Path) -> None:
    write(here, caveat_yaml="operator: clinic\nextends: [none.yaml]")
    assert error() == (
        "caveat.yaml:2: there is no file “none.yaml” — correct the path, it is relative to this caveat.yaml"
    )
    write(here, caveat_yaml="extends: a.yaml", a_yaml="\nextends: [b.yaml]", b_yaml="\n\nextends: ./caveat.yaml")
    assert error() == "b.yaml:3: “./caveat.yaml” extends this file in turn — take out one of the two"
    write(here, caveat_yaml="extends: caveat.yaml")
    assert error() == "caveat.yaml:1: “caveat.yaml” extends this file in turn — take out one of the two"
    write(here, caveat_yaml="extends: a.yaml", a_yaml="extends: none.yaml")
    assert error() == "a.yaml:1: there is no file “none.yaml” — correct the path, it is relative to this a.yaml"


def test_a_change_in_an_extended_file_is_noticed_by_what_is_remembered(caveat: Caveat, here: Path) -> None:
    write(here, caveat_yaml="extends: house.yaml", house_yaml="select: [claim/cure]")
    # enough articles that their results are kept
    for number in range(9):
        (here / f"{number}.md").write_text(f"# Tea {number}\n\nOur tea cures asthma.\n")
    counts = []
    for text in ("select: [claim/cure]", "select: [suppress]", "exclude: ['?.md']", "select: [claim/cure]"):
        write(here, house_yaml=text)
        counts.append(len(json.loads(caveat("check", "--format", "json", cwd=here).stdout)["findings"]))
    assert counts == [9, 0, 0, 9]
    write(here, house_yaml="select: [claim/cur]")
    done = caveat("check", cwd=here)
    assert (done.returncode, done.stderr) == (
        2,
        "caveat: house.yaml:1: unknown rule “claim/cur” — did you mean “claim/cure”?\n",
    )
