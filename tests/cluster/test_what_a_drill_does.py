"""The plan of a drill, what it counts, and the settings that it and a site have in common."""

import math
import re
from collections import Counter
from pathlib import Path
from string import Template

import pytest
from ruamel.yaml import YAML

from deploy.cluster.checks import Found
from deploy.cluster.drill import CUT_ALL, CUT_PEERS, KILL, LOSE_FRONT, LOSE_POOL, ROLL, SWITCH, plan
from deploy.cluster.network import NUMBERS, Loopback, Namespaces, NotPossible
from deploy.cluster.node import Node, children
from deploy.cluster.report import Happened, outage, report
from deploy.cluster.writers import Answer, Record

HERE = Path(__file__).parents[2] / "deploy" / "cluster"
TEMPLATES = [
    one for one in sorted(HERE.iterdir()) if one.suffix in (".cfg", ".conf", ".ini", ".yml")
]


def record(*times: float) -> Record:
    return Record([Answer(f"c{at}", f"e{at}", "d", at) for at in times])


def test_every_event_asked_for_is_in_the_plan_and_the_kinds_are_mixed() -> None:
    events = plan(20, 9, 3)
    assert Counter(events) == {KILL: 20, CUT_PEERS: 5, CUT_ALL: 4, SWITCH: 3}
    longest = max(
        len(run) for run in re.findall("k+", "".join("k" if e == KILL else "." for e in events))
    )
    assert longest <= math.ceil(20 / 12) + 1
    assert Counter(plan(2, 1, 1, 1)) == {KILL: 2, CUT_PEERS: 1, SWITCH: 1, ROLL: 1}
    assert Counter(plan(1, 0, 0, 0, 3)) == {KILL: 1, LOSE_POOL: 2, LOSE_FRONT: 1}
    assert plan(0, 0, 0) == []


def test_an_outage_is_the_longest_time_without_an_answer() -> None:
    told = record(0.5, 1.0, 1.2, 9.0, 9.1, 20.0)
    assert outage(told, 1.1, 9.5) == pytest.approx(7.8)
    assert outage(told, 9.2, 15.0) == pytest.approx(5.8)  # nobody at all
    assert told.since(9.0) == 2


def test_what_is_lost_stands_at_its_event() -> None:
    told = record(1.0, 2.0, 12.0)
    events = [
        Happened(KILL, "node1", 1.5, 5.0, 2.0, 1.0),
        Happened(SWITCH, "node2", 11.0, 13.0, 1.0, 1.0),
    ]
    text = report(events, told, Found(3, (told.answers[1],), 0, 0))
    assert "| 1 | kill -9 | node1 | 2.0 | 1 | 1 |" in text
    assert "| 2 | 切换 | node2 | 1.0 | 1 | 0 |" in text
    assert "丢失 1，重复 0，断号的对象 0" in text


@pytest.mark.parametrize(
    ("found", "good"),
    [(Found(1, (), 0, 0), True), (Found(1, (Answer("c", "e", "d", 0),), 0, 0), False),
     (Found(1, (), 1, 0), False), (Found(1, (), 0, 1), False)],
)  # fmt: skip
def test_a_drill_is_good_only_if_nothing_is_lost_twice_or_missing(found: Found, good: bool) -> None:
    assert found.is_good is good


def test_both_templates_say_what_was_measured(tmp_path: Path) -> None:
    values = dict.fromkeys(
        ("etcd", "members", "network", "bin", "watchdog", "mode", "strict", "superuser_password",
         "replication_password", "rewind_password", "rest_password"), "x",
    )  # fmt: skip
    node = Node("node1", 1, "10.0.0.1", tmp_path, (), (), (), tmp_path)
    node.write({**values, "mode": "quorum", "strict": "true"})
    read = YAML(typ="safe")
    told = read.load((tmp_path / "patroni.yml").read_text(encoding="utf-8"))["bootstrap"]["dcs"]
    assert {key: told[key] for key in told if key != "postgresql"} == {
        "ttl": 20, "loop_wait": 5, "retry_timeout": 5, "primary_start_timeout": 0,
        "check_timeline": True, "failsafe_mode": True, "synchronous_mode": "quorum",
        "synchronous_mode_strict": True, "synchronous_node_count": 1,
    }  # fmt: skip
    assert told["postgresql"]["use_pg_rewind"] is True
    etcd = read.load((tmp_path / "etcd.yml").read_text(encoding="utf-8"))
    assert etcd["pre-vote"] is True and etcd["enable-grpc-gateway"] is True


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_template_can_be_filled_in(path: Path) -> None:
    assert Template(path.read_text(encoding="utf-8")).is_valid()


def test_patroni_is_locked_by_hashes_and_names_no_place() -> None:
    lock = (HERE / "requirements.lock").read_text(encoding="utf-8")
    assert "patroni[etcd3,psycopg3]==4.1" in lock
    assert "://" not in lock
    pinned = [line for line in lock.splitlines() if "==" in line]
    assert pinned and all(line.endswith("\\") for line in pinned)


@pytest.mark.parametrize("kind", [Loopback, Namespaces])
def test_two_clusters_on_one_machine_have_no_address_in_common(
    kind: type[Loopback | Namespaces],
) -> None:
    one, other = (
        {net.host, *map(net.address, NUMBERS), *(net.prefix(number) for number in NUMBERS)} - {()}
        for net in (kind(77), kind(78))
    )
    assert one and not one & other


def test_without_namespaces_a_cut_is_refused_and_not_passed_over() -> None:
    with pytest.raises(NotPossible, match="不能切断"):
        Loopback().cut(1, clients=False)


def test_a_process_without_children_has_none() -> None:
    assert children(2**22 + 1) == []
