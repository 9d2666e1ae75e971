"""The blocks of README and the documentation's pages, and a shell in which to run them; used by test_docs*.py."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).resolve().parents[1]
FOUND = (path.relative_to(REPOSITORY) for path in (REPOSITORY / "docs").rglob("*.md"))
PAGES = ["README.md", "CONTRIBUTING.md", *sorted(path.as_posix() for path in FOUND if path.parts[1] != "tutorial")]

# what a page finds in the folder in which its commands run, from the root of the repository
STARTS = {
    "docs/tutorial.md": {"content": "docs/tutorial/content"},
    "docs/how-to/publisher.md": {f"content/{name}": f"examples/{name}" for name in ("clinic", "guides", "shop")},
}
START = {"examples": "examples", "content": "examples/guides", "docs": "examples/guides"}

# the days of the pages are those of this one; what a page shows must not change when it is over
TODAY = "2026-11-22"


class Fence(NamedTuple):
    """A fenced block of a page: its language, the file that its title names, its text, and the line it begins on."""

    page: str
    line: int
    language: str
    title: str
    text: str


def fences(page: str) -> Iterator[Fence]:
    """Find the fenced blocks of a page, also those inside of lists."""
    lines = (REPOSITORY / page).read_text(encoding="utf-8").splitlines()
    start, indent, head, body = 0, "", "", list[str]()
    for number, line in enumerate(lines, 1):
        bare = line.strip()
        if not start and bare.startswith("```"):
            start, indent, head, body = number, line[: len(line) - len(line.lstrip())], bare[3:], []
        elif start and bare == "```":
            language, _, title = head.partition(" ")
            yield Fence(page, start, language, title.removeprefix('title="').removesuffix('"'), "\n".join(body) + "\n")
            start = 0
        elif start:
            body.append(line.removeprefix(indent))
    assert not start, f"{page}:{start}: a block without end"


FENCES = [fence for page in PAGES for fence in fences(page)]


def named(fence: Fence) -> str:
    return f"{fence.page}:{fence.line}"


class Shell:
    """A folder with articles, under git, and `caveat` on the path."""

    def __init__(self, folder: Path, start: dict[str, str]) -> None:
        self.folder = folder / "site"
        for name, source in start.items():
            shutil.copytree(REPOSITORY / source, self.folder / name)
        (folder / "bin").mkdir()
        command = folder / "bin/caveat"
        command.write_text(
            f"#!{sys.executable}\nimport sys\nfrom caveat.cli import main\n"
            "dated = {'check', 'fix', 'report', 'reviews', 'baseline'} & set(sys.argv[1:2])\n"
            f"sys.argv += ['--today', '{TODAY}'] if dated and '--today' not in sys.argv else []\nmain()\n"
        )
        command.chmod(0o755)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        identity = {
            f"GIT_{who}_{what}": "w@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        self.environment = {**kept, **identity, "PATH": f"{folder}/bin:{os.environ['PATH']}", "HOME": str(folder)}

    def begin(self) -> None:
        """Commit what there is, as on the main branch of a server."""
        self.run(
            "git init -q -b main && git add -A && git commit -qm Begin && git update-ref refs/remotes/origin/main HEAD"
        )

    def run(self, script: str, stdin: str = "") -> tuple[int, str]:
        """Run a script and return its exit status and all that it prints."""
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=self.folder,
            env=self.environment,
            input=stdin.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=120,
        )
        return done.returncode, done.stdout.decode("utf-8")

    def session(self, commands: list[str]) -> Iterator[tuple[int, str, str]]:
        """Run commands one after the other in one shell, so that `$?` is right; yield status and outputs."""
        mark = "last=$?; printf '\\036%s\\036' $last; cat ../errors; printf '\\037'; (exit $last)"
        script = "".join(f"{{ {command}\n}} 2>../errors\n{mark}\n" for command in commands)
        for part in self.run(script)[1].split("\037")[: len(commands)]:
            printed, status, errors = part.split("\036")
            yield int(status), printed, errors

    def change(self, name: str, diff: str) -> None:
        """Replace the lines of a file that begin with `-` in a diff by those that begin with `+`."""
        text = (self.folder / name).read_text(encoding="utf-8")
        for hunk in re.split(r"^@@.*\n", diff, flags=re.M):
            old, new = (
                "".join(line[1:] for line in hunk.splitlines(True) if line[0] in signs) for signs in (" -", " +")
            )
            assert text.count(old) == 1, f"{name} does not hold once:\n{old}"
            text = text.replace(old, new)
        self.write(name, text)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(text, encoding="utf-8")


def commands(text: str) -> list[tuple[str, str]]:
    """Part a console block into commands, without remarks, and what it shows of their output."""
    parts = re.split(r"^\$ ", text, flags=re.M)
    assert not parts[0], "a console block begins with a command"
    return [
        (head.partition("  #")[0].strip(), shown) for head, _, shown in (part.partition("\n") for part in parts[1:])
    ]


def fits(shown: str, printed: str) -> bool:
    """Tell whether an output is the one shown, in which `…` stands for anything; alone on a line, for any lines."""
    lines = [re.escape(line.rstrip()).replace("…", ".*") for line in shown.rstrip().splitlines()]
    pattern = "".join("(?:.*\n)*" if line.strip() == ".*" else f"{line}\n" for line in lines)
    return re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in printed.rstrip().splitlines())) is not None
