"""Say where caveat itself comes from, so that a hook or a CI server can fetch the same version."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, distribution

from ... import __version__
from ..values import NamedTuple

# what stands in the documentation until somebody publishes the repository
PLACEHOLDER = "https://example.org/caveat.git"
_GITHUB = re.compile(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?\Z")


class Origin(NamedTuple):
    """The address of caveat's repository, and the version or commit that is at work."""

    address: str
    revision: str

    @property
    def known(self) -> bool:
        """Say whether the address is more than a placeholder."""
        return self.address != PLACEHOLDER

    @property
    def action(self) -> str:
        """Return owner and name of the repository on GitHub, empty elsewhere."""
        found = _GITHUB.match(self.address)
        return found[1] if found else ""

    @property
    def requirement(self) -> str:
        """Return what pip installs."""
        return f"caveat @ git+{self.address}@{self.revision}"


def find() -> Origin:
    """Read how this installation was made (PEP 610); without that, the version under a placeholder."""
    try:
        record = distribution("caveat").read_text("direct_url.json")
    except PackageNotFoundError:
        record = None
    return read(record)


def read(record: str | None) -> Origin:
    """Read the record of an installation: a repository's address and the tag, else the commit, that was asked for."""
    told = json.loads(record) if record else {}
    version = told.get("vcs_info", {})
    if version.get("vcs") != "git" or not told["url"].startswith("https://"):
        return Origin(PLACEHOLDER, f"v{__version__}")
    asked = version.get("requested_revision", "")
    return Origin(told["url"], asked if re.match(r"v?\d+\.", asked) else version["commit_id"])
