"""What the candidate's verified facts come to (任职资格数据), as of the day that counts (R-QUAL)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from workflow.dossier import Dossier
from workflow.facts import EDUCATION_RANK, LEVELS
from workflow.guards.checklist import marks
from workflow.guards.reading import day, number, sequence, table, text
from workflow.guards.tenure import Tenure, at_level, ledger, months, present_post
from workflow.workdays import add_months, full_months

COUNTY, PREFECTURE = 3, 5  # ranks of 县处级副职, 厅局级副职
BREAKABLE = ("R-QUAL-02", "R-QUAL-03", "R-QUAL-05", "R-QUAL-06")  # only by 破格 (R-EXC-02)
PARTY_YEARS = {"county": 3, "prefecture": 5}
TOWNSHIP_MONTHS = {"township_chief": 24, "township_deputy": 36}


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure beside what is asked; `figure` is None where no verified fact gives one."""

    figure: int | None
    needed: int

    @property
    def met(self) -> bool:
        """Whether the figure is known and reaches what is asked."""
        return self.figure is not None and self.figure >= self.needed

    @property
    def short(self) -> bool:
        """Whether the figure is known and does not reach it: unknown is no ground for 破格."""
        return self.figure is not None and self.figure < self.needed


def as_of(d: Dossier) -> date:
    """The day to which age, tenure and impact periods are counted (计算基准日).

    The day of the deciding meeting once its item is recorded; before that the planned day of
    decision while it lies ahead, else today.
    """
    return d.once(_as_of)


def _as_of(d: Dossier) -> date:
    item = d.item("committee_decision")
    if item is not None:
        return item.meeting.held_on
    planned = day(d.values("initial_proposal").get("planned_decision_on"))
    return planned if planned and planned > d.today else d.today


def posts_held(d: Dossier) -> tuple[Tenure, ...]:
    """The ledger of the candidate's verified tenures."""
    return d.person.once("tenure", ledger)


def present(d: Dossier) -> Tenure | None:
    """The post the candidate holds now (现任职务), by verified facts."""
    return present_post(posts_held(d), d.today)


def target_level(d: Dossier) -> str:
    """The level of the post (拟任职务层次): as established, else as on file; empty if unknown."""
    level = text(d.profile, "target_level") or d.post.level
    return level if level in LEVELS else ""


def target_position(d: Dossier) -> str:
    """正职、副职 or other, as established, else as on file."""
    return text(d.profile, "position") or d.post.position


def target_rank(d: Dossier) -> int | None:
    """The rank of the post's level; None if unknown."""
    level = target_level(d)
    return LEVELS[level][0] if level else None


def climb(d: Dossier) -> int | None:
    """How many ranks the post lies above the present one; None where either is unknown."""
    held, target = present(d), target_rank(d)
    return None if held is None or target is None else target - held.rank


def only_rank(d: Dossier) -> bool:
    """Whether the person holds a 职级 and no leading post (R-QUAL-13)."""
    held = present(d)
    ends = [day(fact.values.get("to")) for fact in d.person.known("rank")]
    ranked = any(end is None or end >= d.today for end in ends)
    return ranked and (held is None or not held.leading)


def by_rank_table(d: Dossier) -> bool:
    """Whether the edition has a table for holders of a 职级 and the review found it fulfilled."""
    allowed = d.edition.process.settings.get("rank_holder_table") is True
    found = marks(d, "qualification_review", "R-QUAL-13")
    return allowed and only_rank(d) and any(m.clear and text(m.row, "basis") for m in found)


def proposed_as_exception(d: Dossier, rule: str) -> bool:
    """Whether the grounds for 破格 name this rule among those they break."""
    broken = {str(one).lower().replace("-", "_") for one in
              sequence(d.values("exceptional_grounds"), "broken")}  # fmt: skip
    name = rule.lower().replace("-", "_")
    return bool(broken & {name, name.removeprefix("r_")})


def measures(d: Dossier) -> Mapping[str, Measure]:
    """Rule → figure and what is asked, for every rule with a figure that this post comes under."""
    return d.once(_measures)


