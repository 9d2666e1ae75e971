"""What a reader makes must not refer to itself: long runs would hold articles until the collector looks for them."""

from __future__ import annotations

import gc

import pytest
from caveat.lint.readers import read

ARTICLES = {
    "a.md": "---\ntitle: Rest\nauthor:\n  - name: Ann Lee\n---\n\n# Rest\n\nSleep <b>well</b>, [see](x 'y').\n\n"
    "![cap](z)\n\n<div><p>Mind the step.</p></div>\n\n- one\n\n"
    "| a | b |\n|---|---|\n| 1 | 2 |\n\n{{< note >}}Rest.{{< /note >}}\n",
    "b.md": '+++\ntitle = "Rest"\n+++\n\nSleep well[^1].\n\n[^1]: A note.\n',
    "a.mdx": 'import A from "a"\n\n# Rest\n\n<Box title="Rest">Sleep **well**.</Box>\n',
    "a.html": '<head><title>Rest</title><script type="application/ld+json">{"author": "Ann Lee"}</script></head>'
    "<body><h1>Rest</h1><p>Sleep <a href=x>well</a>.</p></body>",
    "a.txt": "Rest\n\nSleep well.\n",
}


@pytest.mark.parametrize("name", ARTICLES)
def test_reading_leaves_nothing_to_the_collector(name: str) -> None:
    read(ARTICLES[name], name)  # what is made once, for all articles
    gc.collect()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        read(ARTICLES[name], name)
        gc.collect()
        left = {type(one).__name__ for one in gc.garbage}
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
    assert left == set()
