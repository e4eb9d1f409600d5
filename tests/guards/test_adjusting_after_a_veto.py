"""After a veto (一票否决): the adjustment goes on until a review lifts it, whoever would rather end it."""

from dataclasses import replace
from datetime import date

from recorded import RECORDED
from scene import by, dossier, person

from workflow.dossier import Dossier, Veto
from workflow.guards.adjustment import TABLE

VETO = Veto("v1", "清单第一项", by("head"), by("secretary"), date(2026, 3, 2), date(2026, 3, 3))
GROUND = {"adjustment_ground": {"codes": ["after_veto"], "facts": "具体事实"}}


def rules(guard: str, seen: Dossier) -> list[str]:
    return [gap.rule for gap in TABLE[guard].judge(seen).gaps]


def test_a_case_that_a_veto_opened_is_not_closed_as_lifted_while_the_veto_stands() -> None:
    stands = dossier({**RECORDED, **GROUND}, person=person(veto=VETO))
    lifted = dossier({**RECORDED, **GROUND}, person=person())
    assert rules("veto_lifted", stands) == ["R-POL-08"]
    assert rules("veto_lifted", lifted) == []


def test_under_a_veto_an_adjustment_ends_only_with_the_person_gone() -> None:
    vetoed = dossier(RECORDED, person=person(veto=VETO))
    assert rules("veto_settled", vetoed) == ["R-POL-08"]
    assert rules("veto_settled", replace(vetoed, given={"reason": "merged"})) == ["R-POL-08"]
    assert rules("veto_settled", replace(vetoed, given={"reason": "left"})) == []
    assert rules("veto_settled", dossier(RECORDED, person=person())) == []