def _measures(d: Dossier) -> Mapping[str, Measure]:
    rank = target_rank(d)
    if rank is None:
        return {}
    found = {"R-QUAL-07": Measure(_education(d), 4 if rank >= PREFECTURE else 3)}
    if rank in (COUNTY, COUNTY + 1) and not _on_level(d):  # asked of who is raised to the level
        found["R-QUAL-02"] = Measure(_work_months(d), 60)
        found["R-QUAL-03"] = Measure(_grassroots_months(d), 24)
    found |= _level_measures(d, rank)
    level = text(d.profile, "committee_level")
    years = number(table(d.edition.process.settings, "party_years"), level)
    years = PARTY_YEARS.get(level) if years is None else years
    if years is not None:
        found["R-QUAL-12"] = Measure(party_months(d), 12 * years)
    return found


def _on_level(d: Dossier) -> bool:
    """Whether the present post is known to lie on the post's level already, or above."""
    steps = climb(d)
    return steps is not None and steps <= 0


def _level_measures(d: Dossier, rank: int) -> dict[str, Measure]:
    """What is asked of the level below: nothing of who already stands on the post's own level."""
    if rank == 0 or _on_level(d) or by_rank_table(d):
        return {}
    level, below = target_level(d), months_at(d, rank - 1)
    if rank < COUNTY:
        asked = number(table(d.edition.process.settings, "township_months"), level)
        return {"R-QUAL-14": Measure(below, TOWNSHIP_MONTHS[level] if asked is None else asked)}
    found = {"R-QUAL-04": Measure(posts_at(d, rank - 1), 2)}
    if level.endswith("_chief"):
        found["R-QUAL-05"] = Measure(below, 24)
    else:
        found["R-QUAL-06"] = Measure(below, 36)
    return found


def months_at(d: Dossier, rank: int) -> int | None:
    """Full months in counted posts of a rank; None while no tenure is verified."""
    held = posts_held(d)
    return months(at_level(held, rank), as_of(d)) if held else None


def posts_at(d: Dossier, rank: int) -> int | None:
    """How many different counted posts of a rank were held; None while no tenure is verified."""
    held, until = posts_held(d), as_of(d)
    found = {(one.organization, one.post) for one in at_level(held, rank) if one.start <= until}
    return len(found) if held else None


def _work_months(d: Dossier) -> int | None:
    began = day(d.person.value("work_start", "on"))
    return full_months(began, as_of(d)) if began else None


def _grassroots_months(d: Dossier) -> int | None:
    held = posts_held(d)
    return months([one for one in held if one.grassroots and not one.flags],
                  as_of(d)) if held else None  # fmt: skip


def party_months(d: Dossier) -> int | None:
    """Full months in the Party from 转正; where only admission is known, from a year after it."""
    full, joined = day(d.person.value("party", "full_on")), day(d.person.value("party", "joined_on"))
    began = full or (add_months(joined, 12) if joined else None)
    return full_months(began, as_of(d)) if began else None


def _education(d: Dossier) -> int | None:
    ranks = [EDUCATION_RANK.get(text(fact.values, "level")) for fact in d.person.known("education")]
    return max((rank for rank in ranks if rank is not None), default=None)


def skips_level(d: Dossier) -> bool:
    """越级: the post lies two ranks above the present one."""
    return climb(d) == 2


def is_exceptional(d: Dossier) -> bool:
    """破格: a breakable standard is known to be missed, or a level is skipped (R-EXC-01, 02)."""
    if d.edition.process.effect != "upward":  # a move on the same level is no promotion at all
        return False
    found = measures(d)
    return skips_level(d) or any(rule in found and found[rule].short for rule in BREAKABLE)


def unverified(d: Dossier, kind: str, what: str) -> str:
    """«；{n}条任职经历尚未核实»: what stands beside a figure while facts wait to be verified."""
    waiting = len(d.person.unverified(kind))
    return f"；{waiting}条{what}尚未核实" if waiting else ""
