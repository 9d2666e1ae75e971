"""Run what README and the pages of the documentation show, and hold it against what they say is printed."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import yaml
from caveat import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Caveat = Callable[..., subprocess.CompletedProcess[str]]

REPOSITORY = Path(__file__).resolve().parents[1]
DOCS = REPOSITORY / "docs"
PAGES = ["README.md", "CONTRIBUTING.md"] + sorted(
    path.relative_to(REPOSITORY).as_posix() for path in DOCS.rglob("*.md") if "tutorial" not in path.parts
)

# what a page finds in the folder in which its commands run, from the root of the repository
STARTS = {
    "docs/tutorial.md": {"content": "docs/tutorial/content"},
    "docs/how-to/publisher.md": {f"content/{name}": f"examples/{name}" for name in ("clinic", "guides", "shop")},
}
START = {"examples": "examples", "content": "examples/guides", "docs": "examples/guides"}

# the days of the pages are those of this one; what a page shows must not change when it is over
TODAY = "2026-11-22"

NOT_RUN = {
    "python3 -m venv": "installs packages; .ci/run runs the README's line on a clean copy",
    "pip install": "installs packages from the network",
    "pipx install": "installs packages from the network",
    "pre-commit": "clones and installs the hook's repository; tests/test_hooks.py does it",
    "git push": "needs a server",
    "mkdocs serve": "runs until it is stopped",
}


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


def of(*languages: str) -> list[Any]:
    return [pytest.param(fence, id=named(fence)) for fence in FENCES if fence.language in languages]


# --- what can be run


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
        identity = {f"GIT_{who}_{what}": "w@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        self.environment = {**kept, **identity, "PATH": f"{folder}/bin:{os.environ['PATH']}", "HOME": str(folder)}

    def begin(self) -> None:
        """Commit what there is, as on the main branch of a server."""
        self.run("git init -q -b main && git add -A && git commit -qm Begin && git update-ref refs/remotes/origin/main HEAD")

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
        """Run commands one after the other in one shell, so that `$?` is what a reader sees; yield status and outputs."""
        mark = "last=$?; printf '\\036%s\\036' $last; cat ../errors; printf '\\037'; (exit $last)"
        script = "".join(f"{{ {command}\n}} 2>../errors\n{mark}\n" for command in commands)
        for part in self.run(script)[1].split("\037")[: len(commands)]:
            printed, status, errors = part.split("\036")
            yield int(status), printed, errors

    def change(self, name: str, diff: str) -> None:
        """Replace the lines of a file that begin with `-` in a diff by those that begin with `+`."""
        text = (self.folder / name).read_text(encoding="utf-8")
        for hunk in re.split(r"^@@.*\n", diff, flags=re.M):
            old, new = ("".join(line[1:] for line in hunk.splitlines(True) if line[0] in signs) for signs in (" -", " +"))
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
    return [(head.partition("  #")[0].strip(), shown) for head, _, shown in (part.partition("\n") for part in parts[1:])]


def fits(shown: str, printed: str) -> bool:
    """Tell whether an output is the one shown, in which `…` stands for anything; alone on a line, for any lines."""
    lines = [re.escape(line.rstrip()).replace("…", ".*") for line in shown.rstrip().splitlines()]
    pattern = "".join("(?:.*\n)*" if line.strip() == ".*" else f"{line}\n" for line in lines)
    return re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in printed.rstrip().splitlines())) is not None


def skipped(command: str) -> bool:
    return any(command.startswith(prefix) for prefix in NOT_RUN)


@pytest.mark.parametrize("page", [page for page in PAGES if any(f.page == page and f.language == "console" for f in FENCES)])
def test_what_a_page_shows_is_what_is_printed(tmp_path: Path, page: str) -> None:
    shell = Shell(tmp_path, STARTS.get(page, START))
    shell.begin()
    for fence in fences(page):
        if fence.language == "diff":
            shell.change(fence.title, fence.text)
        elif fence.title:
            shell.write(fence.title, fence.text)
        elif fence.language == "console":
            hold(shell, fence)


def hold(shell: Shell, fence: Fence) -> None:
    """Run the commands of a block, and hold what it shows against all output, or standard output alone."""
    run = [(command, shown) for command, shown in commands(fence.text) if not skipped(command)]
    for (command, shown), (status, output, errors) in zip(run, shell.session([one for one, _ in run]), strict=True):
        said = f"{named(fence)}: {command}: exit status {status}, prints\n{output}{errors}"
        assert status in (0, 1), said
        assert not shown or fits(shown, output + errors) or fits(shown, output), said


def test_every_reason_not_to_run_is_needed() -> None:
    shown = [command for fence in FENCES if fence.language == "console" for command, _ in commands(fence.text)]
    assert [prefix for prefix in NOT_RUN if not any(command.startswith(prefix) for command in shown)] == []


def test_what_is_shown_is_held_against_what_is_printed() -> None:
    assert fits("a\n…\nd\n", "a\nb\nc\nd\n")
    assert fits("a\n…\nd\n", "a\nd\n")
    assert fits("a … d\n", "a b c d\n")
    assert not fits("a\nd\n", "a\nb\nd\n")
    assert not fits("a … d\n", "a b\nc d\n")
    assert commands("$ a --b  # remark\n$ c\nd\n") == [("a --b", ""), ("c", "d\n")]


# --- what can only be read

LANGUAGES = {"console", "diff", "yaml", "json", "toml", "markdown", "html", "python", "bash", "zsh", "fish", "text"}


def test_every_block_says_what_it_is() -> None:
    assert [named(fence) for fence in FENCES if fence.language not in LANGUAGES] == []


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path, START)


def configuration(shell: Shell, text: str, data: dict[str, Any]) -> None:
    """Load a caveat.yaml strictly, with the files that it names at hand."""
    shell.write("reviewers.yaml", "reviewers: []")
    shell.write("our-rules/lexicon/none.yaml", "words: [none]")
    if "extends" in data:
        shell.write(data["extends"], "operator: publisher")
    shell.write("caveat.yaml", text)
    status, said = shell.run("caveat check content")
    assert status in (0, 1), said


def rule(shell: Shell, text: str, data: dict[str, Any]) -> None:
    shell.write("caveat.yaml", "rules: [our-rules]")
    shell.write("our-rules/house/shown.yaml", text)
    assert shell.run("caveat rules test house/shown")[0] == 0


def roster(shell: Shell, text: str, data: dict[str, Any]) -> None:
    shell.write("roster.yaml", text)
    configuration(shell, "reviewers: roster.yaml", {})


def front_matter(shell: Shell, text: str, data: dict[str, Any]) -> None:
    shell.write("content/shown.md", f"---\n{text}---\n\n# Tea\n")
    malformed(shell, "content/shown.md")


def hooks(shell: Shell, text: str, data: dict[str, Any]) -> None:
    """Run the hooks' commands with the arguments shown, as pre-commit would."""
    ours = {hook["id"]: hook["entry"] for hook in yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text())}
    shell.write("house/caveat.yaml", "")
    for hook in (hook for repo in data["repos"] for hook in repo["hooks"]):
        status, said = shell.run(f"{ours[hook['id']]} {shlex.join(hook.get('args', []))} content/living-with-gout.md")
        assert status in (0, 1), said


