"""What every page has: strict headers, nothing inline, Chinese words instead of identifiers."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from site_stage import Visitor

Enter = Callable[[str], Visitor]
PAGES = (
    "/", "/selections/", "/selections/dongyi", "/cases/shen", "/cases/shen/history",
    "/cases/shen/moves/conclude_investigation", "/people/", "/people/wei_tongzhou", "/meetings/",
    "/meetings/changwei_0211", "/nowhere",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_page_forbids_what_is_not_its_own(enter: Enter, path: str) -> None:
    answer = enter("gu_mingcheng").get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    page = answer.get_data(as_text=True)
    inline = r'<script(?! src="/static/site\.js" defer></script>)|<style|\sstyle=|\son[a-z]+='
    assert not re.search(inline, page)
    assert not re.search(r'(src|href|action)="(https?:)?//', page)


@pytest.mark.parametrize("path", PAGES[:-1])
def test_people_read_names_and_titles_not_identifiers(enter: Enter, path: str) -> None:
    page = enter("gu_mingcheng").text(path)
    text = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", page.partition("<main")[2], flags=re.S)
    text = re.sub(r"R-[A-Z]+-\d\d|[0-9a-f]{16}|[\w]*\.(pdf|lrmx)", " ", text)
    found = set(re.findall(r"\b[a-z]+_[a-z_]+\b", text))
    assert found == set()


def test_the_case_page_says_what_is_missing_by_which_article_and_who_supplies_it(
    enter: Enter,
) -> None:
    page = enter("lu_ping").text("/cases/shen")
    why = page.partition("为什么还不能")[2].partition("</section>")[0]
    for words in ("所在党支部意见", "市直机关工委机关第一党支部", "R-BRANCH-01", "党支部书记", "条例第"):
        assert words in why
    assert "/cases/shen/activities/candidate_talk/record" in why
    assert "已满足" in why


def test_an_empty_list_says_what_belongs_there(enter: Enter) -> None:
    page = enter("xitong").text("/")
    assert "没有待办" in page and "系统管理员" in page


def test_a_cookie_over_tls_is_bound_to_its_host(app: Flask) -> None:
    assert app.config["SESSION_COOKIE_NAME"] == "cadre"
    assert app.config["SESSION_COOKIE_HTTPONLY"] is True
