"""Say what is wrong with the user's input in one line, and what to do about it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class CaveatError(Exception):
    """The work could not be done; the message is one line for the user, exit status 2."""


class InputError(CaveatError):
    """Bad content of one file: `path:line: what is wrong — what to do`. Lines are 1-based; 0 names the file alone."""

    def __init__(self, path: str, line: int, wrong: str, remedy: str = "") -> None:
        self.path, self.line, self.wrong, self.remedy = path, line, wrong, remedy
        place = f"{path}:{line}" if line else path
        super().__init__(f"{place}: {wrong} — {remedy}" if remedy else f"{place}: {wrong}")

    def __reduce__(self) -> tuple[type[InputError], tuple[str, int, str, str]]:
        """Travel between processes."""
        return type(self), (self.path, self.line, self.wrong, self.remedy)


class InputErrors(CaveatError):  # noqa: N818 - it is several
    """Several faults of the user's files at once, a line each."""

    def __init__(self, errors: Sequence[InputError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(map(str, self.errors)))

    def __reduce__(self) -> tuple[type[InputErrors], tuple[tuple[InputError, ...]]]:
        """Travel between processes."""
        return type(self), (self.errors,)


class Faults:
    """Gather the faults of many files, so that one run shows them all: `with faults: …` around each piece of work."""

    def __init__(self) -> None:
        self._errors: list[InputError] = []

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, InputError):
            self._errors.append(error)
        return isinstance(error, InputError)

    def raise_any(self) -> None:
        """Raise what was gathered: one fault as itself, more as InputErrors."""
        if len(self._errors) == 1:
            raise self._errors[0]
        if self._errors:
            raise InputErrors(self._errors)


def nearest(word: str, known: Iterable[str]) -> str:
    """Suggest the known spelling nearest to `word`, as "did you mean “x”?", or list what is known."""
    from difflib import get_close_matches

    names = sorted(known)
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f"did you mean “{close[0]}”?"
    return "known: " + ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
