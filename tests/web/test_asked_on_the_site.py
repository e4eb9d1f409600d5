"""Opinions on the site: exactly what was released is seen; the answer is signed; nobody is forgotten."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from playing import PASSWORD
from site_stage import ANSWER, BRANCH, Visitor, everything, rows, visitor
from sqlalchemy import event

from web.app import create_app
from workflow.journal import House
from workflow.journal.read import history
from workflow.queries.listed import inquiry_id

Enter = Callable[[str], Visitor]
ASK = "/cases/shen/activities/branch_opinion/ask"
ROUNDS = "/cases/shen/opinions"
ADDRESS = {"organization": "gongwei_zhibu", "ask": "person_branches"}
ONE = f"/opinions/{inquiry_id('case:shen', 'branch_opinion', 1, ADDRESS)}"
# What is on file of the candidate and could be released, each as it would be read.
ON_FILE = {
    "birth": "1990年3月", "nation": "汉族", "party": "2011年6月", "resume": "清溪镇",
    "present_post": "市直机关工委组织部部长", "grades": "2025年度称职", "work_start": "2012年7月",
}  # fmt: skip
PRIVATE = ("市直机关工委副书记", "临选2026-001", "市直机关工委副书记选拔", "个别谈话", "17票")


def ask_anew(enter: Enter, *release: str) -> None:
    """The leader of the investigation asks once more, and chooses what is told."""
    values = {"s0_only": ["gongwei_zhibu"], "s0_release": list(release)}
    assert enter("lu_ping").submit(ASK, values).status_code == 303


def content(page: str) -> str:
    """What people read of a page, without the frame that every page has."""
    return re.sub(r"<[^>]+>", " ", page.partition("<main")[2])


def test_an_unreleased_fact_never_appears(enter: Enter) -> None:
    ask_anew(enter, "birth", "grades")
    branch = enter("zhibu_shuji")
    pages = ("/", "/done", "/begun", "/followed", "/opinions/", BRANCH, ONE, f"{ONE}/letter")
    told = "".join(content(branch.text(path)) for path in pages)
    for shown in ("沈砚青", ON_FILE["birth"], ON_FILE["grades"]):
        assert shown in told
    hidden = {text for code, text in ON_FILE.items() if code not in ("birth", "grades")}
    assert [one for one in (*hidden, *PRIVATE) if one in told] == []
    assert branch.submit(BRANCH, ANSWER).status_code == 303
    after = "".join(content(branch.text(path)) for path in (*pages[:5], ONE, f"{ONE}/reply"))
    assert [one for one in (*hidden, *PRIVATE) if one in after] == []


def test_with_nothing_chosen_only_the_name_is_told(enter: Enter, house: House) -> None:
    ask_anew(enter)
    with house.reading() as desk:
        assert history(desk, "case:shen")[-1].values["released"] == [
            {"fact": "name", "text": "沈砚青"}
        ]


def test_the_form_offers_what_is_verified_and_marks_the_usual(enter: Enter) -> None:
    page = enter("lu_ping").text(ASK)
    boxes = dict(re.findall(r'<input( checked)?[^>]*name="s0_release"[^>]*value="(\w+)"', page))
    offered = set(re.findall(r'name="s0_release"[^>]*value="(\w+)"', page))
    assert offered >= set(ON_FILE) | {"planned_post"} and "name" not in offered
    assert boxes.get(" checked") in ("present_post", "planned_post")
    assert "1990年3月" in page


@pytest.mark.parametrize(("password", "said"), [("", "请输入本人登录口令"), ("猜的", "口令不对"),
                                                ("长" * 201, "口令不对")])  # fmt: skip
def test_without_the_right_password_nothing_is_recorded_and_nothing_typed_is_lost(
    enter: Enter, house: House, password: str, said: str
) -> None:
    branch, before = enter("zhibu_shuji"), len(rows(house, "entries"))
    answer = branch.submit(BRANCH, {**ANSWER, "password": password})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said in page and "现实表现好，敢于担当。" in page
    assert password == "" or password not in page
    assert len(rows(house, "entries")) == before
    assert branch.submit(BRANCH, ANSWER).status_code == 303
    with house.reading() as desk:
        last = history(desk, "case:shen")[-1]
    assert last.data["proved"] == "password" and PASSWORD not in str(last.body) + str(last.values)


def test_guessing_the_password_of_a_signature_is_slowed_as_logging_in_is(
    enter: Enter, house: House
) -> None:
    branch = enter("zhibu_shuji")
    for _ in range(5):
        assert branch.submit(BRANCH, {**ANSWER, "password": "猜"}).status_code == 422
    answer = branch.submit(BRANCH, ANSWER)
    assert answer.status_code == 429
    assert "15分钟后再试" in answer.get_data(as_text=True)
    assert "现实表现好，敢于担当。" in answer.get_data(as_text=True)
    assert [one for one in rows(house, "entries") if one.account == "zhibu_shuji"] == []


def test_an_answer_stays_for_who_gave_it_with_letters_for_paper(enter: Enter) -> None:
    branch = enter("zhibu_shuji")
    assert f"{ONE}/reply" not in branch.text("/opinions/")
    assert branch.get(f"{ONE}/reply").status_code == 404
    assert branch.submit(BRANCH, {**ANSWER, "s0_stance": "object"}).status_code == 303
    assert "不同意" in branch.text("/opinions/").partition("本单位已答复")[2]
    for words in ("市委组织部：", "不同意", "现实表现好，敢于担当。", "石磊", "2026年2月28日"):
        assert words in branch.text(f"{ONE}/reply")
    letter = branch.text(f"{ONE}/letter")
    for words in ("市直机关工委机关第一党支部：", "2026年3月4日前答复", "市委组织部", "拟任职务"):
        assert words in letter
    # The other officer of the branch reads it too; whoever is not of it does not know of it.
    assert enter("zhibu_weiyuan").get(ONE).status_code == 200
    for other in ("jiwei", "gongwei_renshi", "xitong"):
        assert [enter(other).get(one).status_code for one in (ONE, f"{ONE}/letter")] == [404, 404]


def test_the_requester_sees_who_is_late_reminds_and_responds(app: Flask, house: House) -> None:
    late = datetime(2026, 3, 9, 4, 0, tzinfo=UTC)
    site = create_app(house, lambda: late, b"a secret of the tests, thirty-two")
    leader, chief = visitor(site, "lu_ping"), visitor(site, "zhou_lan")
    page = leader.text(ROUNDS)
    assert "逾期3个工作日" in page and "催办" in page
    assert "沈砚青" in leader.text("/opinions/?stage=late")
    before = len(rows(house, "entries"))
    told = {**leader.hidden(ROUNDS), "text": "请尽快答复"}
    assert leader.client.post(f"{ROUNDS}/branch_opinion/remind", data=told).status_code == 303
    leader.client.post(f"{ROUNDS}/branch_opinion/remind", data=told)  # a double click
    with house.reading() as desk:
        last = history(desk, "case:shen")[-1]
    assert len(rows(house, "entries")) == before + 1
    assert last.values == {"organization": "gongwei_zhibu", "text": "请尽快答复"}
    branch = visitor(site, "zhibu_shuji")
    assert "请尽快答复" in branch.text(BRANCH) and "已催办 1 次" in branch.text("/opinions/")
    assert branch.submit(BRANCH, {**ANSWER, "s0_stance": "object"}).status_code == 303
    assert "尚未书面答复其意见" in chief.text(ROUNDS)
    respond = f"/cases/shen/activities/branch_opinion/respond?organization=gongwei_zhibu&back={ROUNDS}"
    answer = chief.submit(respond, {"s0_text": "已核实并说明。"})
    assert (answer.status_code, answer.headers["Location"]) == (303, ROUNDS)
    assert "已书面答复其意见" in chief.text(ROUNDS)
    assert "已核实并说明。" in branch.text(ONE)
    nobody = {**leader.hidden(ROUNDS), "only": "gongwei_zhibu"}
    assert leader.client.post(f"{ROUNDS}/branch_opinion/remind", data=nobody).status_code == 422


def test_only_who_asks_reminds(enter: Enter, house: House) -> None:
    before = len(rows(house, "entries"))
    for login, status in (("chen_xiao", 403), ("zhibu_shuji", 404)):
        guest = enter(login)
        told = {"csrf_token": guest.hidden("/login")["csrf_token"]}
        answer = guest.client.post(f"{ROUNDS}/branch_opinion/remind", data=told)
        assert answer.status_code == status, login
    assert len(rows(house, "entries")) == before


@pytest.mark.parametrize("login", ["lu_ping", "zhibu_shuji"])
def test_looking_at_opinions_writes_nothing_and_asks_the_database_little(
    enter: Enter, house: House, login: str
) -> None:
    guest, told = enter(login), []
    before = everything(house)
    event.listen(house.engine, "before_cursor_execute", lambda *said: told.append(said[2]))
    paths = ("/opinions/", "/opinions/?stage=all&page=1", ONE, f"{ONE}/letter")
    mine = (ROUNDS, "/publicity/", "/cases/shen/notices/investigation_preview")
    for path in (*paths, *(mine if login == "lu_ping" else ())):
        told.clear()
        guest.text(path)
        assert len(told) <= 17, (path, told)
    assert guest.get("/opinions/?stage=none").status_code == 404
    assert everything(house) == before
