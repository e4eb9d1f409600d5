"""An electronic ballot from opening to the record, on both databases; and what is refused on the way."""

from pathlib import Path
from typing import Any

import pytest
from ballot_house import (
    EVALUATION,
    FIRST,
    MEETING,
    ROLL,
    SECOND,
    SELECTION,
    SHEN,
    VALUES,
    checked,
    closed,
    digest,
    everybody,
    found,
    opened,
    order,
    scrutiny,
    seen,
    tally,
)
from sqlalchemy import select
from voting_day import before_the_vote

from workflow.commands.activities import record
from workflow.commands.ballots import (
    check_ballot,
    close_ballot,
    open_ballot,
    restart_ballot,
    void_ballot,
)
from workflow.errors import BadInput, NotAuthorised, NotAvailable, NotFound
from workflow.journal import House
from workflow.models import TABLES
from workflow.queries.ballots import ballot, code, latest, open_box
from workflow.queries.recommendation import Nominee, Recommendation, recommendations


def results(house: House) -> Recommendation:
    with house.reading() as desk:
        edition = desk.edition(desk.db.scalar(select(TABLES["selection"].c.edition)) or "")
        return recommendations(desk, {SELECTION: edition})[SELECTION]


def test_a_ballot_goes_from_its_slips_to_the_record(url: str, tmp_path: Path) -> None:
    house = before_the_vote(tmp_path, url)
    assert [(one.name, one.state, one.base) for one in results(house).held] == [
        ("talk_recommendation", "approved", 28), (MEETING, "none", 0)]  # fmt: skip
    voting = opened(house)
    one_code = voting.codes["internal_chiefs"][0]
    with house.reading() as desk:
        assert code(desk, digest(one_code)) == (voting.id, voting.box.mark, "internal_chiefs")
        assert code(desk, digest("another")) is None
        assert open_box(desk, voting.id) == voting.box.mark
    everybody(voting)
    known = closed(house, voting)
    assert (known.state, known.by_group) == ("closed", True)
    assert [known.votes(n, "recommend") for n in range(3)] == [10, 3, 0]
    assert known.votes(0, "recommend", "department_leaders") == 4
    assert known.returned == {"department_leaders": 6, "internal_chiefs": 9}
    with house.reading() as desk:
        assert (open_box(desk, voting.id), code(desk, digest(one_code))) == ("", None)
    known = checked(house, voting, scrutiny(ROLL))
    assert (known.state, known.scrutineers) == ("checked", ("ding_wen", "xu_ke"))
    values = tally(house, known)
    assert values["figures"][0] == {"person": SHEN, "votes": 10}
    assert [values[one] for one in ("expected", "present", "issued", "returned", "valid")] == [
        16, 15, 15, 15, 15]  # fmt: skip
    with house.desk() as desk:
        record(desk, order(desk, "ma_chao"), SELECTION, MEETING, "record", values)
    after = results(house)
    assert (after.held[1].state, after.held[1].base, after.plan["mode"]) == (
        "recorded", 15, "post_directed")  # fmt: skip
    assert after.nominees()[:2] == [
        Nominee(SHEN, "gongwei_deputy", 17, 10), Nominee("wei_tongzhou", "gongwei_deputy", 7, 3),
    ]  # fmt: skip
    house.engine.dispose()


UNFIT: tuple[tuple[dict[str, Any], str], ...] = (
    ({"groups": [{"group": "department_leaders", "made": 4}]},
     "本部门领导成员4人，不足5人的不能用电子投票，结果会显出各人的意见"),
    ({"groups": [{"group": "strangers", "made": 9}]}, "有不属于规定参加范围的人员类别"),
    ({"groups": []}, "没有填写制作票码的张数"),
    ({"nominees": VALUES["nominees"][:2]}, "选票所列人选与会议推荐参考人选名单不一致"),
    ({"nominees": [*VALUES["nominees"], {"person": SHEN}]}, "同一人选重复列入选票"),
    ({"seats": 2}, "选票列3名人选，每张可推荐2名"),
    ({"seats": 0}, "选票列3名人选，每张可推荐0名"),
)  # fmt: skip


