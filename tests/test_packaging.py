from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path, PurePosixPath

import pytest


def pyproject(repository: Path) -> dict[str, dict[str, dict[str, object]]]:
    return tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))


def test_every_folder_of_code_is_a_listed_package(repository: Path) -> None:
    inits = [init for top in ("commands", "lint") for init in (repository / top).rglob("__init__.py")]
    folders = [repository, *(init.parent for init in inits)]
    names = {".".join(("caveat", *folder.relative_to(repository).parts)) for folder in folders}
    assert names == set(pyproject(repository)["tool"]["setuptools"]["packages"])  # type: ignore[call-overload]


def test_every_folder_with_code_has_an_init(repository: Path) -> None:
    assert [path for path in (repository / "lint").rglob("*.py") if not (path.parent / "__init__.py").is_file()] == []


@pytest.fixture(scope="module")
def wheel(registry: None, project_copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--wheel-dir",
        str(target),
        str(project_copy),
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return next(target.iterdir())


def test_the_wheel_holds_code_rules_and_licence_and_nothing_else(wheel: Path, project_copy: Path) -> None:
    names = {PurePosixPath(name) for name in zipfile.ZipFile(wheel).namelist() if not name.endswith("/")}
    own = {name.relative_to("caveat").as_posix() for name in names if name.parts[0] == "caveat"}
    code = [
        *project_copy.glob("*.py"),
        *(project_copy / "commands").rglob("*.py"),
        *(project_copy / "lint").rglob("*.py"),
        *(project_copy / "lint/reporters/page").iterdir(),
        *(project_copy / "rules").rglob("*.yaml"),
        *(
            project_copy / "rules/models" / name
            for name in ("promise.json", "promise-small.safetensors", "promise-large.safetensors")
        ),
    ]
    assert own == {path.relative_to(project_copy).as_posix() for path in code} | {"py.typed"}
    assert {name.name for name in names if name.parts[0] != "caveat"} == {
        "METADATA",
        "WHEEL",
        "entry_points.txt",
        "top_level.txt",
        "LICENSE",
        "NOTICE",
        "RECORD",
    }
