"""A secret ballot on the site: from the slips to the record, and who runs it."""

import re

from site_stage import Visitor
from sqlalchemy import insert
from voting_stage import CHECK, MADE, NEW, RECORD, RESULTS, Polling, all_vote

from web.ballots.boxes import Boxes, boxes
from web.ballots.codes import digest
from workflow.ballots import Box, Nominee, Paper
from workflow.models import ballot_codes, ballots

LIST = "/selections/dongyi/activities/reference_list/record"
FIGURE = re.compile(r'name="s0_(issued|returned|valid|present|expected)"[^>]*value="(\d+)"')


def test_a_ballot_goes_from_its_slips_to_the_record(place: Polling, officer: Visitor) -> None:
    ballot, codes = place.open(officer)
    assert len(codes) == len(set(codes)) == 15
    all_vote(place, codes)
    answer = officer.submit(f"{ballot}", {}, **officer.hidden(ballot))
    assert answer.status_code == 405  # closing has an address of its own
    hidden = officer.hidden(ballot)
    assert officer.client.post(f"{ballot}/close", data=hidden).status_code == 303
    assert officer.client.post(f"{ballot}/close", data=hidden).status_code == 303  # sent twice
    page = officer.text(ballot)
    assert "已截止，待核对" in page
    assert "收回 15 张" in page
    assert officer.submit(f"{ballot}/check", CHECK).status_code == 303
    form = officer.text(RECORD)
    assert dict(FIGURE.findall(form)) == {
        "expected": "16", "present": "15", "issued": "15", "returned": "15", "valid": "15",
    }  # fmt: skip
    figures = {
        name: value for name, value in re.findall(r'name="(s[0-9][^"]*)"[^>]*value="([^"]*)"', form)
        if "chair" not in name
    }  # fmt: skip
    selects = [one.partition("</select>")[0] for one in form.split("<select")[1:]]
    chosen = dict(found.groups() for one in selects if (found := re.search(
        r'name="(s0_figures-[^"]*)".*<option selected value="([^"]*)"', one, re.S
    )))  # fmt: skip
    told = {**figures, **chosen, "s0_chair": "gu_mingcheng", "s0_sealed": "yes",
            "s0_tellers": ["ding_wen", "xu_ke"]}  # fmt: skip
    answer = officer.submit(RECORD, told)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    assert "已登记，待审核" in officer.text(RESULTS)


def test_the_slips_are_shown_once_and_bear_no_number(place: Polling, officer: Visitor) -> None:
    hidden = officer.hidden(NEW)
    first = officer.client.post(NEW, data={**MADE, **hidden})
    page = first.get_data(as_text=True)
    slips = page[page.index('<ul class="slips">') :]
    assert "http://localhost/ballot" in slips
    assert not re.search(r"第\s*\d+\s*[张号]|No\.|编号", slips)
    assert first.headers["Cache-Control"] == "no-store"
    again = officer.client.post(NEW, data={**MADE, **hidden})
    assert again.status_code == 303
    assert "票码只显示一次" in officer.text(again.headers["Location"])


def test_a_voter_marks_no_more_than_the_seats_and_may_go_back(
    place: Polling, officer: Visitor
) -> None:
    _, codes = place.open(officer)
    browser = place.voter()
    over = browser.post("/ballot", data={"code": codes[0], "mark": ["0", "1"], "step": "mark"})
    assert over.status_code == 422
    assert "最多推荐1名，现推荐2名" in over.get_data(as_text=True)
    back = browser.post("/ballot", data={"code": codes[0], "mark": ["2"], "step": "back"})
    page = back.get_data(as_text=True)
    assert (back.status_code, page.count(" checked")) == (200, 1)
    assert re.search(r'value="2"[^>]* checked', page)


