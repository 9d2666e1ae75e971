"""Share the articles of a run out to one process or several."""

from __future__ import annotations

import os
from contextlib import suppress

from . import expressions
from .engine import judge_with
from .model import Failure, Judged
from .results import remembering

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from .engine import Options

Article = str | Failure

# below this many bytes the start of a second process costs more than it saves
_WORTH_A_PROCESS = 20_000_000
_MOST_JOBS = 8
_CHUNK = 32


def judge_all(articles: Iterable[Article], options: Options) -> Iterator[tuple[str, Judged]]:
    """Yield path and result of every article, in their order whatever the number of processes."""
    listed = list(articles)
    jobs = options.jobs or _jobs(listed)
    if jobs == 1 or len(listed) <= _CHUNK:
        judge = _judge(options, len(listed))
        yield from ((_path(article), judge(article)) for article in listed)
        if options.cache:
            expressions.keep()
    else:
        yield from _shared_out(listed, jobs, options)


def _jobs(articles: Sequence[Article]) -> int:
    """Choose one process for a small corpus, else one for each processor."""
    size = 0
    for article in articles:
        with suppress(OSError):
            size += os.stat(_path(article)).st_size
        if size > _WORTH_A_PROCESS:
            return min(os.cpu_count() or 1, _MOST_JOBS)
    return 1


def _judge(options: Options, number: int) -> Callable[[Article], Judged]:
    """Return the function that judges one article of `number`; it stays loaded from article to article."""
    judge = remembering(judge_with(options), options, number)

    def judge_article(article: Article) -> Judged:
        if isinstance(article, Failure):
            return Judged(failures=(article,))
        try:
            with open(article, "rb") as file:
                data = file.read()
        except OSError as error:
            wrong = f"cannot be read ({error.strerror})"
            return Judged(failures=(Failure(article, 0, wrong, "check the path and its permissions"),))
        return judge(article, data)

    return judge_article


def _path(article: Article) -> str:
    return article.path if isinstance(article, Failure) else article


# one judge for each worker process, made when it starts: a process has nowhere else to keep it between chunks
_worker: list[Callable[[Article], Judged]] = []


def _start(options: Options, number: int) -> None:
    _worker.append(_judge(options, number))


def _work(chunk: Sequence[Article]) -> list[tuple[str, Judged]]:
    return [(_path(article), _worker[0](article)) for article in chunk]


def _shared_out(articles: Sequence[Article], jobs: int, options: Options) -> Iterator[tuple[str, Judged]]:
    from multiprocessing import get_context

    chunks = [articles[start : start + _CHUNK] for start in range(0, len(articles), _CHUNK)]
    with get_context("spawn").Pool(min(jobs, len(chunks)), _start, (options, len(articles))) as pool:
        for done in pool.imap(_work, chunks):
            yield from done
