"""The least of a Django site for the peers that live in one: its settings and tables, our database."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection, models, transaction
from sqlalchemy import Engine

Kept = Callable[[Any, str], None]  # moves a loaded row, saves it and its audit row, or raises


def start(engine: Engine) -> None:
    """Settings and the tables of its applications; the second time nothing."""
    if settings.configured:
        return
    settings.configure(
        DATABASES={"default": _database(engine)}, USE_TZ=True, DJANGO_FSM_LOG_IGNORED_MODELS=[],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django_fsm_log"],
    )  # fmt: skip
    django.setup()
    call_command("migrate", verbosity=0)


def _database(engine: Engine) -> dict[str, Any]:
    url = engine.url
    if engine.dialect.name == "sqlite":
        pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": url.database,
                "OPTIONS": {"init_command": pragmas, "transaction_mode": "IMMEDIATE"}}  # fmt: skip
    return {"ENGINE": "django.db.backends.postgresql", "NAME": url.database, "USER": url.username,
            "PASSWORD": url.password, "HOST": url.host or url.query.get("host", ""),
            "PORT": url.port or url.query.get("port", "")}  # fmt: skip


def model(name: str, fields: Mapping[str, Any]) -> Any:
    """A model, with its table made."""
    meta = type("Meta", (), {"app_label": "peers"})
    made = type(name, (models.Model,), {"__module__": __name__, "Meta": meta, **fields})
    with connection.schema_editor() as editor:
        editor.create_model(made)
    return made


def no_vote_taken(row: Any) -> bool:
    """As asked of ours."""
    return bool(row.seq >= 0)


def notice_not_issued(row: Any) -> bool:
    """As asked of ours."""
    return bool(row.name != "")


GUARDS = [no_vote_taken, notice_not_issued]


def job(kind: Any, kept: Kept, ids: Sequence[str], moves: int) -> Callable[[Sequence[str]], None]:
    """Every move of every row, each loaded anew, in a transaction of its own; the rows are there."""
    kind.objects.bulk_create([kind(name=one, state="s0", seq=0) for one in ids])
    keys = dict(kind.objects.values_list("name", "pk"))

    def run(batch: Sequence[str]) -> None:
        for one in batch:
            for number in range(moves):
                with transaction.atomic():
                    kept(kind.objects.get(pk=keys[one]), f"m{number}")
        arrived = kind.objects.filter(name__in=batch, state=f"s{moves}").count()
        assert arrived == len(batch), kind

    return run
