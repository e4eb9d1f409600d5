"""Parameters of a simulation: strictly read, every fault told with its line, shares as they were stated."""

import pytest
from waves import DEFINITIONS, EXAMPLE, with_

from workflow.simulation import Parameters, ParametersInvalid, Plan, read_parameters

TEXT = EXAMPLE.read_text("utf-8")


SHAPE = [
    ("cases: 60  ", "cases: many", "应当是整数"),
    ("begin: 2026-03-02", "begin: 明年", "应当是日期"),
    ("seed: 1", "sead: 1", "不认识的键“sead”，是否“seed”？"),
    ("edition: promotion/2", "edition: promotion/9", "没有这个流程版本：“promotion/9”"),
]
FIGURES = [
    ("cases: 60  ", "cases: 0  ", "cases：应当在1至5000之间，现为0"),
    ("audited_post: 25", "audited_post: 101", "应当在0至100之间，现为101"),
    ("move: [3, 10]", "move: [10, 3]", "应当是 [最少, 最多]，在0至48000之间，现为 [10, 3]"),
    ("wait: [5, 30]", "wait: [5, 300]", "在0至250之间"),
    ("every: 5, cases: 15", "every: 0, cases: 15", "应当在1至250之间，现为0"),
    ("political_checker:      {people: 2", "political_checker:      {people: 1", "至少2人"),
    ("return_to_proposal: 5", "return_to_proposal: 60", "退回的合计60%，最多50%"),
    ("  discussion:         {defer: 2, decline: 1}", "  discussion:         {defer: 50, decline: 51}",
     "“讨论决定”的各路合计101%，超过100%"),
    ("  deferred:           {resume_deliberation: 100}", "  deferred:           {resume_deliberation: 60}",
     "不足100%，其余的无路可走"),
]  # fmt: skip
NAMES = [
    ("cadre_clerk: ", "cadre_clark: ", "没有这个岗位职责：“cadre_clark”，是否“cadre_clerk”？"),
    ("  ballot:  ", "  balot:  ", "没有这个办理种类：“balot”，是否“ballot”？"),
    ("  four_checks:            {", "  five_checks:            {", "没有这个办理内容：“five_checks”"),
    ("audited_post: 25", "audited: 25", "没有这个适用条件：“audited”"),
    ("  planning:           {", "  plan:               {", "没有这个步骤：“plan”，是否“planning”？"),
    ("terminate: 5}", "stop: 5}", "这一步没有这个流转：“stop”"),
    ("nomination: legal_act_needed", "nomination: legal", "没有这个适用条件：“legal”"),
]
MISSING = [
    ("  department:     {every", "  departement:     {every", "缺少“department”"),
    ("  ballot:  ", "  balot:  ", "缺少“ballot”"),
    ("publicity_exempt: 5", "elected_post: 5",
     "“publicity_exempt”和“publicity_required”互为反面，须写明其中一个"),
    ("candidate_is_party_member: 90", "candidate_is_party_member: 90\n  candidate_not_party_member: 10",
     "“candidate_is_party_member”和“candidate_not_party_member”互为反面"),
    ("  nomination:         {begin", "  pre_appointement:   {begin", "“依法推荐提名”有几条前行的路"),
]  # fmt: skip


@pytest.mark.parametrize("changes", [SHAPE, FIGURES, NAMES, MISSING])
def test_all_that_is_wrong_is_told_at_once(changes: list[tuple[str, str, str]]) -> None:
    text = TEXT
    for old, new, _ in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    with pytest.raises(ParametersInvalid) as wrong:
        read_parameters(text, "甲.yaml", DEFINITIONS)
    lines = wrong.value.lines()
    assert lines[0] == f"推演参数有误，共{len(lines) - 1}处"
    for _, new, says in changes:
        here = [line for line in lines if says in line]
        assert here, (says, lines)
        if changes is not MISSING:  # what is missing has no line of its own
            number = text[: text.index(new)].count("\n") + 1
            assert here[0].startswith(f"甲.yaml:{number}:"), here


def test_figures_from_outside_are_read_as_strictly() -> None:
    with pytest.raises(ParametersInvalid, match="推演参数有误"):
        read_parameters(TEXT, "甲.yaml", DEFINITIONS, {"cases": 0})
    assert read_parameters(TEXT, "甲.yaml", DEFINITIONS, {"cases": 7}).parameters.cases == 7


def test_of_two_complements_exactly_one_is_true_of_a_case(plan: Plan) -> None:
    for case in range(200):
        assert plan.holds("publicity_exempt", case) != plan.holds("publicity_required", case)


def test_a_share_is_the_share_of_cases(plan: Plan) -> None:
    here = with_(plan, conditions={"audited_post": 25, "exceptional": 0, "dual_managed": 100})
    held = {name: sum(here.holds(name, case) for case in range(1000))
            for name in ("audited_post", "exceptional", "dual_managed", "elected_post")}  # fmt: skip
    assert 200 < held["audited_post"] < 300
    assert (held["exceptional"], held["dual_managed"], held["elected_post"]) == (0, 1000, 0)


def test_what_a_selection_is_asked_is_the_same_for_all_its_cases(plan: Plan) -> None:
    here = with_(plan, batch=10, conditions={"meeting_required": 50})
    answers = [here.holds("meeting_required", case) for case in range(200)]
    assert all(len(set(answers[n : n + 10])) == 1 for n in range(0, 200, 10))
    assert len(set(answers)) == 2


def test_the_parameters_have_no_place_for_a_person() -> None:
    words = " ".join((*Parameters.model_fields, TEXT))
    assert not any(word in words for word in ("name", "姓名", "person:", "score", "打分"))


def test_each_move_has_its_share_of_cases(plan: Plan) -> None:
    ways = {"planning": {"return_to_proposal": 30}}
    here = with_(plan, ways=ways)
    taken = [here.way("planning", case, 1) for case in range(1000)]
    back = sum(one is not None and one.name == "return_to_proposal" for one in taken)
    assert 250 < back < 350
    assert {one.name for one in taken if one} == {"return_to_proposal", "start_recommendation"}
