"""Complete the names of rules in a shell."""

from __future__ import annotations

from contextlib import suppress

from click.shell_completion import CompletionItem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    import click


def names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer rule ids and their first parts for the last of comma-separated names."""
    before, comma, last = incomplete.rpartition(",")
    known = _summaries(ctx)
    firsts = {id.partition("/")[0]: "all rules whose id begins so" for id in known}
    return _offered({**firsts, **known}, last, f"{before}{comma}")


def ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer rule ids."""
    return _offered(_summaries(ctx), incomplete)


def _offered(known: Mapping[str, str], begun: str, before: str = "") -> list[CompletionItem]:
    return [CompletionItem(f"{before}{name}", help=said) for name, said in known.items() if name.startswith(begun)]


def _summaries(ctx: click.Context) -> dict[str, str]:
    """Return what each rule flags, by id; a configuration with a mistake in it completes nothing."""
    from ..lint import compiled
    from ..lint.errors import CaveatError
    from .rulebook import folders

    with suppress(CaveatError):
        return {rule.id: rule.summary for rule in compiled.load(folders(ctx.params.get("config"))).rules}
    return {}
