"""Reports as one HTML page: no script, nothing loaded from elsewhere, every text escaped."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any

from tracegrade._text import plain
from tracegrade.report._blocks import Bullets, Fold, Heading, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracegrade.report._blocks import Block

__all__ = ["to_fragment", "to_html"]

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem;
  color: #1c1c1c; background: #fff; }
h1 { font-size: 1.3rem; } h2 { font-size: 1.05rem; margin: 1.6rem 0 .4rem; }
table { border-collapse: collapse; } td, th { text-align: left; padding: .15rem .8rem .15rem 0;
  vertical-align: top; border-bottom: 1px solid #ddd; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
pre { overflow-x: auto; } li ul { color: #555; } summary { cursor: pointer; }
@media (prefers-color-scheme: dark) { body { color: #e4e4e4; background: #171717; }
  td, th { border-color: #444; } li ul { color: #aaa; } }
"""
_NUMBER = set("0123456789.,-+% ")

_TEMPLATE = """
{%- macro shown(blocks) -%}
{%- for block in blocks -%}
{%- if block.is == "heading" %}
<h{{ block.level }}>{{ block.text }}</h{{ block.level }}>
{%- elif block.is == "paragraph" %}
<p>{% for line in block.lines %}{{ line }}{% if not loop.last %}<br>{% endif %}{% endfor %}</p>
{%- elif block.is == "bullets" %}
<ul>
{%- for text, under in block.items_ %}
<li>{{ text }}{% if under %}<ul>{% for line in under %}<li>{{ line }}</li>{% endfor %}</ul>{% endif %}</li>
{%- endfor %}
</ul>
{%- elif block.is == "table" %}
<table><thead><tr>{% for header in block.headers %}<th>{{ header }}</th>{% endfor %}</tr></thead><tbody>
{%- for row in block.rows %}
<tr>{% for cell, is_number in row %}<td{% if is_number %} class="number"{% endif %}>{{ cell }}</td>{% endfor %}</tr>
{%- endfor %}
</tbody></table>
{%- elif block.is == "fold" %}
<details><summary>{{ block.title }}</summary>
{{ shown(block.blocks) }}
</details>
{%- else %}
<pre>{{ block.text }}</pre>
{%- endif -%}
{%- endfor -%}
{%- endmacro -%}
"""
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{{ hash }}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }}</title>
<style>{{ style|safe }}</style>
</head>
<body>
{{ shown(blocks) }}
</body>
</html>
"""


def to_html(blocks: Iterable[Block]) -> str:
    """The blocks as a page of its own, safe to open whatever the traces hold.

    Example:
        >>> page = to_html([Heading("a <script>", 1)])
        >>> "<h1>a &lt;script&gt;</h1>" in page, "<script" in page
        (True, False)
    """
    given = list(blocks)
    title = next((block.text for block in given if isinstance(block, Heading)), "tracegrade")
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    return _template(_TEMPLATE + _PAGE).render(
        blocks=[_shape(block) for block in given],
        title=plain(title),
        style=_STYLE,
        hash=digest,
    )


def to_fragment(blocks: Iterable[Block]) -> str:
    """The blocks as a part of a page, for a notebook.

    Example:
        >>> "<p>none</p>" in to_fragment([Paragraph("none")])
        True
    """
    shapes = [_shape(block) for block in blocks]
    return _template(_TEMPLATE + "<div>\n{{ shown(blocks) }}\n</div>").render(blocks=shapes)


@cache
def _template(source: str) -> Any:
    from jinja2 import Environment

    return Environment(autoescape=True).from_string(source)


def _shape(block: Block) -> dict[str, Any]:
    """A block as the template reads it, with every control character written out."""
    if isinstance(block, Heading):
        return {"is": "heading", "level": block.level, "text": plain(block.text)}
    if isinstance(block, Paragraph):
        return {"is": "paragraph", "lines": [plain(line) for line in block.text.split("\n")]}
    if isinstance(block, Bullets):
        items = [(plain(text), [plain(line) for line in under]) for text, under in block.items]
        return {"is": "bullets", "items_": items}
    if isinstance(block, Fold):
        return {
            "is": "fold",
            "title": plain(block.title),
            "blocks": [_shape(item) for item in block.blocks],
        }
    if isinstance(block, Table):
        return {
            "is": "table",
            "headers": [plain(header) for header in block.headers],
            "rows": _cells(block),
        }
    return {"is": "verbatim", "text": "\n".join(plain(line) for line in block.lines)}


def _cells(table: Table) -> list[list[tuple[str, bool]]]:
    return [
        [(plain(cell), bool(cell) and set(cell) <= _NUMBER) for cell in row] for row in table.rows
    ]
