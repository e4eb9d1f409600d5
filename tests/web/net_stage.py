"""One house and two sites on it: as the administrator sees it, and as the program, under row security."""

import re
import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from every_duty import let_everybody_in
from flask import Flask
from playing import PASSWORD, house_in
from program_role import roles_on
from site_stage import NOW, Visitor, visitor

from web.app import create_app
from workflow.journal import House
from workflow.models import open_engine
from workflow.upkeep.relocation import relocate

Sites = tuple[Flask, Flask, House]
SECRET = b"a secret of the tests, thirty-two"
GIVEN = re.compile(r'(name="(?:csrf_token|command|seen)" value|nonce)="[^"]*"')
ROOM = re.compile("(<dt>数据库大小</dt><dd>|<dd>剩余 )[^，<]+")  # on the disk: that of whoever writes meanwhile


@contextmanager
def sites_of(played: Path, folder: Path, url: str, duties: Collection[str]) -> Iterator[Sites]:
    """The played house, moved to PostgreSQL with these duties in it; without the net, with it."""
    shutil.copytree(played, folder)
    source = house_in(folder)
    let_everybody_in(source, duties)
    admin = open_engine(url)
    relocate(source, admin, folder / "attachments", lambda *_: None)
    source.engine.dispose()
    with roles_on(admin) as roles:
        free, held = (replace(source, engine=one, place=None) for one in (admin, roles.engine))
        yield create_app(free, lambda: NOW, SECRET), create_app(held, lambda: NOW, SECRET), held
    admin.dispose()


def different(sites: Sites, login: str, pages: Sequence[str]) -> list[str]:
    """The pages that are not the same with the net, for one who looks at both with one session."""
    free, held = visitor(sites[0], login, PASSWORD), Visitor(sites[1].test_client())
    cookie = free.client.get_cookie("cadre")
    assert cookie is not None
    held.client.set_cookie("cadre", cookie.value)
    return [path for path in pages if _answered(held, path) != _answered(free, path)]


def _answered(guest: Visitor, path: str) -> tuple[int, str]:
    """What a page says, but for what is made anew each time."""
    answer = guest.get(path)
    shown = answer.get_data(as_text=True) if answer.status_code == 200 else ""
    return answer.status_code, ROOM.sub(r"\1", GIVEN.sub(r"\1", shown))
