"""An edition without lists: what was told in free words stays as it was, also beside a later edition."""

from datetime import timedelta
from pathlib import Path

import pytest
from playing import BEFORE, DEFINITIONS, HAPPY, PASSWORD
from site_stage import NOW, visitor

from web.app import create_app
from web.passwords import hashed
from workflow.commands.logins import set_password
from workflow.definition import read_all
from workflow.journal.picture import dossier
from workflow.queries.replay import replay
from workflow.stories import play, read_story
from workflow.stories.stage import fresh_house, publish_all

pytestmark = pytest.mark.nightly  # half a promotion is played for it
STORY = """\
story: 第1版没有清单
from: {happy}
until: department_decision
replace:
  political_assessment.record:
    with:
      list_version: 本地清单2025年版
      positives: [{{item: 对党忠诚, text: 言行一致}}]
      negatives: [{{item: 负面清单（2025年版）各项, status: not_found}}]
"""


def test_free_words_of_an_earlier_edition_are_read_and_judged_as_they_were(tmp_path: Path) -> None:
    editions = read_all(DEFINITIONS)
    first = {name: one for name, one in editions.items() if name.endswith("/1")}
    house = fresh_house(tmp_path, DEFINITIONS, BEFORE, editions=first)
    (tmp_path / "story.yaml").write_text(STORY.format(happy=HAPPY), encoding="utf-8")
    told = play(read_story(tmp_path / "story.yaml"), house)
    assert told.difference is None, "\n".join(told.difference.lines())
    later = {name: one for name, one in editions.items() if name not in first}
    publish_all(house, later, NOW + timedelta(days=60))
    with house.desk() as desk:
        set_password(desk, "gu_mingcheng", hashed(PASSWORD), BEFORE)
    with house.reading() as desk:
        found = replay(desk)
        assert found.moves > 5 and found.differs == ()
        seen = dossier(desk, "shen", NOW + timedelta(days=61))
    assert seen.edition.name == "promotion/1" and seen.case.state == "department_meeting"
    app = create_app(house, lambda: NOW + timedelta(days=61), b"a secret of the tests, thirty-two")
    page = visitor(app, "gu_mingcheng").text("/cases/shen/political")
    for words in ("负面清单（2025年版）各项", "本地清单2025年版", "对党忠诚", "未发现"):
        assert words in page, words
    assert "N11" not in page
    house.engine.dispose()
