"""The three administrators' rooms and the record in a browser: readable by everybody, on a phone, on paper."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser_stage import DESK, PASSWORD, PHONE, Visitor
from printed import sheets

pytestmark = pytest.mark.browser
Sit = Callable[..., Visitor]
AUDITOR = ("/records/?q=意见", "/records/case/shen/20", "/cases/shen/trace", "/admin/audit/logins",
           "/cases/shen/asof?day=2026-02-11")  # fmt: skip
SECURITY = ("/admin/", "/admin/accounts/zhou_lan", "/admin/accounts/zhou_lan/duties/new",
            "/admin/organizations/")  # fmt: skip
MORE = {
    "shenji": ("/records/", "/records/account/zhou_lan/2", "/admin/audit/refused", "/admin/audit/verify",
               "/admin/audit/readings", "/admin/audit/exports", "/posts/", "/posts/gongwei_deputy",
               "/bodies/", "/bodies/changwei"),
    "baomi": ("/admin/accounts/", "/admin/accounts/new", "/admin/accounts/zhou_lan/password",
              "/admin/organizations/gongwei", "/admin/organizations/gongwei/correct"),
    "xitong": ("/admin/system", "/password"),
    "zhou_lan": ("/posts/new", "/posts/gongwei_deputy/change", "/bodies/changwei/change"),
}  # fmt: skip


@pytest.mark.parametrize(("login", "paths"), [
    ("shenji", AUDITOR),
    *(pytest.param(login, paths, marks=pytest.mark.nightly)
      for login, paths in (("baomi", SECURITY), *MORE.items())),
])  # fmt: skip
def test_everybody_can_read_and_use_it(sit: Sit, login: str, paths: tuple[str, ...]) -> None:
    axe, guest = Axe(), sit(login, DESK)
    faults = []
    for path in paths:
        assert guest.go(path).status == 200, path
        for size in (DESK, PHONE):
            guest.page.set_viewport_size({"width": size[0], "height": size[1]})
            assert guest.sideways() <= 0, (path, size)
        faults += [
            f"{path}: {one['id']} {one['nodes'][0]['html'][:200]}"
            for one in axe.run(guest.page).response["violations"]
        ]
    assert faults == []


def test_a_password_given_by_the_administrator_is_changed_before_anything_else(sit: Sit) -> None:
    security = sit("baomi")
    security.go("/admin/accounts/chen_xiao/password")
    security.fill({"理由": "忘记口令，当面核对本人"})
    security.press("重置")
    given = security.page.locator(".once").inner_text()
    clerk = sit("", DESK)
    clerk.go("/login")
    clerk.fill({"登录名": "chen_xiao", "口令": given})
    clerk.press("登录")
    clerk.page.wait_for_url(re.compile("/password$"))
    clerk.says("现用口令由管理员设定")
    own = "Chen-2026-xinkouling"
    clerk.fill({"现在的口令": given, "新口令": own, "再输一遍新口令": own})
    clerk.press("更改口令")
    clerk.page.wait_for_url(re.compile("/$"))
    clerk.says("口令已更改")
    assert given != PASSWORD


def test_a_chain_printed_on_a4_names_every_decision(sit: Sit) -> None:
    auditor = sit("shenji")
    auditor.go("/cases/shen/trace?all=1")
    decided = auditor.main.locator(".trace h2").all_inner_texts()
    text = "".join(sheets(auditor.page.pdf(format="A4", prefer_css_page_size=True)))
    assert len(decided) > 5
    titles = (one.partition("\n")[0].split(" ")[0] for one in decided)
    assert [one for one in titles if re.sub(r"\s", "", one) not in text] == []
    assert "审核条件" in text
    assert "返回" not in text