def steps(shell: Shell, text: str, data: Any) -> None:
    """Run what a job's steps run of caveat, and know every input of the action."""
    given = data if isinstance(data, list) else [step for job in data["jobs"].values() for step in job["steps"]]
    inputs = yaml.safe_load((REPOSITORY / "action.yml").read_text(encoding="utf-8"))["inputs"]
    for step in given:
        if "/caveat@" in step.get("uses", ""):
            assert set(step["with"]) <= set(inputs)
        if step.get("run", "").startswith("caveat "):
            assert shell.run(step["run"])[0] in (0, 1)


def gitlab(shell: Shell, text: str, data: dict[str, Any]) -> None:
    template = next(yaml.safe_load_all((REPOSITORY / "templates/caveat.yml").read_text(encoding="utf-8")))
    for included in data.get("include", ()):
        assert set(included["inputs"]) <= set(template["spec"]["inputs"])
    assert shell.run(data.get("script", "true"))[0] in (0, 1)


def parsed(shell: Shell, text: str, data: Any) -> None:
    """Ask no more of it than that it is YAML: another test uses it."""


# the keys that tell what a snippet is, the first that fits
YAML = {
    "kind": rule,
    "repos": hooks,
    "jobs": steps,
    "include": gitlab,
    "script": gitlab,
    "caveat": front_matter,
    "cues": parsed,
    "statements": parsed,  # tests/test_fix.py
    "words": parsed,
}


@pytest.mark.parametrize("fence", of("yaml"))
def test_yaml_is_what_caveat_or_a_server_takes(shell: Shell, fence: Fence) -> None:
    data = yaml.safe_load(fence.text)
    if data is None or fence.title:
        assert fence.title or fence.text.startswith("#")
    elif isinstance(data, list):
        steps(shell, fence.text, data)
    elif isinstance(data.get("reviewers"), list):
        roster(shell, fence.text, data)
    else:
        hold = next((hold for key, hold in YAML.items() if key in data), configuration)
        hold(shell, fence.text, data)


def malformed(shell: Shell, path: str) -> None:
    """Tell that all suppressions of an article can be read and name rules that exist."""
    rules = "suppress/malformed,suppress/unknown-rule,suppress/no-reason"
    assert shell.run(f"caveat check {path} --select {rules}")[1] == "Nothing found in 1 article.\n"


@pytest.mark.parametrize("fence", of("markdown", "html", "toml"))
def test_suppressions_can_be_read(shell: Shell, fence: Fence) -> None:
    if fence.language == "toml":
        tomllib.loads(fence.text)
    name = f"content/shown.{'html' if fence.language == 'html' else 'md'}"
    shell.write(name, f"+++\n{fence.text}+++\n" if fence.language == "toml" else fence.text)
    malformed(shell, name)


@pytest.mark.parametrize("fence", of("json"))
def test_json_is_json_and_a_report_is_one(shell: Shell, fence: Fence) -> None:
    data = json.loads(fence.text)
    if "findings" in data:
        shell.write("clean/tea.md", "# Tea\n")
        assert json.loads(shell.run("caveat check clean --format json")[1]) == {**data, "caveat": __version__}


@pytest.mark.parametrize("fence", of("python"))
def test_python_is_python(fence: Fence) -> None:
    compile(fence.text, named(fence), "exec")


@pytest.mark.parametrize("fence", of("bash", "zsh", "fish"))
def test_shells_get_a_completion(shell: Shell, fence: Fence) -> None:
    wanted = re.findall(r"_CAVEAT_COMPLETE=(\w+)_source", fence.text)
    assert wanted == [fence.language]
    assert "_CAVEAT_COMPLETE" in shell.run(f"_CAVEAT_COMPLETE={wanted[0]}_source caveat")[1]
