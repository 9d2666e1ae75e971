from __future__ import annotations

import pytest
from caveat.lint.model import Comment, Document
from caveat.lint.readers import read


def blocks(source: str, path: str = "a.md") -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read(source, path).blocks]


def written(document: Document, words: str) -> str:
    (block,) = [block for block in document.blocks if words in block.text]
    start = block.text.index(words)
    return document.source[slice(*block.source_span(start, start + len(words)))]


def test_shortcodes_are_objects_and_show_their_parameters() -> None:
    source = (
        'Take {{< ref "no-risk.md" >}} with *care*\n\n{{< figure src="no.png" alt="An arm"\n'
        '     caption="Bob\'s \\"arm\\" &amp; leg" class="no-risk" >}}\n'
    )
    document = read(source, "a.md")
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("paragraph", "Take ￼ with care"),
        ("alternative-text", "An arm"),
        ("caption", 'Bob\'s \\"arm\\" & leg'),
    ]
    assert written(document, "with care") == "with *care"
    assert written(document, "￼") == '{{< ref "no-risk.md" >}}'


def test_shortcodes_around_markdown_leave_it_as_it_is() -> None:
    source = (
        '{{% note title="Mind" %}}\n| a | b |\n|---|---|\n| c | d |\n{{% /note %}}\n'
        "{{< tabs >}}{{< tab >}}\n# Head\n{{< /tab >}}{{< /tabs >}}\n- item\n{{< x >}}\nlast\n"
    )
    assert blocks(source) == [
        ("title", "Mind"),
        ("table-cell", "a"),
        ("table-cell", "b"),
        ("table-cell", "c"),
        ("table-cell", "d"),
        ("heading", "Head"),
        ("list-item", "item"),
        ("paragraph", "last"),
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        "{{< highlight go >}}\nno risk\n\nno risk\n{{< /highlight >}}",
        "{% highlight ruby %}\nno risk\n\nno risk\n{% endhighlight %}",
        "{% raw %}no risk{% endraw %}",
        "{{< mermaid >}}\nno risk\n{{< /mermaid >}}",
        "{{/* no risk\n\nno risk */}}",
        "{% comment %}no risk{% endcomment %}",
        "{{</* note */>}}",
        "{{ $x := `no risk` }}",
        '{% assign x = "no risk" %}',
        "{: .no-risk title='no risk'}",
    ],
)
def test_what_templates_hide_is_not_prose(hidden: str) -> None:
    assert [text.replace("￼", "").strip() for _, text in blocks(f"Before\n\n{hidden}\n\nAfter")] == ["Before", "After"]
    assert [text.replace("￼", "").split() for _, text in blocks(f"# A {hidden}\n\nB")][-1] == ["B"]


def test_comments_of_templates_are_comments() -> None:
    document = read("{{/* caveat: one */}}\n\nx {% comment %} two {% endcomment %}", "a.md")
    assert document.comments == (Comment(" caveat: one ", 0, 21), Comment(" two ", 25, 59))


def test_templates_in_addresses_and_attributes() -> None:
    document = read('[See]({{< ref "a b" >}} "Tip") <a href="{{ .Url }}" title="{{ .Title }}">that</a>', "a.md")
    assert [(block.kind, block.text) for block in document.blocks] == [("paragraph", "See that"), ("title", "Tip")]


def test_an_open_brace_hides_nothing() -> None:
    source = "Sets {{ a, b and {% c\n\nmore }} prose %} and {{< d\n\nlast"
    assert blocks(source) == [
        ("paragraph", "Sets {{ a, b and {% c"),
        ("paragraph", "more }} prose %} and {{< d"),
        ("paragraph", "last"),
    ]


def test_templates_shown_as_code_open_nothing() -> None:
    source = "Write `{{<` or\n\n```\n{{% comment %}}\n```\n\nprose `` {{< ` `` more >}} end\n"
    assert blocks(source) == [("paragraph", "Write ￼ or"), ("paragraph", "prose ￼ more >}} end")]


@pytest.mark.parametrize("path", ["a.md", "a.mdx"])
def test_directives_leave_their_words(path: str) -> None:
    source = ":::warning\nNo harm.\n:::\n\n:::tip{.wide} Read\n\nMore.\n\n::::\n"
    assert [text for _, text in blocks(source, path)][::2] == ["No harm.", "More."]


def test_mdx_imports_and_expressions_are_not_prose() -> None:
    source = (
        'import A from "./no-risk.js"\nimport {\n  B,\n} from "b"\nexport const meta = {\n  title: "no risk",\n\n'
        "  more: 1,\n}\n\n# Title {/* note */}\n\nimport duties are {props.no} prose {`no risk }`}\n\n"
        "{items.map(i => {\n  return '}' + <li>{i}</li> // no risk }\n})}\n\nEnd \\{kept} here\n"
    )
    document = read(source, "a.mdx")
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("heading", "Title"),
        ("paragraph", "import duties are ￼ prose ￼"),
        ("paragraph", "End {kept} here"),
    ]
    assert [comment.text for comment in document.comments] == [" note "]


def test_mdx_components_show_markdown_and_parameters() -> None:
    source = (
        '<Note type="no" title="Mind this" run={() => <b title="no">no</b>}>\nAs **such** and\n</Note>\n\n'
        "<Tabs>\n  <Tab label='First'>\n\n    Deep *in* &amp; in\n\n    | a |\n    |---|\n\n  </Tab>\n</Tabs>\n\n"
        'Dose <Dose mg={5} /> un<b>prov</b>en <Fig alt={\'An arm\'} caption={"C"} src="no"/>\n'
    )
    document = read(source, "a.mdx")
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("title", "Mind this"),
        ("paragraph", "As such and"),
        ("title", "First"),
        ("paragraph", "Deep in & in"),
        ("table-cell", "a"),
        ("paragraph", "Dose ￼ unproven ￼"),
        ("alternative-text", "An arm"),
        ("caption", "C"),
    ]
    assert written(document, "in & in") == "in* &amp; in"
    assert written(document, "unproven") == "un<b>prov</b>en"


def test_mdx_elements_mean_what_they_mean_in_html() -> None:
    source = (
        "<Details>\n<summary>More</summary>\n\nfolded\n\n</Details>\n\n<h2>Head</h2>\n\n"
        'see <a href="/t">it</a><br/>and '
        '<code>no risk</code> <iframe src="no" /> <Frame.Big/> end\n\n<Footer />\n\nlast\n'
    )
    document = read(source, "a.mdx")
    assert [(block.kind, block.text, block.visibility, block.section) for block in document.blocks] == [
        ("paragraph", "More", "visible", ()),
        ("paragraph", "folded", "collapsed", ()),
        ("heading", "Head", "visible", ()),
        ("paragraph", "see it\nand ￼ ￼ ￼ end", "visible", ("Head",)),
        ("paragraph", "last", "visible", ("Head",)),
    ]
    assert [link.target for block in document.blocks for link in block.links] == ["/t"]


def test_mdx_code_is_skipped_first() -> None:
    source = "Use `<div {x}` and `>`.\n\n```jsx\n<Open {\n```\n\nLess: 3 < 5, {open and <b never\n"
    assert blocks(source, "a.mdx") == [("paragraph", "Use ￼ and ￼."), ("paragraph", "Less: 3 < 5, {open and <b never")]
