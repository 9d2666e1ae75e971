"""Hold the snippets of README and the documentation against what reads them: caveat, pre-commit, servers, shells."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from caveat import __version__
from caveat.lint import config, rulebook
from shown import FENCES, REPOSITORY, START, Fence, Shell, named

if TYPE_CHECKING:
    from pathlib import Path


def of(*languages: str) -> list[Any]:
    return [pytest.param(fence, id=named(fence)) for fence in FENCES if fence.language in languages]


LANGUAGES = {"console", "diff", "yaml", "json", "toml", "markdown", "html", "bash", "zsh", "fish", "text"}


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
    read = config.load(str(shell.folder / "caveat.yaml"))
    config.check_names(read, [rule.id for rule in rulebook.load().rules])
    config.settings(read, str(shell.folder / "shop/tea.md"))


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


@pytest.mark.parametrize("fence", of("bash", "zsh", "fish"))
def test_shells_get_a_completion(shell: Shell, fence: Fence) -> None:
    wanted = re.findall(r"_CAVEAT_COMPLETE=(\w+)_source", fence.text)
    assert wanted == [fence.language]
    assert "_CAVEAT_COMPLETE" in shell.run(f"_CAVEAT_COMPLETE={wanted[0]}_source caveat")[1]
