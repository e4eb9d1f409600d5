"""What a real instance begins with (建库清单): the tree of organizations and the three administrators."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from web.codes import LINKS, ORGANIZATIONS
from workflow.authority import ADMINISTRATORS
from workflow.definition.fault import Fault
from workflow.definition.shape import shape_faults, validated
from workflow.definition.tree import Tree, read_tree
from workflow.edition import Name, Strict, Title
from workflow.errors import BadInput

EXAMPLE = """\
# 建库清单：先有单位和三员，其余账户、岗位职责由安全保密管理员登录后办理。
organizations:
  shiwei: {name: 中共某某市委员会, kind: committee}
  zuzhibu: {name: 中共某某市委组织部, kind: department, parent: shiwei}
  jiwei: {name: 中共某某市纪律检查委员会, kind: discipline, parent: shiwei}
administrators:          # 三个人，互不兼任，也不兼业务岗位
  system_admin: {login: xitong, name: 甲某某, at: shiwei}
  security_admin: {login: anquan, name: 乙某某, at: shiwei}
  audit_admin: {login: shenji, name: 丙某某, at: shiwei}
"""


class Place(Strict):
    """One organization; `links` name its offices among the others."""

    name: Title
    kind: Name
    parent: Name | None = None
    links: Mapping[Name, Name] = {}


class Administrator(Strict):
    """One of the three."""

    login: Name
    name: Title
    at: Name


class Plan(Strict):
    """The whole file."""

    organizations: Mapping[Name, Place]
    administrators: Mapping[Name, Administrator]

    def in_order(self) -> Iterator[tuple[str, Place]]:
        """The organizations, each after the one above it."""
        waiting, told_of = dict(self.organizations), set[str | None]({None})
        while waiting:
            ready = [key for key, one in waiting.items() if one.parent in told_of]
            yield from ((key, waiting.pop(key)) for key in ready)
            told_of |= {*ready}


class PlanInvalid(BadInput):
    """建库清单有误

    `faults` holds all of them, each with its line.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"建库清单有误，共{len(self.faults)}处")

    def lines(self) -> list[str]:
        """The message, then every fault, one line each."""
        return [self.message, *map(str, self.faults)]


def read_plan(path: Path) -> Plan:
    """The plan of a file; raises PlanInvalid with every fault at once."""
    tree = read_tree(path.read_text(encoding="utf-8", errors="replace"), path.name)
    _refuse([*tree.faults] or [*shape_faults(Plan, tree)])
    plan: Plan = validated(Plan, tree)
    _refuse([*_unknown(plan, tree), *_administrators(plan, tree)])
    return plan


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise PlanInvalid(faults)


def _unknown(plan: Plan, tree: Tree) -> Iterator[Fault]:
    """Names that stand for nothing, and trees that come back to themselves."""
    known = plan.organizations
    for key, one in known.items():
        here = ("organizations", key)
        if one.kind not in ORGANIZATIONS:
            yield tree.fault((*here, "kind"), f"种类“{one.kind}”应为{'、'.join(ORGANIZATIONS)}之一")
        for link, target in one.links.items():
            if link not in LINKS:
                yield tree.fault((*here, "links"), f"有关机构“{link}”应为{'、'.join(LINKS)}之一")
            if target not in known:
                yield tree.fault((*here, "links"), f"没有“{target}”这个单位")
        if not _has_root(plan, key):
            yield tree.fault((*here, "parent"), "上级不存在，或者互为上级")
    for duty, who in plan.administrators.items():
        if who.at not in known:
            yield tree.fault(("administrators", duty, "at"), f"没有“{who.at}”这个单位")


def _has_root(plan: Plan, key: str) -> bool:
    seen: set[str | None] = set()
    above: str | None = key
    while above in plan.organizations and above not in seen:
        seen.add(above)
        above = plan.organizations[above].parent
    return above is None


def _administrators(plan: Plan, tree: Tree) -> Iterator[Fault]:
    """Exactly the three, by three people."""
    told, here = plan.administrators, ("administrators",)
    if set(told) != set(ADMINISTRATORS):
        yield tree.fault(here, f"应当是 {'、'.join(ADMINISTRATORS)} 三项，各一人")
    for what, of in (("登录名", [one.login for one in told.values()]),
                     ("姓名", [one.name for one in told.values()])):  # fmt: skip
        if len(set(of)) < len(of):
            yield tree.fault(here, f"三员的{what}不能相同：系统、安全保密、审计由三个人分别担任")
