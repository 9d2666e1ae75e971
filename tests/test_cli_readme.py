from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from caveat import __version__
from caveat.lint import config

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Caveat = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def readme(repository: Path) -> str:
    return (repository / "README.md").read_text(encoding="utf-8")


def blocks(readme: str, language: str) -> list[str]:
    return [part.split("```")[0] for part in readme.split(f"```{language}\n")[1:]]


def test_the_shown_report_is_the_real_one(caveat: Caveat, repository: Path, readme: str) -> None:
    command, _, shown = blocks(readme, "console")[0].partition("\n")
    arguments = command.removeprefix("$ caveat ").split()
    assert caveat(*arguments, cwd=repository).stdout == shown


def test_the_clean_copy_is_set_up_as_the_readme_says(repository: Path, readme: str) -> None:
    commands = [block.strip().removeprefix("$ ") for block in blocks(readme, "console")]
    assert commands[2] in (repository / ".ci/run").read_text(encoding="utf-8").splitlines()


def test_every_command_and_option_is_named(caveat: Caveat, repository: Path, readme: str) -> None:
    for arguments in ((), ("check",)):
        text = caveat(*arguments, "--help", cwd=repository, env={"COLUMNS": "120"}).stdout
        names = {word.rstrip(",") for word in text.split() if word.startswith("--")} - {"--help", "--version"}
        names |= {f"caveat {line.split()[0]}" for line in text.partition("Commands:")[2].splitlines() if line.strip()}
        assert [name for name in sorted(names) if f"`{name}" not in readme and f", `{name}" not in readme] == []


def test_the_shown_configuration_is_valid(tmp_path: Path, readme: str) -> None:
    (tmp_path / "caveat.yaml").write_text(blocks(readme, "yaml")[0])
    assert config.settings(config.load(str(tmp_path / "caveat.yaml")), str(tmp_path / "shop/a.md")).operator == "brand"


def test_the_shown_json_has_the_keys_of_a_report(caveat: Caveat, tmp_path: Path, readme: str) -> None:
    (tmp_path / "a.md").write_text("# Tea\n")
    report = json.loads(caveat("check", "--format", "json", "--today", "2026-11-22", cwd=tmp_path).stdout)
    assert report == {**json.loads(blocks(readme, "json")[0]), "caveat": __version__}


def test_the_shown_rule_holds(caveat: Caveat, tmp_path: Path, readme: str) -> None:
    (tmp_path / "our-rules/house").mkdir(parents=True)
    (tmp_path / "our-rules/house/detox.yaml").write_text(blocks(readme, "yaml")[2], encoding="utf-8")
    (tmp_path / "caveat.yaml").write_text("rules: [our-rules]")
    done = caveat("rules", "test", "house", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "1 rule on 10 examples: all hold.\n", "")
