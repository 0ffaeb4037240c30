"""Names in templates: none is used where the tag that sets it has ended, and none is set nowhere.

What a block of a page sets ends with the block, and what `with` sets ends with it. Django says nothing of a
name that does not exist: a button that depends on it is not there.
"""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.template.base import FilterExpression, Variable
from django.template.defaulttags import ForNode, IfNode, WithNode
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.templatetags.i18n import BlockTranslateNode

ROOT = Path(settings.BASE_DIR)
# What context processors, Django and forms give to every template.
GIVEN = {
    "user", "request", "perms", "messages", "csrf_token", "forloop", "block", "True", "False", "None", "form",
    "LANGUAGE_CODE", "language", "field", "widget", "view", "object", "object_list", "page_obj", "paginator",
    "is_paginated", "now", "debug", "exception", "request_path", "reason", "title", "errors", "tag",
    # From allauth, and with names that a view makes: `{what}_address`.
    "password_reset_url", "redirect_field_name", "redirect_field_value", "action_url", "token_fail",
    "reauthentication_alternatives", "js_data", "webauthn_form", "totp_svg_data_uri", "unused_codes",
    "unused_code_count", "total_count",
    "make_address", "page_address", "pdf_address",
}  # fmt: skip
TEMPLATES = sorted(
    str(path.relative_to(ROOT / "templates"))
    for path in (ROOT / "templates").rglob("*.*")
    if path.suffix in (".html", ".txt") and "admin" not in path.parts
)


def parsed(name: str):
    return engines["django"].engine.get_template(name)


class Reader:
    """Walks the nodes of a template in reading order, and keeps which names are set where one is used."""

    def __init__(self):
        self.set_anywhere: set[str] = set()
        self.used: list[tuple[str, frozenset[str], int]] = []

    def read(self, nodes, scope: set[str]) -> None:
        """Reads nodes; what a tag sets with “as” is added to the scope, for the nodes after it."""
        for node in nodes:
            self._read(node, scope)

    def _read(self, node, scope: set[str]) -> None:
        if isinstance(node, ExtendsNode):
            self._uses(node.parent_name, node, scope)
            self.read([one for one in node.nodelist if isinstance(one, BlockNode)], scope)
        elif isinstance(node, BlockNode):
            self.read(node.nodelist, set(scope))
        elif isinstance(node, WithNode):
            for value in node.extra_context.values():
                self._uses(value, node, scope)
            self._within(node.nodelist, scope, node.extra_context)
        elif isinstance(node, ForNode):
            self._uses(node.sequence, node, scope)
            self._within(node.nodelist_loop, scope, node.loopvars)
            self.read(node.nodelist_empty, scope)
        elif isinstance(node, IfNode):
            for condition, nodes in node.conditions_nodelists:
                self._condition(condition, node, scope)
                self.read(nodes, scope)  # what one branch sets may be set
        elif isinstance(node, IncludeNode):
            for value in [node.template, *node.extra_context.values()]:
                self._uses(value, node, scope)
        elif isinstance(node, BlockTranslateNode):
            inner = scope | set(node.extra_context) | {node.countervar}
            for value in [*node.extra_context.values(), node.counter]:
                self._uses(value, node, scope)
            for token in [*node.singular, *node.plural]:
                if token.token_type.name == "VAR":
                    self._name(token.contents.partition("|")[0], node, inner)
            self._sets(node.asvar, scope)
        else:
            self._sets(getattr(node, "var_name", None), scope)  # `regroup` reads its own name
            for value in vars(node).values():
                for one in value if isinstance(value, (list, tuple)) else [value]:
                    self._uses(one, node, scope)
                for one in value.values() if isinstance(value, dict) else ():
                    self._uses(one, node, scope)
            for names in ("nodelist", "nodelist_true", "nodelist_false"):
                self.read(getattr(node, names, ()), scope)
            for name in ("asvar", "target_var", "variable", "variable_name"):
                self._sets(getattr(node, name, None), scope)

    def _within(self, nodes, scope: set[str], names) -> None:
        self.set_anywhere |= set(names)
        self.read(nodes, scope | set(names))

    def _sets(self, name, scope: set[str]) -> None:
        if isinstance(name, str):
            self.set_anywhere.add(name)
            scope.add(name)

    def _condition(self, condition, node, scope) -> None:
        for part in ("first", "second", "value"):
            inner = getattr(condition, part, None)
            if isinstance(inner, FilterExpression):
                self._uses(inner, node, scope)
            elif inner is not None:
                self._condition(inner, node, scope)

    def _uses(self, expression, node, scope: set[str]) -> None:
        if not isinstance(expression, FilterExpression):
            return
        arguments = [one for _filter, found in expression.filters for lookup, one in found if lookup]
        for variable in [expression.var, *arguments]:
            if isinstance(variable, Variable) and variable.lookups:
                self._name(variable.lookups[0], node, scope)

    def _name(self, name: str, node, scope: set[str]) -> None:
        self.used.append((name.partition(".")[0], frozenset(scope), node.token.lineno if node.token else 0))


def read(name: str) -> Reader:
    reader = Reader()
    reader.read(parsed(name).nodelist, set())
    return reader


# Names that a view gives as well as a tag of the template sets, each with why.
BOTH = {
    ("agencies/imports/import.html", "kind"),  # of the table that was read; below, of each that is offered
    ("chairmanship/rotation/plan_move.html", "term"),  # that is moved; below, each that the move changes
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_name_is_used_where_it_is_set(name):
    reader = read(name)
    outside = {
        (used, line) for used, scope, line in reader.used if used in reader.set_anywhere and used not in scope
    }
    assert {one for one in outside if (name, one[0]) not in BOTH} == set()


def names_in_python() -> set[str]:
    """Returns every name by which Python can give something to a template."""
    found = set()
    for app in ("foundation", "agencies", "chairmanship", "documents", "meetings", "gmg_portal"):
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.add(node.value)
                elif isinstance(node, ast.keyword) and node.arg:
                    found.add(node.arg)
    return found


def test_every_name_is_set_somewhere():
    known, given = names_in_python() | GIVEN, set()
    readers = {name: read(name) for name in TEMPLATES}
    for name in TEMPLATES:
        given |= readers[name].set_anywhere | set(passed(parsed(name).nodelist))
    nowhere = {
        (name, used)
        for name, reader in readers.items()
        for used, scope, _line in reader.used
        if used not in known | given | scope
    }
    assert nowhere == set()


def passed(nodes):
    """Yields the names that includes pass on."""
    for node in nodes.get_nodes_by_type(IncludeNode):
        yield from node.extra_context
