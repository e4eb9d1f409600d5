"""Who sees what: a branch secretary exactly the request addressed to the branch, never the case."""

import re
from collections.abc import Callable

from site_stage import ANSWER, BRANCH, Visitor

Enter = Callable[[str], Visitor]
TOKEN = re.compile(r'(?<=name="csrf_token" value=")[^"]*|编号 [0-9a-f]{8}')
CASE_PAGES = (
    "/cases/shen", "/cases/shen/history", "/cases/shen/moves/conclude_investigation",
    "/cases/shen/activities/branch_opinion/answer", "/selections/dongyi", "/people/",
)  # fmt: skip


def test_a_branch_secretary_sees_the_request_and_of_the_case_nothing(enter: Enter) -> None:
    branch = enter("zhibu_shuji")
    assert "所在党支部意见" in branch.text("/")
    page = branch.text(BRANCH)
    for shown in ("沈砚青", "市直机关工委", "市直机关工委副书记"):
        assert shown in page
    for hidden in ("谈话推荐", "17票", "临选2026-001", "个别谈话", "韦同舟"):
        assert hidden not in page
    for path in CASE_PAGES:
        assert branch.get(path).status_code == 404, path


def test_what_one_may_not_know_of_looks_like_what_is_not_there(enter: Enter) -> None:
    branch = enter("zhibu_shuji")
    hidden = branch.get("/cases/shen").get_data(as_text=True)
    absent = branch.get("/cases/nobody").get_data(as_text=True)
    # The token against forged requests is signed with the time; two pages may fall in two seconds.
    assert TOKEN.sub("", hidden) == TOKEN.sub("", absent)


def test_the_request_of_a_branch_is_nobody_elses(enter: Enter) -> None:
    for login in ("zhibu_weiyuan", "jiwei", "gongwei_renshi", "xitong"):
        assert enter(login).get(BRANCH).status_code == 404, login


def test_an_answered_request_is_gone(enter: Enter) -> None:
    branch = enter("zhibu_shuji")
    assert branch.submit(BRANCH, ANSWER).status_code == 303
    assert branch.get(BRANCH).status_code == 404
    assert "所在党支部意见" in branch.text("/done")


def test_who_sees_a_form_but_may_not_fill_it_in_is_told_who_may(enter: Enter) -> None:
    answer = enter("chen_xiao").get("/cases/shen/activities/political_assessment/record")
    assert answer.status_code == 403
    assert "政治素质考察人员" in answer.get_data(as_text=True)
