"""Definitions (流程定义): YAML into frozen editions, with every fault at once and its line."""

from workflow.definition.diff import Difference, differences
from workflow.definition.draw import mermaid, svg
from workflow.definition.fault import Fault
from workflow.definition.frozen import edition_text, freeze, text_of, thaw
from workflow.definition.house import house_names
from workflow.definition.names import Names
from workflow.definition.package import package_names, read_all, read_file, read_package
from workflow.definition.process import read_process
from workflow.definition.published import check_published, load_published, publish, published

__all__ = [
    "Difference",
    "Fault",
    "Names",
    "check_published",
    "differences",
    "edition_text",
    "freeze",
    "house_names",
    "load_published",
    "mermaid",
    "package_names",
    "publish",
    "published",
    "read_all",
    "read_file",
    "read_package",
    "read_process",
    "svg",
    "text_of",
    "thaw",
]
