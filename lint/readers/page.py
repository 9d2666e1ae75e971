"""Collect the blocks of one article: where a block ends, what kind it is, which headings stand above it."""

from __future__ import annotations

from ..model import Block, Document, Link
from ..values import NamedTuple
from .elements import CONTAINERS, HEADINGS, KINDS
from .prose import OBJECT, Prose

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model import Comment, Fact, Problem


_ENDING_HEADINGS = HEADINGS | {"ul", "ol", "dl", "table"}
"""Elements that cannot stand in a heading: a heading that was never closed ends where they begin."""

Outline = tuple[tuple[int, str], ...]
"""Rank and text of the headings above a place."""


class _Container(NamedTuple):
    """An open element, what it makes of the prose inside, and the headings above it."""

    name: str
    kind: str = "paragraph"
    level: int = 0
    visibility: str = "visible"
    outline: Outline = ()


class Page:
    """The article so far: finished blocks, open elements, the prose in the making."""

    __slots__ = (
        "_counts",
        "_link",
        "_link_start",
        "_open",
        "_outline",
        "blocks",
        "comments",
        "facts",
        "hidden",
        "hidden_depth",
        "hidden_start",
        "problems",
        "prose",
        "section",
        "source",
    )

    def __init__(self, source: str) -> None:
        self.source = source
        self.blocks: list[Block] = []
        self.facts: list[Fact] = []
        self.comments: list[Comment] = []
        self.problems: list[Problem] = []
        self.prose: Prose | None = None
        self.section: tuple[str, ...] = ()
        self.hidden = ""
        self.hidden_depth = 0
        self.hidden_start = 0
        self._outline: Outline = ()
        self._open = [_Container("")]
        self._counts: dict[str, int] = {}
        self._link: str | None = None
        self._link_start = 0

    def begin(self) -> Prose:
        """Return the prose in the making, a new one where none is."""
        if self.prose is None:
            self.prose = Prose(self.source)
            self._link_start = 0
        return self.prose

    def end_block(self) -> None:
        """Finish the prose in the making."""
        prose = self.prose
        if prose is None:
            return
        if self._link is not None:
            self._add_link(prose)
        self.prose = None
        container = self._open[-1]
        text, segments, links = prose.finish()
        if container.level:
            self._add_heading(container.level, text)
        if text:
            section = self.section[:-1] if container.level else self.section
            self.blocks.append(
                Block(container.kind, text, segments, section, container.level, links, container.visibility)
            )

    def _add_heading(self, level: int, text: str) -> None:
        above = self._outline
        while above and above[-1][0] >= level:
            above = above[:-1]
        self._set_outline((*above, (level, " ".join(text.split()) or OBJECT)))

    def _set_outline(self, outline: Outline) -> None:
        self._outline = outline
        self.section = tuple(heading for _, heading in outline)

    def open(self, name: str, *, expanded: bool = False) -> None:
        """Enter an element; the prose before it ends."""
        self.end_block()
        if name not in CONTAINERS:
            return
        parent = self._open[-1]
        if parent.level and name in _ENDING_HEADINGS:
            self.close(parent.name)
            parent = self._open[-1]
        level = int(name[1]) if name in HEADINGS else 0 if name in KINDS else parent.level
        visibility = self._visibility(name, parent, expanded)
        self._open.append(_Container(name, KINDS.get(name, parent.kind), level, visibility, self._outline))
        self._counts[name] = self._counts.get(name, 0) + 1

    def _visibility(self, name: str, parent: _Container, expanded: bool) -> str:
        if name == "details" and not expanded:
            return "collapsed"
        if name == "summary" and parent.name == "details":
            return self._open[-2].visibility
        if name == "footer" and parent.visibility == "visible":
            return "footer"
        return parent.visibility

    def close(self, name: str) -> None:
        """Leave an element and everything still open inside it; the prose before it ends."""
        self.end_block()
        if not self._counts.get(name):
            name = next((other for other in HEADINGS if self._counts.get(other)), "") if name in HEADINGS else ""
        if not name:
            return
        while True:
            left = self._open.pop()
            self._counts[left.name] -= 1
            if left.name not in HEADINGS and left.outline is not self._outline:
                self._set_outline(left.outline)
            if left.name == name:
                return

    def open_link(self, target: str) -> None:
        """Start a link; one that is still open ends here."""
        self.close_link()
        self._link = target
        self._link_start = self.prose.length if self.prose else 0

    def close_link(self) -> None:
        """End the open link, if any."""
        if self._link is not None and self.prose:
            self._add_link(self.prose)
        self._link = None

    def _add_link(self, prose: Prose) -> None:
        assert self._link is not None
        if prose.length > self._link_start:
            prose.links.append(Link(self._link_start, prose.length, self._link))

    def add(self, kind: str, prose: Prose, key: str = "") -> None:
        """Add a finished block of its own beside the running prose: an attribute's value, a title."""
        text, segments, links = prose.finish()
        if text:
            visibility = self._open[-1].visibility
            self.blocks.append(Block(kind, text, segments, self.section, 0, links, visibility, key))

    def hide(self, name: str, start: int) -> None:
        """Take what follows as not prose, until the element `name`, which starts at `start`, ends."""
        self.hidden, self.hidden_depth, self.hidden_start = name, 1, start

    def reveal(self, end: int, *, mark: bool) -> None:
        """Take what follows `end` as prose again; `mark` leaves an object sign for what was hidden."""
        if mark:
            self.begin().unit(OBJECT, self.hidden_start, end)
        self.hidden = ""

    def document(self, path: str, form: str) -> Document:
        """Return what was read, in source order."""
        self.end_block()
        blocks = sorted(self.blocks, key=lambda block: block.segments[0].source_start)
        facts = sorted(self.facts, key=lambda fact: fact.start)
        comments = sorted(self.comments, key=lambda comment: comment.start)
        problems = sorted(self.problems, key=lambda problem: problem.offset)
        return Document(path, form, self.source, tuple(blocks), tuple(facts), tuple(comments), tuple(problems))