@pytest.mark.parametrize(("change", "told"), UNFIT)
def test_an_unfit_paper_opens_no_ballot(house: House, change: dict[str, Any], told: str) -> None:
    with pytest.raises(BadInput) as refused:
        opened(house, values={**VALUES, **change})
    expected = told.replace("本部门领导成员", "部门领导成员")
    assert expected in found(refused.value)


def test_who_does_not_record_the_figures_opens_no_ballot(house: House) -> None:
    for who in ("zhou_lan", "gu_mingcheng", "he_jing"):
        with pytest.raises(NotAuthorised):
            opened(house, who)
    for name in ("talk_recommendation", "reference_list"):
        who = "ma_chao" if name == "talk_recommendation" else "zhou_lan"
        with pytest.raises(NotAvailable):
            opened(house, who, name=name)
    with pytest.raises(NotFound):
        opened(house, name="none")


def test_there_is_one_ballot_a_round_until_it_is_void(house: House) -> None:
    voting = opened(house)
    with pytest.raises(NotAvailable):
        opened(house)
    with pytest.raises(BadInput), house.desk() as desk:
        void_ballot(desk, order(desk, "ma_chao"), voting.id, " ")
    with house.desk() as desk:
        void_ballot(desk, order(desk, "ma_chao"), voting.id, "票码印错。")
    assert seen(house, voting).state == "void"
    with pytest.raises(NotAvailable), house.desk() as desk:
        close_ballot(desk, order(desk, "ma_chao"), voting.id, voting.box.seal())
    second = opened(house)
    with house.reading() as desk:
        known = [seen(house, voting), seen(house, second)]
        assert latest(known, MEETING) == known[1]
        assert latest(known, EVALUATION) is None
        with pytest.raises(NotFound):
            ballot(desk, "none")


def test_after_an_interruption_everybody_votes_again_with_the_same_slips(house: House) -> None:
    voting = opened(house)
    with house.desk() as desk:
        restart_ballot(desk, order(desk, "ma_chao"), voting.id, "断电。", "another box")
        assert open_box(desk, voting.id) == "another box"
    assert (seen(house, voting).state, seen(house, voting).restarts) == ("open", 1)


def test_fewer_than_five_ballots_are_not_published(house: House) -> None:
    voting = opened(house)
    for _ in range(4):
        voting.vote("internal_chiefs", *FIRST)
    with pytest.raises(NotAvailable) as refused:
        closed(house, voting)
    assert [one.rule for one in refused.value.reasons] == ["R-REC-15"]
    assert seen(house, voting).state == "open"


def test_where_a_group_returned_few_no_votes_are_told_by_group(house: House) -> None:
    voting = opened(house)
    for _ in range(2):
        voting.vote("department_leaders", *FIRST)
    for _ in range(6):
        voting.vote("internal_chiefs", *SECOND)
    known = closed(house, voting)
    assert not known.by_group
    assert (known.votes(0, "recommend"), known.votes(1, "recommend")) == (2, 6)


def test_each_order_is_carried_out_once(house: House) -> None:
    with house.desk() as desk:
        one = order(desk, "ma_chao")
        codes = {"internal_chiefs": [digest(f"x{n}") for n in range(9)]}
        values = {**VALUES, "groups": VALUES["groups"][1:]}
        first = open_ballot(desk, one, "bx", SELECTION, MEETING, values, codes, "box")
        assert open_ballot(desk, one, "bx", SELECTION, MEETING, values, codes, "box") == first
        one = order(desk, "ma_chao")
        first = restart_ballot(desk, one, "bx", "断电。", "box2")
        assert restart_ballot(desk, one, "bx", "断电。", "box2") == first
        one = order(desk, "ma_chao")
        first = void_ballot(desk, one, "bx", "票码印错。")
        assert void_ballot(desk, one, "bx", "票码印错。") == first
    voting = opened(house)
    everybody(voting)
    with house.desk() as desk:
        one = order(desk, "ma_chao")
        first = close_ballot(desk, one, voting.id, voting.box.seal())
        assert close_ballot(desk, one, voting.id, voting.box.seal()) == first
        one = order(desk, "ma_chao")
        first = check_ballot(desk, one, voting.id, scrutiny(ROLL))
        assert check_ballot(desk, one, voting.id, scrutiny(ROLL)) == first
