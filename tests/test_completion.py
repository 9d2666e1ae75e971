from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_bash_completes_with_the_documented_line(repository: Path, tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if not bash:
        pytest.skip("there is no bash")
    program = write(tmp_path, "bin/caveat", f'#!{bash}\nexec "{sys.executable}" -m caveat.cli "$@"\n')
    program.chmod(0o755)
    text = (repository / "docs/platforms.md").read_text(encoding="utf-8")
    line = text.split("```bash\n")[1].splitlines()[0]
    typed = "COMP_WORDS=(caveat explain claim/cu); COMP_CWORD=2"
    script = f'{line}\n{typed}\n_caveat_completion caveat\necho "${{COMPREPLY[@]}}"'
    environment = {**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run([bash, "-c", script], cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8")
    assert (done.stdout, done.stderr) == ("claim/cure\n", "")


def complete(shell: str, words: Sequence[str], cwd: Path) -> list[str]:
    """Ask what may follow, as the function does that click gives to a shell."""
    current = words[-1] if shell == "fish" else str(len(words) - 1)
    environment = {
        **os.environ,
        **{"COMP_WORDS": " ".join(words), "COMP_CWORD": current, "_CAVEAT_COMPLETE": f"{shell}_complete"},
    }
    done = subprocess.run(
        [sys.executable, "-m", "caveat.cli"], cwd=cwd, env=environment, capture_output=True, encoding="utf-8"
    )
    assert (done.returncode, done.stderr) == (0, "")
    return list(filter(None, done.stdout.splitlines()))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_script(tmp_path: Path, shell: str) -> None:
    environment = {**os.environ, "_CAVEAT_COMPLETE": f"{shell}_source"}
    done = subprocess.run(
        [sys.executable, "-m", "caveat.cli"], cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0
    assert f"_CAVEAT_COMPLETE={shell}_complete" in done.stdout


def test_commands_options_and_rules_are_completed(tmp_path: Path) -> None:
    assert complete("bash", ["caveat", "ch"], tmp_path) == ["plain,check"]
    assert complete("bash", ["caveat", "check", "--stag"], tmp_path) == ["plain,--staged"]
    assert complete("bash", ["caveat", "check", "--select", "claim/cu"], tmp_path) == ["plain,claim/cure"]
    assert complete("bash", ["caveat", "check", "--ignore", "cite,suppr"], tmp_path)[0] == "plain,cite,suppress"
    assert complete("zsh", ["caveat", "explain", "claim/cu"], tmp_path)[:2] == ["plain", "claim/cure"]
    assert complete("fish", ["caveat", "rules", "test", "claim/cu"], tmp_path)[0].startswith("plain,claim/cure\t")
    assert complete("bash", ["caveat", "config", "schema", "ro"], tmp_path) == ["plain,roster"]
    assert complete("bash", ["caveat", "chek", "--s"], tmp_path) == []


def test_rules_of_a_site_are_completed_and_a_mistake_is_silent(tmp_path: Path) -> None:
    write(tmp_path, "caveat.yaml", "rules: [none]")
    assert complete("bash", ["caveat", "explain", "claim/cu"], tmp_path) == []
