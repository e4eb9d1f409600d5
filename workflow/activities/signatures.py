"""The kind `signatures` (签字): named offices or named people sign, all of them different people."""

from collections.abc import Iterator, Sequence

from workflow.activities.fields import check_values
from workflow.activities.kind import Fault, Kind, Lack
from workflow.dossier import Act, Dossier, Round, Values
from workflow.edition import Activity


class Signatures(Kind):
    """Complete: all signed, none twice, none by the candidate or a relative, on the present text."""

    name = "signatures"
    acts = ("sign",)

    def duties(self, activity: Activity, act: str) -> tuple[str, ...]:
        """The offices that sign, or the recorders where people are named by another activity."""
        return activity.offices or activity.record

    def check(
        self, activity: Activity, act: str, values: Values, present: Round | None, dossier: Dossier
    ) -> Sequence[Fault]:
        """One office, one person, once; never the candidate or a relative."""
        return list(self._faults(activity, values, present, dossier))

    def _faults(
        self, activity: Activity, values: Values, present: Round | None, dossier: Dossier
    ) -> Iterator[Fault]:
        rest = {key: value for key, value in values.items() if key != "office"}
        yield from check_values(activity.fields, rest)
        actor = dossier.actor
        if actor is None:
            return
        over = _digest(activity, dossier)
        if activity.over and over is None:
            yield Fault("", "所签材料尚未形成")
        signed = _valid(activity, present, dossier)
        if any(one.by.account == actor.account or (actor.person and one.by.person == actor.person)
               for one in signed):  # fmt: skip
            yield Fault("", "同一人不得签两次")
        if activity.offices:
            office = values.get("office", actor.duty)
            if office != actor.duty or office not in activity.offices:
                yield Fault("office", "只能以本人承担的职务签字")
        elif actor.person not in signers(activity, dossier):
            yield Fault("", "不是应当签字的人员")
        if actor.person in {dossier.person.id, *dossier.relatives}:
            yield Fault("", "人选本人及近亲属不得签字")

    def merge(self, activity: Activity, acts: Sequence[Act]) -> Values:
        """Who signed, under which office, when; what each signed is told by the order of entries."""
        signed = [
            {**act.values, "office": act.values.get("office", act.by.duty),
             "person": act.by.person, "account": act.by.account, "on": act.on.isoformat()}
            for act in acts
            if act.act == "sign"
        ]  # fmt: skip
        return {"signed": signed} if signed else {}

    def lacks(self, activity: Activity, present: Round | None, dossier: Dossier) -> Sequence[Lack]:
        """Every office or person whose signature on the present text is missing."""
        valid = _valid(activity, present, dossier)
        if activity.offices:
            done = {one.values.get("office", one.by.duty) for one in valid}
            titles = dossier.edition.duties
            return [
                Lack(f"“{activity.title}”缺{titles[one].title}签字", "由其本人签字", (one,))
                for one in activity.offices
                if one not in done
            ]
        named = signers(activity, dossier)
        if not named:
            return (Lack(f"“{activity.title}”没有应当签字的人员", "先确定人员", activity.record),)
        people = {one.by.person for one in valid}
        return [
            Lack(f"“{activity.title}”：{dossier.people.get(one, one)}未签字，或签字后材料已改动",
                 "由其本人在现行材料上签字", activity.record)
            for one in named
            if one not in people
        ]  # fmt: skip


def signers(activity: Activity, dossier: Dossier) -> tuple[str, ...]:
    """The people named by another activity: its leader and members."""
    values = dossier.values(activity.signers or "")
    people = [values["leader"]] if values.get("leader") else []
    people += [row["person"] for row in values.get("members", ())]
    return tuple(dict.fromkeys(people))


def _digest(activity: Activity, dossier: Dossier) -> str | None:
    """The digest of the entry that is signed: the last record of `over`."""
    present = dossier.round(activity.over) if activity.over else None
    record = present.last("record") if present else None
    return record.digest if record else None


def _valid(
    activity: Activity, present: Round | None, dossier: Dossier
) -> tuple[Act, ...]:
    """The signatures given after the last version of what is signed."""
    signed = present.of("sign") if present else ()
    if not activity.over:
        return signed
    over = dossier.round(activity.over)
    record = over.last("record") if over else None
    return tuple(one for one in signed if record and one.seq > record.seq)
