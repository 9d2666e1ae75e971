"""Write the commit hook and the CI job that run caveat."""

from __future__ import annotations

from shlex import quote

from ..values import NamedTuple
from .yamltext import scalar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .origin import Origin

CHECKOUT = "actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2"
PYTHON = "actions/setup-python@a309ff8b426b58ec0e2a45f0f869d46889d02405 # v6.2.0"
_ADDRESS = " # put the address of caveat's repository here"


class Site(NamedTuple):
    """Where the articles lie below the top of the repository (`.` for the top), and the main branch."""

    folder: str
    branch: str


def hook(origin: Origin) -> list[str]:
    """Return the entry of .pre-commit-config.yaml."""
    return [
        f"- repo: {origin.address}{'' if origin.known else _ADDRESS}",
        f"  rev: {origin.revision}",
        "  hooks:",
        "    - id: caveat",
    ]


def github(origin: Origin, site: Site) -> str:
    """Return a workflow for GitHub Actions; by the action where caveat comes from GitHub, else by pip."""
    head = f"""\
# Judges the articles of every pull request, and of the main branch.
name: caveat
on:
  push:
    branches: [{scalar(site.branch)}]
  pull_request:
permissions:
  contents: read
jobs:
  caveat:
    runs-on: ubuntu-latest
    steps:
      - uses: {CHECKOUT}
        with:
          fetch-depth: 0 # reviews are compared with what was changed since
"""
    return head + (_by_action(origin, site) if origin.action else _by_pip(origin, site))


def _by_action(origin: Origin, site: Site) -> str:
    return f"""\
      - uses: {origin.action}@{origin.revision}
        with:
          paths: {scalar(site.folder)}
"""


def _by_pip(origin: Origin, site: Site) -> str:
    address = "" if origin.known else _ADDRESS
    return f"""\
      - uses: {PYTHON}
        with:
          python-version: "3.13"
      - run: pip install --quiet "{origin.requirement}"{address}
      - run: caveat check {quote(site.folder)} --format github --output-format markdown="$GITHUB_STEP_SUMMARY"
"""


def gitlab(origin: Origin, site: Site) -> str:
    """Return a job for GitLab CI, to be included."""
    return f"""\
# Judges the articles of every merge request, and of the main branch.
caveat:
  image: python:3.13
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  variables:
    GIT_DEPTH: 0 # reviews are compared with what was changed since
  script:
    - pip install --quiet "{origin.requirement}"{"" if origin.known else _ADDRESS}
    - caveat check {quote(site.folder)} --output-format gitlab=caveat.json --output-format junit=caveat.xml
  artifacts:
    when: always
    reports:
      codequality: caveat.json
      junit: caveat.xml
"""
