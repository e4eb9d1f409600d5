"""Bare rows of a few organizations and accounts in memory: all that authority asks the database.

province ─ city ─ (dept ─ section, county ─ (county_dept, unit)), cities; party ─ branch; a
department alone.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from dossiers import act, by, dossier, edition, round_of
from sqlalchemy import create_engine, insert

from workflow.canonical import canonical
from workflow.dossier import BodyFile, Dossier, OrganizationFile, SelectionFile
from workflow.edition import Duty, Rule
from workflow.journal import Actor, Desk
from workflow.models import TABLES, instance, metadata

DAY = date(2026, 3, 20)
PATHS = {
    "province": "province/", "city": "province/city/", "dept": "province/city/dept/",
    "county": "province/city/county/", "county_dept": "province/city/county/county_dept/",
    "unit": "province/city/county/unit/", "party": "party/", "branch": "party/branch/",
    "cities": "province/cities/",
    "section": "province/city/dept/section/", "province_dept": "province/province_dept/", "alone": "alone/",
    "alone_section": "alone/alone_section/",
}  # fmt: skip
KINDS = {"dept": "department", "province_dept": "department", "county_dept": "department", "section": "department",
         "party": "party", "branch": "branch", "unit": "unit", "alone": "department",
         "alone_section": "section"}  # fmt: skip
DUTIES = {
    "cadre_clerk": Duty(title="干部科经办", at="department"),
    "cadre_chief": Duty(title="干部科负责人", at="department", apart=("file_auditor",)),
    "file_auditor": Duty(title="档案审核人", at="department"),
    "team_leader": Duty(title="考察组长", at="team"),
    "committee_secretary": Duty(title="书记", at="committee"),
    "unit_secretary": Duty(title="单位党组书记", at="unit"),
    "branch_secretary": Duty(title="支部书记", at="addressee"),
    "upper_officer": Duty(title="上级经办", at="upper"),
    "anyone": Duty(title="任何人", at="any"),
}
USUAL = {"from": "2020-01-01", "to": ""}


def actor(duty: str, organization: str = "dept", account: str = "me", person: str | None = "p-me") -> Actor:
    """Somebody under a duty at an organization."""
    return Actor(account, "王某", duty, organization, person)


def holding(*duties: tuple[str, str], state: str = "active", **days: str) -> dict[str, Any]:
    """An account that holds these duties (duty, organization) over the usual days, or those told."""
    told = [{"duty": duty, "organization": where, **USUAL, **days} for duty, where in duties]
    return {"login": "me", "name": "王某", "state": state, "duties": told}


@contextmanager
def office(*duties: tuple[str, str], founded: bool = True, **account: Any) -> Iterator[Desk]:
    """A desk before rows of the organizations and of the account `me`; nothing else is there."""
    engine = create_engine("sqlite://")
    tables = (TABLES["organization"], TABLES["account"], instance)
    metadata.create_all(engine, tables=tables)
    with engine.connect() as db:
        for name, path in PATHS.items():
            _put(db, "organization", name, {
                "name": name, "path": path, "kind": KINDS.get(name, "committee"),
            })  # fmt: skip
        _put(db, "account", "me", holding(*duties, **account))
        if founded:
            db.execute(insert(instance).values(key="founded_at", value="2026-01-01"))
        yield Desk(db, None)  # type: ignore[arg-type]  # authority never asks the house
    engine.dispose()


def _put(db: Any, kind: str, name: str, content: Mapping[str, Any]) -> None:
    text = canonical(content).decode()
    db.execute(insert(TABLES[kind]).values(id=name, seq=1, head="", content=text))


def case_of(**more: Any) -> Dossier:
    """A case of the city's department about somebody of the county's unit, on an edition with duties."""
    rules = {
        one: Rule(title=one, article=f"依据{one}", text="要求", severity="block")
        for one in ("R-AVO-04", "R-SEP-01")
    }
    base = edition().model_copy(update={"duties": DUTIES, "rules": rules})
    offices = {"upper_organization": "province"}
    usual: dict[str, Any] = {
        "edition": base, "today": DAY, "selection": SelectionFile("s1", "批次", "dept", "body"),
        "bodies": {"body": BodyFile("body", "市委", "committee", "city")},
        "organizations": {
            "dept": OrganizationFile("dept", "组织部", "department", PATHS["dept"], offices),
            "unit": OrganizationFile("unit", "某局", "organ", PATHS["unit"], {"party": "branch"}),
        },
    }  # fmt: skip
    return dossier(**{**usual, **more})


def done_by(account: str, duty: str, person: str | None = "") -> dict[str, Any]:
    """The rounds of a case in which somebody has recorded something under a duty."""
    return {"paper": (round_of(act("record", 2, by=by(account, duty, person))),)}


__all__ = ["DAY", "DUTIES", "actor", "case_of", "done_by", "office"]
