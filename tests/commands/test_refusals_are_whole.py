"""A refusal that leaves the desk is whole, also where no edition was at hand (L5)."""

import uuid
from datetime import date
from pathlib import Path

import pytest
from linear import AT, CLERK, FOUNDER, OFFICE, linear_edition, linear_house

from workflow.commands.accounts import end_duty
from workflow.commands.cases import move
from workflow.commands.founding import found
from workflow.commands.people import register
from workflow.definition import freeze
from workflow.edition import Rule
from workflow.errors import BadInput, NotAuthorised, NotAvailable, Reason, WorkflowError
from workflow.forms_in import FormRefused
from workflow.house import create_house
from workflow.journal import Actor, House, Order
from workflow.workdays import Calendar


@pytest.fixture
def house(tmp_path: Path) -> House:
    url = f"sqlite:///{tmp_path / 'cadre.db'}"
    return linear_house(url, tmp_path, linear_edition(1), 1)[0]


def order(actor: Actor, on: date | None = None) -> Order:
    return Order(uuid.uuid4().hex, actor, AT, on)


def test_the_article_is_that_of_the_edition_published_last(house: House) -> None:
    with pytest.raises(WorkflowError) as refusal, house.desk():
        raise NotAvailable(reasons=[Reason("R-POL-05", "已有一票否决", "复核", ("organization_head",))])
    (told,) = refusal.value.reasons
    assert (told.rule, told.article, told.found, told.needed) == (
        "R-POL-05", "测试", "已有一票否决", "复核",
    )  # fmt: skip


def test_an_article_that_was_named_is_kept(house: House) -> None:
    with pytest.raises(WorkflowError) as refusal, house.desk():
        raise BadInput(reasons=[Reason("R-POL-05", "缺", "补", article="办法第一条")])
    assert refusal.value.reasons[0].article == "办法第一条"


def test_who_handles_it_supplies_what_nobody_else_was_named_for(house: House) -> None:
    with pytest.raises(BadInput) as refusal, house.desk() as desk:
        register(desk, order(CLERK), "new", " ", "dept")
    assert [(one.rule, one.who) for one in refusal.value.reasons] == [("R-TRACE-02", ("办理人",))]


def test_without_an_edition_a_refusal_still_says_who(tmp_path: Path) -> None:
    bare = create_house(
        f"sqlite:///{tmp_path / 'bare.db'}", attachments=tmp_path / "attachments", calendar=Calendar(()),
        origin="bare", province="42",
    )  # fmt: skip
    with bare.desk() as desk:
        found(desk, order(FOUNDER))
    with pytest.raises(NotAvailable) as refusal, bare.desk() as desk:
        found(desk, order(FOUNDER))
    assert [one.who for one in refusal.value.reasons] == [("办理人",)]


def test_what_the_edition_is_asked_for_is_told_by_the_edition_of_the_case(house: House) -> None:
    with house.desk() as desk:
        move(desk, order(OFFICE), "case0", "m0", {}, {})
    with pytest.raises(NotAvailable) as refusal, house.desk() as desk:
        move(desk, order(OFFICE), "case0", "m0", {}, {})
    (told,) = refusal.value.reasons
    assert (told.rule, told.article, told.who) == ("R-GEN-06", "测试", ("办理人",))


def test_who_may_not_do_it_is_told_that_others_can(house: House) -> None:
    stranger = Actor("clerk", "经办", "cadre_chief", "dept")
    with pytest.raises(NotAuthorised) as refusal, house.desk() as desk:
        register(desk, order(stranger), "new", "新人", "dept")
    assert [one.who for one in refusal.value.reasons] == [("其他有权办理的人",)]


def test_a_malformed_form_keeps_its_sentences(house: House) -> None:
    with pytest.raises(FormRefused) as refusal, house.desk():
        raise FormRefused("a.lrmx", ["不是任免审批表"])
    assert list(refusal.value.reasons) == ["不是任免审批表"]


def test_the_duty_that_is_missing_is_named_with_the_article_of_the_edition(
    url: str, tmp_path: Path
) -> None:
    plain = linear_edition(1)
    duty = Rule(title="岗位职责", article="授权表", text="由承担岗位职责的人办理", severity="block")
    edition = freeze(plain.process, {**plain.rules, "R-DUTY-01": duty}, plain.duties)
    house = linear_house(url, tmp_path, edition, 1)[0]
    with pytest.raises(NotAuthorised) as refusal, house.desk() as desk:
        end_duty(desk, order(OFFICE), "clerk", "cadre_clerk", "dept", "2026-03-02")
    (told,) = refusal.value.reasons
    assert (told.rule, told.article, told.who) == ("R-DUTY-01", "授权表", ("security_admin",))
