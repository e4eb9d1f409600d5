"""A refusal says all its reasons, each with rule, article, what was found, what is needed and who (L5)."""

import pytest

from workflow import errors
from workflow.errors import ConditionsUnmet, DefinitionInvalid, NotFound, Reason, WorkflowError

REASON = Reason("R-DEC-04", "到会6人，应到会10人", "三分之二以上成员到会", ("会议记录员",), "条例第三十六条")
CLASSES = [one for one in vars(errors).values()
           if isinstance(one, type) and issubclass(one, WorkflowError)
           and one is not DefinitionInvalid]  # fmt: skip


def test_a_reason_is_one_line_with_its_five_parts() -> None:
    assert REASON.line() == (
        "R-DEC-04（条例第三十六条） 现状：到会6人，应到会10人；要求：三分之二以上成员到会；由谁提供：会议记录员"
    )


def test_a_reason_without_article_or_supplier_leaves_no_empty_brackets() -> None:
    assert Reason("R-GEN-06", "甲", "乙").line() == "R-GEN-06 现状：甲；要求：乙；由谁提供：－"


def test_several_who_can_supply_it_are_all_named() -> None:
    told = Reason("R-GEN-06", "甲", "乙", ("经办人", "负责人")).line()
    assert told.endswith("由谁提供：经办人、负责人")


def test_a_refusal_is_its_message_and_a_line_for_every_reason() -> None:
    refusal = ConditionsUnmet("不能“任职”", [REASON, REASON])
    assert refusal.lines() == ["不能“任职”", REASON.line(), REASON.line()]
    assert str(refusal) == "不能“任职”"


@pytest.mark.parametrize("kind", CLASSES)
def test_no_error_is_without_a_chinese_message_of_its_own(kind: type[WorkflowError]) -> None:
    message = kind().message
    assert message and not message.isascii() and "\n" not in message
    assert kind("另有说明").message == "另有说明"


def test_a_definition_is_refused_with_all_its_faults() -> None:
    refusal = DefinitionInvalid(["第一处", "第二处"])
    assert refusal.faults == ("第一处", "第二处")
    assert refusal.message.splitlines() == ["流程定义有误：", "第一处", "第二处"]


def test_what_may_not_be_known_answers_as_what_does_not_exist() -> None:
    assert NotFound.status == 404