def test_an_evaluation_is_marked_by_one_grade(place: Polling) -> None:
    grades = {"excellent": "优秀", "competent": "称职"}
    box = Box("b", Paper((Nominee("wei_tongzhou"),), grades))
    with place.app.app_context(), place.house.desk() as desk:
        boxes().put(box)
        told = {"id": "b", "subject": "case:shen", "activity": "x", "box": box.mark}
        desk.db.execute(insert(ballots).values(told))
        desk.db.execute(insert(ballot_codes).values(
            digest=digest("A" * 12), ballot="b", voters="", used=False
        ))  # fmt: skip
    voter, code = place.voter(), {"code": "AAAA-AAAA-AAAA"}
    assert "韦同舟" in voter.post("/ballot", data=code).get_data(as_text=True)
    none = voter.post("/ballot", data={**code, "step": "mark"})
    assert (none.status_code, "每一栏都要选择一项" in none.get_data(as_text=True)) == (422, True)
    marked = {**code, "mark0": "competent"}
    asked = voter.post("/ballot", data={**marked, "step": "mark"}).get_data(as_text=True)
    assert 'name="mark0" value="competent"' in asked and "称职" in asked
    assert "已经投出" in voter.post("/ballot", data={**marked, "step": "cast"}).get_data(as_text=True)
    assert box.seal().votes == {(0, "", "competent"): 1}


def test_with_the_process_the_votes_are_lost_and_everybody_votes_again(
    place: Polling, officer: Visitor
) -> None:
    ballot, codes = place.open(officer)
    all_vote(place, codes[:6])
    place.app.extensions["ballots"] = Boxes()  # as after a restart
    answer = place.voter().post("/ballot", data={"code": codes[0]})
    assert answer.status_code == 409
    assert "用原票码重新投票" in answer.get_data(as_text=True)
    assert "票箱不在" in officer.text(ballot)
    refused = officer.client.post(f"{ballot}/close", data=officer.hidden(ballot))
    assert refused.status_code == 422
    empty = {**officer.hidden(ballot), "reason": ""}
    assert officer.client.post(f"{ballot}/restart", data=empty).status_code == 200
    told = {**officer.hidden(ballot), "reason": "断电。"}
    assert officer.client.post(f"{ballot}/restart", data=told).status_code == 303
    all_vote(place, codes)
    assert officer.client.post(f"{ballot}/close", data=officer.hidden(ballot)).status_code == 303
    assert "中断后重新投票 1 次" in officer.text(ballot)
    void = {**officer.hidden(ballot), "reason": "发出数核对不上。"}
    assert officer.client.post(f"{ballot}/void", data=void).status_code == 303
    assert "已作废" in officer.text(ballot)
    again = officer.client.post(f"{ballot}/void", data={**officer.hidden(NEW), "reason": "再来"})
    assert again.status_code in (409, 422)


def test_too_few_ballots_stay_in_the_box(place: Polling, officer: Visitor) -> None:
    ballot, codes = place.open(officer)
    all_vote(place, codes[:3])
    refused = officer.client.post(f"{ballot}/close", data=officer.hidden(ballot))
    assert refused.status_code == 422
    assert "收回不足5张" in refused.get_data(as_text=True)
    all_vote(place, codes[3:])
    assert officer.client.post(f"{ballot}/close", data=officer.hidden(ballot)).status_code == 303


def test_a_check_that_does_not_agree_keeps_what_was_typed(place: Polling, officer: Visitor) -> None:
    ballot, codes = place.open(officer)
    all_vote(place, codes)
    officer.client.post(f"{ballot}/close", data=officer.hidden(ballot))
    answer = officer.submit(f"{ballot}/check", {**CHECK, "issued0": 5, "counter": "ding_wen"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "收回6多于发出5" in page and "两个不同的人" in page
    assert re.search(r'name="issued0"[^>]*value="5"', page)


def test_only_who_records_the_figures_runs_a_ballot(place: Polling, officer: Visitor) -> None:
    ballot, _ = place.open(officer)
    chief, outsider = place.enter("zhou_lan"), place.enter("zhibu_shuji")
    assert chief.get(ballot).status_code == 200
    assert chief.get(NEW).status_code == 403
    assert chief.get(f"{ballot}/check").status_code == 403
    assert chief.client.post(f"{ballot}/close", data=chief.hidden(LIST)).status_code == 403
    for path in (ballot, NEW, RESULTS, "/recommendation/", f"{ballot}/check"):
        assert outsider.get(path).status_code == 404
    assert officer.get("/selections/dongyi/ballots/talk_recommendation/new").status_code == 404
    assert officer.get("/cases/shen/ballots/meeting_recommendation/new").status_code == 404
    assert officer.get("/ballots/none").status_code == 404
    few = officer.submit(NEW, {**MADE, "made6": "4"})
    assert (few.status_code, "不足5人的不能用电子投票" in few.get_data(as_text=True)) == (422, True)
