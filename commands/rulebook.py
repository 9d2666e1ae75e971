"""Find the rules that hold in the current folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..lint.rulebook import Rulebook


def load(config: str | None) -> Rulebook:
    """Return the rules of caveat and of the folders that the configuration names."""
    from ..lint import rulebook

    return rulebook.load([Path(folder) for folder in folders(config)])


def folders(config: str | None) -> tuple[str, ...]:
    """Name the rule folders that hold in the current folder beside those of caveat itself."""
    from ..lint import config as configuration

    return configuration.load(config or configuration.find("article")).settings.rules
