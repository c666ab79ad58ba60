"""YAML that remembers the line of every value, and takes nothing but plain data."""

from typing import Any

import yaml
from django.utils.translation import gettext as _

from commitments.instruments.analysis.faults import AnalysisRefused, Fault

DEEPEST = 20


class LinedDict(dict[str, Any]):
    """A mapping with the line it begins at and the line of each key."""

    line: int
    lines: dict[str, int]

    def line_of(self, key: str) -> int:
        return self.lines.get(key, self.line)


class LinedList(list[Any]):
    """A list with the line it begins at and the line of each item."""

    line: int
    lines: list[int]


def load_lined(text: str) -> LinedDict:
    """The document as data with lines. Refuses with AnalysisRefused, naming the line."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise _refused(line, _("not YAML: %(problem)s") % {"problem": fault.problem}) from fault
    except (yaml.YAMLError, RecursionError) as fault:
        raise _refused(1, _("not YAML that can be read")) from fault
    if not isinstance(node, yaml.MappingNode):
        raise _refused(1, _("an analysis is a mapping of names to values"))
    return _Builder().mapping(node, 0)


def _refused(line: int, message: str) -> AnalysisRefused:
    return AnalysisRefused((Fault(line, message),))


class _Builder:
    """Makes values from nodes; an anchor used twice is refused, since it could stand for anything."""

    def __init__(self) -> None:
        self.scalars = yaml.SafeLoader("")
        self.built: set[int] = set()

    def value(self, node: yaml.Node, depth: int) -> Any:
        if id(node) in self.built or depth > DEEPEST:
            raise _refused(_line(node), _("aliases and deep nesting are not taken"))
        self.built.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, depth)
        if isinstance(node, yaml.SequenceNode):
            return self.sequence(node, depth)
        return self.scalar(node)

    def mapping(self, node: yaml.MappingNode, depth: int) -> LinedDict:
        made = LinedDict()
        made.line, made.lines = _line(node), {}
        for key_node, value_node in node.value:
            key = str(self.scalar(key_node))
            if key in made:
                raise _refused(_line(key_node), _("“%(key)s” stands here a second time") % {"key": key})
            made[key] = self.value(value_node, depth + 1)
            made.lines[key] = _line(key_node)
        return made

    def sequence(self, node: yaml.SequenceNode, depth: int) -> LinedList:
        made = LinedList(self.value(item, depth + 1) for item in node.value)
        made.line, made.lines = _line(node), [_line(item) for item in node.value]
        return made

    def scalar(self, node: yaml.Node) -> Any:
        try:
            return self.scalars.construct_object(node)
        except (yaml.YAMLError, ValueError) as fault:
            raise _refused(_line(node), _("a value that cannot be read")) from fault


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
