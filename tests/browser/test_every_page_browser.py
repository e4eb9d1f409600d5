"""What every page must be: wholly ours, readable by everybody, on a phone, on paper, in any name."""

import re
from collections import deque
from collections.abc import Callable

import pytest
from browser_stage import A4, DESK, PHONE, Visitor
from played_houses import LONG_POST, LONG_UNIT
from printed import sheets

pytestmark = pytest.mark.browser
Sit = Callable[..., Visitor]
NAMED = (
    "/selections/dongyi", "/cases/shen", "/cases/shen/history", "/cases/shen/materials", "/people/",
    "/people/yan_guibin",
)  # fmt: skip
# Pages of one shape are looked at once: the facts of one person stand for those of all.
SHAPE = re.compile(r"(?<=/people/)[^/?]+|(?<=corrects=).+|(?<=/facts/)[^/]{36}"
                   r"|(?<=/definitions/).+|(?<=/statistics/).+"
                   r"|(?<=\?)(filter|sort|process|state)=.+")
RULE = re.compile(r"R-[A-Z]+-\d\d|[0-9a-f]{16}|[0-9a-f]{8}( [0-9a-f]{8})+|[\w 《》（）]+\.(pdf|lrmx)|Excel")
IDENTIFIER = re.compile(r"[A-Za-z]+_[A-Za-z_0-9]+|[a-z]{4,}")


def walk(guest: Visitor, most: int = 25) -> list[str]:
    """Every page that can be reached from the inbox by links, one of each shape."""
    found, known, waiting = [], {"/"}, deque(["/"])
    while waiting and len(found) < most:
        path = waiting.popleft()
        answer = guest.go(path)
        assert answer.status == 200, f"{path}: {answer.status}"
        found.append(path)
        links = guest.page.eval_on_selector_all(
            "nav a[href], main a[href]", "all => all.map(one => one.getAttribute('href'))"
        )
        for link in links:
            path = link.partition("#")[0]
            shape = SHAPE.sub("*", path)
            if path.startswith("/") and "/attachments/" not in path and shape not in known:
                known.add(shape)
                waiting.append(path)
        _readable(guest)
    return found


def _readable(guest: Visitor) -> None:
    """No identifier where people read, nothing wider than the screen."""
    text = RULE.sub(" ", guest.main.inner_text())
    assert IDENTIFIER.findall(text) == [], guest.page.url
    assert guest.sideways() <= 0, guest.page.url


@pytest.mark.parametrize("login", ["lu_ping", "chen_xiao", "song_yu", "zhibu_shuji", "jiwei"])
def test_on_a_phone_no_page_scrolls_sideways_or_shows_an_identifier(sit: Sit, login: str) -> None:
    """The fixture adds: nothing from elsewhere, no complaint of the browser, no breach of the policy."""
    paths = walk(sit(login, PHONE))
    assert len(paths) >= {"zhibu_shuji": 2, "jiwei": 3}.get(login, 10)


@pytest.mark.house("rare_names")
def test_rare_characters_and_very_long_names_fit_and_can_be_read(sit: Sit) -> None:
    for size in (DESK, PHONE):
        clerk = sit("lu_ping", size)
        for path in NAMED:
            clerk.go(path)
            assert clerk.sideways() <= 0, (path, size)
        clerk.says("阿卜杜热合曼·麦麦提吐尔逊·居马洪")
        clerk.go("/people/wei_tongzhou")
        clerk.says("㛃𬀩䶮", LONG_UNIT)
        clerk.go("/cases/shen")
        clerk.says(LONG_POST)
        # A character that no font has is drawn as a box, the same box for each of them.
        shapes = {one: drawn(clerk, one) for one in "㛃𬀩䶮\U0010fffd"}
        assert len(set(shapes.values())) == 4, size


def drawn(guest: Visitor, character: str) -> str:
    """What a character looks like in the site's type, as the digest of its picture."""
    return str(guest.page.evaluate(
        """one => {
          const picture = document.createElement("canvas");
          picture.width = picture.height = 80;
          const pen = picture.getContext("2d");
          pen.font = "64px " + getComputedStyle(document.body).fontFamily;
          pen.fillText(one, 4, 64);
          return picture.toDataURL();
        }""", character,
    ))  # fmt: skip


def test_a_case_printed_on_a4_is_whole(sit: Sit) -> None:
    leader = sit("lu_ping")
    leader.go("/cases/shen")
    conditions = leader.main.locator(".why-t tbody tr td b").all_inner_texts()
    # What explains a rule is folded away, on paper too.
    met = leader.main.locator(".met li").evaluate_all(
        "all => all.map(one => one.textContent.split('规则说明')[0])"
    )
    assert len(conditions) > 10 and len(met) > 10
    told = sheets(leader.page.pdf(format="A4", prefer_css_page_size=True))
    assert 2 <= len(told) <= 7
    # The first holds the picture, which has few words.
    assert all(len(sheet) > 200 for sheet in told[:-1]), [len(sheet) for sheet in told]
    text = "".join(told)
    wanted = ["沈砚青", "市直机关工委副书记", "推荐考察", "本步骤的办理内容", *conditions, *met]
    assert [one for one in wanted if re.sub(r"\s", "", one) not in text] == []
    assert "退出" not in text and "返回" not in text


@pytest.mark.parametrize("path", ["/cases/shen", "/cases/shen/history", "/people/wei_tongzhou"])
def test_nothing_is_wider_than_an_a4_sheet(sit: Sit, path: str) -> None:
    leader = sit("lu_ping", (A4, 1000))
    leader.go(path)
    assert leader.cut_on_paper() == []
