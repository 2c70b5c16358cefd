"""What a tool does, by the words of its name."""

from __future__ import annotations

import pytest

from tracegrade.signals import effect_classes


@pytest.mark.parametrize(
    ("tool", "classes"),
    [
        ("mcp__email__read_message", {"read"}),
        ("mcp__payments__list_invoices", {"read"}),
        ("mcp__shell__run", {"exec"}),
        ("mcp__files__archive__delete_file", {"destructive"}),
        ("mcp__email__frobnicate", {"unknown"}),
        ("email_read_message", {"egress"}),
        ("mail.read", {"read"}),
        ("billing.payments.list", {"read"}),
        ("mail.reply", {"egress"}),
        ("refund.v2", {"money"}),
        ("order.frobnicate", {"write"}),
    ],
)
def test_of_a_tool_of_a_server_only_its_own_name_counts(tool: str, classes: set[str]):
    assert effect_classes(tool) == classes
