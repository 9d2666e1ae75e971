"""Find the rules that hold in the current folder."""

from __future__ import annotations

from .. import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from ..lint.reporters import Book
    from ..lint.rulebook import Rulebook


def load(config: str | None) -> Rulebook:
    """Return the rules of caveat and of the folders that the configuration names."""
    from pathlib import Path

    from ..lint import rulebook

    return rulebook.load([Path(folder) for folder in folders(config)])


def folders(config: str | None) -> tuple[str, ...]:
    """Name the rule folders that hold in the current folder beside those of caveat itself."""
    from ..lint import config as configuration

    return configuration.load(config or configuration.find("article")).settings.rules


def book(source: Callable[[str], str | None], given: Mapping[str, Any]) -> Book:
    """Return what a report may say of rules and law, under the options of a command; errors fail a run by default."""
    from ..lint import compiled
    from ..lint.model import Severity
    from ..lint.reporters import Book
    from .plain import LEVELS

    held = compiled.load(folders(given["config"]), use_cache=not given["no_cache"])
    rules = {rule.id: rule for rule in held.rules}
    return Book(__version__, rules, held.authorities, source, Severity(LEVELS.index(given.get("fail_on", "error"))))
