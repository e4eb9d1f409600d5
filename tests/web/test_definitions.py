"""流程定义: whoever is logged in reads in words how cases are handled, and that no gate is gone around."""

import hashlib
import re
from collections.abc import Callable

import pytest
from site_stage import NOW, Visitor

from workflow.commands.editions import publish
from workflow.definition import freeze, text_of
from workflow.edition import Activity, Edition
from workflow.journal import House
from workflow.queries.editions import published

Enter = Callable[[str], Visitor]


@pytest.fixture
def edition(house: House) -> Edition:
    """The promotion in force, and beside it a later one with a longer publicity and another list."""
    with house.desk() as desk:
        first = next(one.edition for one in published(desk, None)
                     if one.edition.name == "promotion/2")  # fmt: skip
        settings = {**first.process.settings, "publicity_workdays": 7}
        third = first.process.model_copy(update={
            "edition": 3, "settings": settings, "activities": _with_another_list(first),
        })  # fmt: skip
        publish(desk, text_of(freeze(third, first.rules, first.duties)), NOW)
    return first


def _with_another_list(edition: Edition) -> dict[str, Activity]:
    """The activities with one circumstance worded anew, one milder, one left out."""
    assessment = edition.process.activities["political_assessment"]
    told = assessment.model_dump(by_alias=True)
    told["lists"]["version"] = "本地清单第1版"
    points = told["lists"]["negative"]["faith"]["points"]
    points["N11"]["title"] = "本地的说法"
    points["N12"]["level"] = "hold"
    del told["lists"]["negative"]["votes"]["points"]["N52"]
    return {**edition.process.activities, "political_assessment": Activity.model_validate(told)}


def later_of(house: House) -> str:
    with house.reading() as desk:
        return next(one.edition.digest for one in published(desk, None)
                    if one.edition.name == "promotion/3")  # fmt: skip


@pytest.mark.parametrize("login", ["lu_ping", "zhibu_shuji", "xitong"])
def test_definitions_are_no_secret_but_cases_are_counted_for_those_who_see_cases(
    enter: Enter, edition: Edition, login: str
) -> None:
    guest = enter(login)
    page = guest.text("/definitions/").partition("<main")[2]
    assert all(f"提拔任职（第{one}版）" in page for one in (1, 2, 3)) and "平级转任（第1版）" in page
    shown = guest.text(f"/definitions/{edition.digest}").partition("<main")[2]
    sees = login == "lu_ping"
    assert ("在用事项" in page) == ("在用事项 1 件" in shown) == sees


def test_every_state_move_activity_and_rule_has_its_anchor(enter: Enter, edition: Edition) -> None:
    page = enter("lu_ping").text(f"/definitions/{edition.digest}")
    process = edition.process
    wanted = [
        *(f"state-{name}" for name in process.states), *(f"move-{one.name}" for one in process.moves),
        *(f"activity-{name}" for name in process.activities), *(f"rule-{id}" for id in edition.rules),
    ]  # fmt: skip
    anchors = re.findall(r'id="([^"]+)"', page)
    assert [one for one in wanted if anchors.count(one) != 1] == []
    missing = [one for one in re.findall(r'href="#([^"]+)"', page) if one not in anchors]
    assert missing == []


def test_an_edition_is_told_in_words_with_who_conditions_articles_and_its_proof(
    enter: Enter, edition: Edition
) -> None:
    page = enter("zhibu_shuji").text(f"/definitions/{edition.digest}").partition('id="main">')[2]
    for words in (
        "考察结束，报部务会", "考察组组长", "考察组以外的人", "条例第37条", "任前公示工作日",
        "5至30个工作日", "守住", "关口不可绕过", "由哪些流转把守", "“工作方案”的填报人",
        "人选为中共党员",
    ):  # fmt: skip
        assert words in page, words
    text = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", page, flags=re.S)
    text = re.sub(r"R-[A-Z]+-\d\d|[0-9a-f]{64}", " ", text)
    assert set(re.findall(r"\b[a-z]+_[a-z_]+\b|\b[a-z]{4,}\b", text)) == set()


def test_an_edition_shows_its_lists_with_their_version_and_what_follows(
    enter: Enter, edition: Edition
) -> None:
    page = enter("zhibu_shuji").text(f"/definitions/{edition.digest}")
    lists = edition.process.activities["political_assessment"].lists
    assert lists is not None
    told = re.sub(r"<[^>]+>|\s+", "", page.partition('class="lists"')[2].partition("</details>")[0])
    assert lists.version in told and "本清单为示例" in told and "不计分" in told
    assert all(f"{code}{words}" in told for code, words in lists.indicators.items())
    follows = {"veto": "查实的进入一票否决程序", "hold": "查实的先行暂缓"}
    assert all(f"{code}{one.title}{follows[one.level]}" in told
               for code, one in lists.circumstances.items())  # fmt: skip


def test_two_editions_are_compared_in_words(enter: Enter, edition: Edition, house: House) -> None:
    clerk = enter("lu_ping")
    page = clerk.text(f"/definitions/{later_of(house)}/changes/{edition.digest}")
    shown = re.sub(r"<[^>]+>|\s+", " ", page.partition("<tbody>")[2].partition("</tbody>")[0])
    of_list = "办理内容 “政治素质考察” 清单"
    of_points = f"{of_list} 负面清单 “信念动摇” 条目"
    assert shown.split() == (
        "版本 2 3 设置 “任前公示工作日” 5个工作日 7个工作日 "
        f"{of_list} 清单版本 示例清单2026年第1版 本地清单第1版 "
        f"{of_points} N11“本地的说法” 名称 公开发表违背党的基本路线的言论 本地的说法 "
        f"{of_points} N12“参加封建迷信活动或者信仰宗教” 查实以后 查实的进入一票否决程序 查实的先行暂缓 "
        f"{of_list} 负面清单 “破坏选人用人” 条目 N52“为他人的任用打招呼、说情” "
        "为他人的任用打招呼、说情（查实的先行暂缓） （无）"
    ).split()
    same = clerk.text(f"/definitions/{edition.digest}/changes/{edition.digest}")
    assert "一字不差" in same


def test_the_sealed_text_is_handed_out_as_it_was_sealed(enter: Enter, edition: Edition) -> None:
    clerk = enter("lu_ping")
    answer = clerk.get(f"/definitions/{edition.digest}/text")
    assert hashlib.sha256(answer.data).hexdigest() == edition.digest
    drawn = clerk.get(f"/definitions/{edition.digest}/mermaid")
    for one in (answer, drawn):
        assert one.mimetype == "text/plain"
        assert one.headers["Content-Disposition"].startswith("attachment")
    assert drawn.get_data(as_text=True).startswith("flowchart LR")


@pytest.mark.parametrize("path", ["", "/text", "/mermaid"])
def test_an_unknown_edition_is_not_there(enter: Enter, edition: Edition, path: str) -> None:
    assert enter("lu_ping").get(f"/definitions/{'0' * 64}{path}").status_code == 404
    known = edition.digest
    assert enter("lu_ping").get(f"/definitions/{known}/changes/nix").status_code == 404
