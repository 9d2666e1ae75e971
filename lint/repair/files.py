"""Mend the files that the command line names: find, mend, write, and tell what was done."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from .. import compiled, config
from ..engine import Options, judge_with
from ..errors import CaveatError, InputError, nearest
from ..model import Failure
from . import templates
from .days import FORMAT
from .mend import Mended, Tools, encode, mend

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ..compiled import Compiled
    from ..model import Settings


def mend_all(
    articles: Iterable[str | Failure], options: Options, *, write: bool, seen: Callable[[str], None] = lambda path: None
) -> list[Mended]:
    """Mend every article, in their order; `seen` is told each path. Then write those that changed, where wanted.

    Raises InputError where the configuration, a rule, a template or a name in `select` and `ignore` is wrong, and
    CaveatError where a part of caveat is missing; then no file is written.
    """
    tools = prepare(options)
    made = []
    for article in articles:
        made.append(_mended(article, tools))
        seen(made[-1].path)
    return [_written(mended) for mended in made] if write else made


def _mended(article: str | Failure, tools: Tools) -> Mended:
    """Mend one article in memory; whatever goes wrong in it becomes a failure of this article alone."""
    if isinstance(article, Failure):
        return Mended(article.path, failures=(article,))
    try:
        return mend(article, _read(article), tools)
    except InputError as error:
        if error.path != article:
            raise
        return _failed(article, error)
    except CaveatError:
        # caveat itself is at fault, and no article can be mended
        raise
    except Exception as error:
        wrong = f"caveat stumbled over it ({type(error).__name__}: {error})"
        return Mended(article, failures=(Failure(article, 0, wrong, "please report it"),))


def _failed(article: str, error: InputError) -> Mended:
    return Mended(article, failures=(Failure(article, error.line, error.wrong, error.remedy),))


def _written(mended: Mended) -> Mended:
    """Write an article that changed; what then goes wrong is all that is told of it."""
    if mended.before == mended.after:
        return mended
    try:
        replace(mended.path, encode(mended.after, mended.data), mended.data)
    except InputError as error:
        return _failed(mended.path, error)
    return mended


def prepare(options: Options) -> Tools:
    """Prepare to judge by all rules that the configuration selects; `select` and `ignore` choose among the fixes."""
    built_in = [rule.id for rule in compiled.load((), use_cache=options.cache).rules]
    families = tuple(sorted({id.partition("/")[0] for id in built_in}))
    widened = options._replace(select=(*families, *_rules(options.select)) if options.select else (), ignore=())
    configuration = config.lookup(options.config, use_cache=options.cache)

    def settings(path: str) -> Settings:
        return config.settings(configuration(path), path)

    @cache
    def book(folders: tuple[str, ...]) -> Compiled:
        loaded = compiled.load(folders, use_cache=options.cache)
        ids = {rule.id for rule in loaded.rules}
        templates.check(loaded.data.get("templates", {}), ids)
        _check_names(options, ids)
        return loaded

    book(())
    return Tools(
        judge_with(widened),
        lambda path: book(settings(path).rules),
        settings,
        options.today,
        options.select,
        options.ignore,
    )


def _rules(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in (FORMAT, FORMAT.partition("/")[0]))


def _check_names(options: Options, ids: Iterable[str]) -> None:
    known = config.rule_names([*ids, FORMAT])
    for option, names in (("--select", options.select), ("--ignore", options.ignore)):
        for name in names:
            if name not in known:
                raise InputError(option, 0, f"unknown rule “{name}”", nearest(name, known))


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise InputError(path, 0, f"cannot be read ({error.strerror})", "check the path and its permissions") from None


def replace(path: str, data: bytes, before: bytes) -> None:
    """Put other bytes into a file at one stroke, keeping its mode; a link stays, and the file that it names changes.

    Raises InputError where that fails, or where the file is no longer what was read; then it stays as it is.
    """
    target = os.path.realpath(path)
    try:
        if Path(target).read_bytes() != before:
            raise InputError(path, 0, "it was changed meanwhile, and is left as it is", "run the command again")
        if not os.access(target, os.W_OK):
            raise InputError(path, 0, "cannot be written (it is read-only)", "correct its permissions")
        _swap(target, data)
    except OSError as error:
        raise InputError(path, 0, f"cannot be written ({error.strerror})", "correct its permissions") from None


def _swap(target: str, data: bytes) -> None:
    """Write a file beside the target, and let it take the target's place."""
    state = Path(target).stat()
    with NamedTemporaryFile(dir=Path(target).parent, prefix=f".{Path(target).name}.", delete=False) as beside:
        try:
            beside.write(data)
            beside.close()
            with suppress(OSError, AttributeError):
                os.chown(beside.name, state.st_uid, state.st_gid)
            Path(beside.name).chmod(state.st_mode & 0o7777)
            Path(beside.name).replace(target)
        except BaseException:
            with suppress(OSError):
                Path(beside.name).unlink()
            raise


def difference(mended: Mended) -> str:
    """Write the change of an article as a unified diff that `patch` takes; only a line feed ends a line in it."""
    from difflib import unified_diff

    before, after = (text.split("\n") for text in (mended.before, mended.after))
    # a tab ends a name that holds blanks
    name = f"{mended.path}\t" if " " in mended.path else mended.path
    lines = unified_diff(_ended(before), _ended(after), name, name)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _ended(lines: Sequence[str]) -> list[str]:
    """Give back each line the line feed that parted it from the next."""
    return [*(line + "\n" for line in lines[:-1]), *lines[-1:]] if lines[-1] else [line + "\n" for line in lines[:-1]]
