"""A person is registered once; a fact is stated by one and verified by another with a document."""

from pathlib import Path
from typing import Any

import pytest
from by_hand import order
from linear import CLERK, linear_edition, linear_house
from refusing import refused
from setting_stage import AUDITOR, CHIEF, STAFF

from workflow.commands.people import register, state_fact, verify_fact
from workflow.errors import BadInput, NotAuthorised, NotAvailable, NotFound, Recused
from workflow.journal import Actor, House
from workflow.journal.fold import person_file
from workflow.journal.read import history

DOCUMENT = {"digest": "0" * 64, "name": "证书.pdf", "size": 1}
GENDER = {"value": "女"}


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    return linear_house(url, tmp_path, linear_edition(1), 1, STAFF)[0]


def test_a_person_is_registered_once_with_a_name(house: House) -> None:
    told = refused(
        house, NotAvailable, lambda desk: register(desk, order(CLERK), "p0", "同一人", "dept")
    )
    assert told == [("R-TRACE-02", "同一人已有档案")]
    told = refused(house, BadInput, lambda desk: register(desk, order(CLERK), "p9", " ", "dept"))
    assert told == [("R-TRACE-02", "没有姓名")]
    told = refused(house, BadInput, lambda desk: register(desk, order(CLERK), "p9", "人", ""))
    assert told == [("R-TRACE-02", "没有“”这个单位")]
    refused(house, NotAuthorised, lambda desk: register(desk, order(CLERK), "p9", "人", "nix"))


def test_the_same_registration_twice_is_one(house: House) -> None:
    one = order(CLERK)
    for _ in range(2):
        with house.desk() as desk:
            entry = register(desk, one, "p9", "人", "dept")
    assert entry.seq == 1


@pytest.mark.parametrize(("kind", "values", "told"), [
    ("nix", {}, ["没有“nix”这种事实"]),
    ("gender", {}, ["性别缺少value"]),
    ("gender", {"value": "女", "nix": 1}, ["性别没有nix这一项"]),
])  # fmt: skip
def test_a_fact_has_the_fields_of_its_kind(
    house: House, kind: str, values: dict[str, Any], told: list[str]
) -> None:
    found = refused(
        house, BadInput, lambda desk: state_fact(desk, order(CLERK), "p0", kind, values)
    )
    assert found == [("R-TRACE-02", one) for one in told]


def test_a_fact_is_of_somebody_on_file(house: House) -> None:
    refused(house, NotFound, lambda desk: state_fact(desk, order(CLERK), "nix", "gender", GENDER))


def test_a_fact_is_verified_by_another_person_with_a_document(house: House) -> None:
    one = order(AUDITOR)
    for _ in range(2):
        with house.desk() as desk:
            state_fact(desk, one, "p0", "gender", GENDER)
    same_person = Actor(CHIEF.account, CHIEF.name, CHIEF.duty, "dept", AUDITOR.person)
    for actor in (AUDITOR, same_person):
        told = refused(
            house, Recused,
            lambda desk, me=actor: verify_fact(desk, order(me), "p0", one.id, DOCUMENT),
        )  # fmt: skip
        assert told == [("R-SEP-01", "核实人就是填报人")]
    told = refused(house, BadInput, lambda desk: verify_fact(desk, order(CHIEF), "p0", one.id, {}))
    assert told == [("R-FTSB-01", "没有佐证材料")]
    refused(house, NotFound, lambda desk: verify_fact(desk, order(CHIEF), "p0", "nix", DOCUMENT))
    other = order(CHIEF)
    for _ in range(2):
        with house.desk() as desk:
            verify_fact(desk, other, "p0", one.id, DOCUMENT)
    with house.reading() as desk:
        (fact,) = person_file("p0", history(desk, "person:p0")).facts
    assert fact.verified and fact.verified_by and fact.verified_by.account == "chief"


def test_nobody_states_or_verifies_a_fact_of_his_own(house: House) -> None:
    own = Actor(AUDITOR.account, AUDITOR.name, AUDITOR.duty, "dept", "p0")
    for command in (
        lambda desk: state_fact(desk, order(own), "p0", "gender", GENDER),
        lambda desk: verify_fact(desk, order(own), "p0", "nix", DOCUMENT),
    ):
        assert refused(house, Recused, command) == [("R-AVO-04", "经办人即当事人")]
