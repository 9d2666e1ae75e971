from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Caveat = Callable[..., subprocess.CompletedProcess[str]]

# what README and the pages show is run by test_docs.py


def test_the_clean_copy_is_set_up_as_the_readme_says(repository: Path) -> None:
    readme = (repository / "README.md").read_text(encoding="utf-8")
    commands = [line.removeprefix("$ ") for line in readme.splitlines() if line.startswith("$ python3 -m venv")]
    assert [command.partition(" --quiet ")[2] for command in commands] == [
        ". && .venv/bin/caveat check examples",
        "'.[dev]' && .venv/bin/pytest -n 2",
    ]
    assert commands[1] in (repository / ".ci/run").read_text(encoding="utf-8").splitlines()


def test_every_command_and_option_is_named(caveat: Caveat, repository: Path) -> None:
    page = (repository / "docs/command-line.md").read_text(encoding="utf-8")
    for arguments in ((), ("check",)):
        text = caveat(*arguments, "--help", cwd=repository, env={"COLUMNS": "120"}).stdout
        names = {word.rstrip(",") for word in text.split() if word.startswith("--")} - {"--help", "--version"}
        names |= {f"caveat {line.split()[0]}" for line in text.partition("Commands:")[2].splitlines() if line.strip()}
        assert [name for name in sorted(names) if f"`{name}" not in page and f", `{name}" not in page] == []


def test_every_page_that_the_readme_names_is_there(repository: Path) -> None:
    readme = (repository / "README.md").read_text(encoding="utf-8")
    named = {part.partition(")")[0].partition("#")[0] for part in readme.split("](")[1:]}
    assert [name for name in sorted(named) if not (repository / name).is_file()] == []
