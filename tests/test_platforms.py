from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from caveat import __version__
from caveat.lint.setup import origin, servers
from caveat.lint.setup.origin import Origin

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Caveat = Callable[..., subprocess.CompletedProcess[str]]

PLACEHOLDER = Origin(origin.PLACEHOLDER, "v0.1.0")
GITHUB = Origin("https://github.com/acme/caveat.git", "v0.1.0")
TOP, BELOW = servers.Site(".", "main"), servers.Site("web site", "release/1.0")
BAD = "# Asthma\n\nOur tea cures asthma.\n"


def valid(path: Path, schema: str, *more: str) -> str:
    """Hold a file against a schema of schemastore; return what is wrong."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *more, str(path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    return "" if done.returncode == 0 else done.stdout + done.stderr


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


@pytest.mark.parametrize("whence", [PLACEHOLDER, GITHUB])
@pytest.mark.parametrize("site", [TOP, BELOW])
def test_what_init_writes_is_valid(tmp_path: Path, whence: Origin, site: servers.Site) -> None:
    workflow = write(tmp_path, "caveat.yml", servers.github(whence, site))
    assert valid(workflow, "github-workflows") == ""
    job = write(tmp_path, ".gitlab-ci.yml", servers.gitlab(whence, site))
    assert valid(job, "gitlab-ci", "--data-transform", "gitlab-ci") == ""
    hooks = write(tmp_path, ".pre-commit-config.yaml", "\n".join(["repos:", *servers.hook(whence)]))
    done = subprocess.run([sys.executable, "-m", "pre_commit", "validate-config", str(hooks)], capture_output=True)
    assert done.returncode == 0, done.stdout


def test_the_manifest_of_hooks_is_valid(repository: Path) -> None:
    manifest = str(repository / ".pre-commit-hooks.yaml")
    done = subprocess.run([sys.executable, "-m", "pre_commit", "validate-manifest", manifest], capture_output=True)
    assert done.returncode == 0, done.stdout


def test_every_action_is_pinned_to_a_commit(repository: Path) -> None:
    text = (repository / "action.yml").read_text(encoding="utf-8") + servers.github(PLACEHOLDER, TOP)
    used = re.findall(r"uses: (\S+)(.*)", text)
    assert len(used) == 4
    assert [
        name for name, tag in used if not re.search(r"@[0-9a-f]{40}\Z", name) or not re.match(r" # v\d+\.\d+\.\d+", tag)
    ] == []
    ours = {name for name, _ in used}
    assert {servers.CHECKOUT.split()[0], servers.PYTHON.split()[0]} <= ours


def test_whoever_installed_from_github_uses_the_action(repository: Path) -> None:
    inputs = yaml.safe_load((repository / "action.yml").read_text(encoding="utf-8"))["inputs"]
    steps = yaml.safe_load(servers.github(GITHUB, BELOW))["jobs"]["caveat"]["steps"]
    assert steps[1] == {"uses": "acme/caveat@v0.1.0", "with": {"paths": "web site"}}
    assert set(steps[1]["with"]) <= set(inputs)


@pytest.mark.parametrize(
    ("record", "found"),
    [
        (None, Origin(origin.PLACEHOLDER, f"v{__version__}")),
        ({"url": "file:///src/caveat", "dir_info": {}}, Origin(origin.PLACEHOLDER, f"v{__version__}")),
        (
            {
                "url": "https://git.example.com/acme/caveat.git",
                "vcs_info": {"vcs": "git", "requested_revision": "v1.2.0", "commit_id": "c0ffee"},
            },
            Origin("https://git.example.com/acme/caveat.git", "v1.2.0"),
        ),
        (
            {
                "url": "https://github.com/acme/caveat",
                "vcs_info": {"vcs": "git", "requested_revision": "main", "commit_id": "c0ffee"},
            },
            Origin("https://github.com/acme/caveat", "c0ffee"),
        ),
    ],
)
def test_the_installation_tells_where_caveat_comes_from(record: dict[str, Any] | None, found: Origin) -> None:
    assert origin.read(json.dumps(record) if record else None) == found
    assert origin.read(json.dumps(record) if record else None).action == (
        "acme/caveat" if "github" in found.address else ""
    )


# the action


@pytest.fixture(scope="module")
def action(repository: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((repository / "action.yml").read_text(encoding="utf-8"))
    return loaded


def test_the_action_is_valid(repository: Path) -> None:
    assert valid(repository / "action.yml", "github-actions") == ""


def test_no_input_of_the_action_is_put_into_a_script(action: dict[str, Any]) -> None:
    scripts = [step["run"] for step in action["runs"]["steps"] if "run" in step]
    assert [script for script in scripts if "${{" in script] == []
    given_to = {value for step in action["runs"]["steps"] for value in step.get("env", {}).values()}
    named = set(re.findall(r"inputs\.([\w-]+)", yaml.safe_dump(action["runs"])))
    assert named == set(action["inputs"])
    assert "${{ inputs.paths }}" in given_to


@pytest.fixture
def step(action: dict[str, Any], tmp_path: Path) -> Callable[..., tuple[int, str, str]]:
    """Return a function that runs the step that checks, with inputs, as a runner does."""
    bash = shutil.which("bash")
    if not bash:
        pytest.skip("there is no bash")
    check = next(step for step in action["runs"]["steps"] if step.get("id") == "check")
    program = write(tmp_path, "bin/caveat", f'#!{bash}\nexec "{sys.executable}" -m caveat.cli "$@"\n')
    program.chmod(0o755)

    def run(**inputs: str) -> tuple[int, str, str]:
        values = {name: str(said.get("default", "")) for name, said in action["inputs"].items()} | inputs
        environment = {
            **os.environ,
            "GITHUB_OUTPUT": str(tmp_path / "out"),
            "GITHUB_STEP_SUMMARY": str(tmp_path / "sum"),
        }
        for name, value in check["env"].items():
            found = re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", value)
            environment[name] = values[found[1]] if found else str(program)
        # what a runner calls for `shell: bash`
        command = [bash, "--noprofile", "--norc", "-eo", "pipefail", "-c", check["run"]]
        done = subprocess.run(command, cwd=tmp_path / "site", env=environment, capture_output=True, encoding="utf-8")
        return done.returncode, done.stdout, (tmp_path / "out").read_text(encoding="utf-8")

    write(tmp_path, "site/caveat.yaml", "operator: clinic")
    write(tmp_path, "site/bad article.md", BAD)
    write(tmp_path, "site/good.md", "# Tea\n\nTea is a drink.\n")
    return run


def test_the_action_annotates_and_summarises(step: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    status, said, output = step(**{"arguments": "--select\nclaim/cure"})
    assert (status, output) == (1, "status=1\n")
    assert said.startswith("::error file=bad article.md,line=3,endLine=3,col=9,endColumn=14,title=claim/cure::")
    assert "claim/cure" in (tmp_path / "sum").read_text(encoding="utf-8")
    assert not (tmp_path / "site/caveat.sarif").exists()


def test_the_action_takes_its_inputs_word_for_word(step: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    status, said, _ = step(
        paths="good.md\nbad article.md", annotations="false", sarif="true", arguments="--select\ncite"
    )
    assert (status, said) == (0, "Nothing found in 2 articles.\n")
    assert json.loads((tmp_path / "site/caveat.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    status, _, output = step(paths="$(touch hacked); -x.md")
    assert (status, output.splitlines()[-1]) == (2, "status=2")
    assert not (tmp_path / "site/hacked").exists()
    config = write(tmp_path, "site/own.yaml", "operator: clinic\nselect: [claim/cure]\nseverity: {claim/cure: warning}")
    assert [step(config=str(config), **{"fail-on": level})[0] for level in ("error", "warning")] == [0, 1]


# the template of GitLab


def test_the_template_is_a_component_and_a_job(repository: Path, tmp_path: Path) -> None:
    text = (repository / "templates/caveat.yml").read_text(encoding="utf-8")
    header, job = yaml.safe_load_all(text)
    asked = set(re.findall(r"\$\[\[ inputs\.([\w-]+) \]\]", text))
    assert asked == set(header["spec"]["inputs"])
    for name, said in header["spec"]["inputs"].items():
        text = text.replace(f"$[[ inputs.{name} ]]", said["default"])
    path = write(tmp_path, ".gitlab-ci.yml", text.partition("\n---\n")[2])
    assert valid(path, "gitlab-ci", "--data-transform", "gitlab-ci") == ""
    assert yaml.safe_load(path.read_text())["caveat"]["script"][1].startswith(
        "caveat check . --fail-on error --output-format"
    )
    assert job["caveat"]["artifacts"]["reports"] == {"codequality": "caveat.json", "junit": "caveat.xml"}


@pytest.mark.parametrize("name", ["templates/caveat.yml", "README.md", "docs/platforms.md"])
def test_one_version_is_named_everywhere(repository: Path, name: str) -> None:
    text = (repository / name).read_text(encoding="utf-8")
    versions = set(re.findall(r"(?:caveat\.git@|caveat@|rev: )(v\d[\w.]*)", text))
    assert versions == {f"v{__version__}"}


# the documentation


def snippets(repository: Path) -> list[str]:
    text = (repository / "docs/platforms.md").read_text(encoding="utf-8")
    return [part.split("```")[0] for part in text.split("```yaml\n")[1:]]


def test_the_shown_files_are_valid(repository: Path, tmp_path: Path) -> None:
    workflow, pipeline, hooks = snippets(repository)
    assert valid(write(tmp_path, "caveat.yml", workflow), "github-workflows") == ""
    assert valid(write(tmp_path, ".gitlab-ci.yml", pipeline), "gitlab-ci", "--data-transform", "gitlab-ci") == ""
    command = [sys.executable, "-m", "pre_commit", "validate-config", str(write(tmp_path, "hooks.yaml", hooks))]
    assert subprocess.run(command, capture_output=True).returncode == 0
    used = [step for step in yaml.safe_load(workflow)["jobs"]["caveat"]["steps"] if "caveat" in step["uses"]]
    inputs = yaml.safe_load((repository / "action.yml").read_text(encoding="utf-8"))["inputs"]
    assert set(used[0]["with"]) <= set(inputs)
    template = next(yaml.safe_load_all((repository / "templates/caveat.yml").read_text(encoding="utf-8")))
    assert set(yaml.safe_load(pipeline)["include"][0]["inputs"]) <= set(template["spec"]["inputs"])


def test_every_input_of_the_action_is_documented(repository: Path, action: dict[str, Any]) -> None:
    text = (repository / "docs/platforms.md").read_text(encoding="utf-8")
    table = text.partition("| input | default | does |")[2].partition("\n\n")[0]
    rows = {line.split("`")[1]: line.split("|")[2].strip(" `") for line in table.splitlines() if line.startswith("| `")}
    assert set(rows) == set(action["inputs"])
    told = {name: said["default"] for name, said in action["inputs"].items() if said["default"]}
    assert {name: rows[name] for name in told} == told


def test_the_shown_arguments_of_the_hook_work(caveat: Caveat, repository: Path, tmp_path: Path) -> None:
    text = (repository / "docs/platforms.md").read_text(encoding="utf-8")
    shown = re.findall(r"(?:args: |\| `)(\[--.*?\])", text)
    assert len(shown) == 6
    write(tmp_path, "house/caveat.yaml", "")
    write(tmp_path, "a.md", "# Tea\n\nTea is a drink.\n")
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    statuses = {one: caveat("check", *yaml.safe_load(one), "a.md", cwd=tmp_path).returncode for one in shown}
    assert statuses == dict.fromkeys(shown, 0)
