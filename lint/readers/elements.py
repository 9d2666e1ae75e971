"""What the reader needs to know about HTML elements and attributes."""

from __future__ import annotations

KINDS = {
    "li": "list-item",
    "dt": "list-item",
    "dd": "list-item",
    "td": "table-cell",
    "th": "table-cell",
    "blockquote": "quotation",
    "figcaption": "caption",
    "caption": "caption",
    **{f"h{level}": "heading" for level in range(1, 7)},
}
"""The kind of the prose directly inside an element; elsewhere it is that of the element around."""

HEADINGS = frozenset(f"h{level}" for level in range(1, 7))

CONTAINERS = frozenset(KINDS) | frozenset(("ul", "ol", "dl", "menu", "table", "figure", "details", "summary", "footer"))
"""Elements that the page keeps track of: they give prose its kind, or end what was open inside them."""

BREAKING = CONTAINERS | frozenset(
    (
        "address",
        "article",
        "aside",
        "body",
        "center",
        "dialog",
        "dir",
        "div",
        "fieldset",
        "form",
        "head",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "main",
        "nav",
        "optgroup",
        "option",
        "p",
        "pre",
        "search",
        "section",
        "select",
        "tbody",
        "template",
        "tfoot",
        "thead",
        "title",
        "tr",
    )
)
"""Elements at whose start and end a block of prose ends."""

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)

RAW = frozenset(("script", "style", "iframe", "noembed", "noframes", "xmp"))
"""Elements whose content is neither markup nor prose."""

PLAIN = frozenset(("title", "textarea"))
"""Elements whose content is text with character references, without markup."""

HIDDEN = frozenset(("code", "pre", "svg", "math", "template", "datalist")) | RAW
"""Elements whose content is not prose."""

INLINE_OBJECTS = frozenset(("code", "svg", "math"))
"""Hidden elements that leave an object sign in the line, and end with the block they stand in."""

ASIDES = {
    "alt": "alternative-text",
    "title": "title",
    "aria-label": "title",
    "aria-description": "title",
    "placeholder": "title",
}
"""Attributes that readers see or hear, and the kind of their prose."""

PARAMETERS = {
    **ASIDES,
    "caption": "caption",
    "label": "title",
    "heading": "title",
    "subtitle": "title",
    "description": "title",
    "summary": "title",
}
"""Parameters of shortcodes and components that readers see."""

META = frozenset(("description", "og:title", "og:description", "twitter:title", "twitter:description"))
"""Names of the meta tags whose content readers see in search results and shared links."""
