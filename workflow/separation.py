"""Separation of duties (职责分离): who may not make a move, judged on persons over the whole case."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from workflow.dossier import By, Dossier, ItemFile
from workflow.errors import OTHERS
from workflow.guards.verdict import Gap

# Title of each word of the closed vocabulary, and the people it means.
WORDS: Mapping[str, tuple[str, Callable[[Dossier], set[str]]]] = {
    "voters": ("参加表决的成员", lambda d: _at_items(d, lambda i: {v.person for v in i.views
                                                          if v.present and not v.recused})),
    "presenter": ("议题汇报人", lambda d: _at_items(d, lambda i: _one(i, "presenter"))),
    "tellers": ("监票计票人", lambda d: _at_items(d, lambda i: set(i.values.get("tellers", ())))),
    "team_members": ("考察组成员", lambda d: team(d)),
    "deciding_body_members": ("讨论决定机构成员", lambda d: _body(d)),
    "relatives": ("人选本人及近亲属", lambda d: {d.person.id, *d.relatives}),
    "recommender": ("推荐人", lambda d: _valued(d, "personal_recommendation", "recommender")),
    "veto_proposer": ("一票否决提出人", lambda d: _vetoing(d)),
    "assessors": ("政治素质考察人员", lambda d: _doing(d, "political_assessment",
                                                ("record", "sign"))),
}  # fmt: skip


BY_NAME = ("recommender",)  # written down as on the signed paper, by name


def forbidden(dossier: Dossier, words: Sequence[str], actor: By) -> Iterator[Gap]:
    """A gap for every word of `not_by` that the actor falls under."""
    me = {actor.account, *([actor.person] if actor.person else [])}
    for word in words:
        known = me | {actor.name} if word in BY_NAME else me
        if word == "not_team":
            if not me & team(dossier):
                yield _gap("经办人不是考察组成员", "由考察组成员办理")
            continue
        title, people = _meant(dossier, word)
        if known & people:
            yield _gap(f"经办人系{title}", f"由{title}以外的人办理")


def _meant(dossier: Dossier, word: str) -> tuple[str, set[str]]:
    kind, _, activity = word.partition(".")
    if activity:
        title = dossier.edition.process.activities[activity].title
        if kind == "recorder_of":
            acts = ("record", "item", "ask", "post", "sign", "resolve")
            return f"“{title}”填报人", _doing(dossier, activity, acts)
        return f"“{title}”审核人", _doing(dossier, activity, ("approve",))
    title, people = WORDS[word]
    return title, people(dossier)


def _gap(found: str, needed: str) -> Gap:
    return Gap("R-SEP-01", found, needed, OTHERS)


def _doing(dossier: Dossier, activity: str, acts: Sequence[str]) -> set[str]:
    """Accounts and persons who did such an act in the present round."""
    present = dossier.round(activity)
    done = [one.by for one in present.acts if one.act in acts] if present else []
    return {by.account for by in done} | {by.person for by in done if by.person}


def _valued(dossier: Dossier, activity: str, key: str) -> set[str]:
    value = dossier.values(activity).get(key)
    return {value} if isinstance(value, str) else set()


def _at_items(dossier: Dossier, people: Callable[[ItemFile], set[str]]) -> set[str]:
    """The people of the meeting items that the present state decides on."""
    found: set[str] = set()
    for name, activity in dossier.edition.process.activities.items():
        if activity.kind == "meeting_item" and dossier.case.state in activity.within:
            item = dossier.item(name)
            found |= people(item) if item else set()
    return found


def _one(item: ItemFile, key: str) -> set[str]:
    value = item.values.get(key)
    return {value} if value else set()


def team(dossier: Dossier) -> set[str]:
    """The persons of the investigation team (考察组)."""
    values = dossier.values("investigation_team")
    named = {row["person"] for row in values.get("members", ())}
    return named | ({values["leader"]} if values.get("leader") else set())


def _body(dossier: Dossier) -> set[str]:
    body = dossier.bodies.get(dossier.selection.body)
    return {one.person for one in body.members} if body else set()


def _vetoing(dossier: Dossier) -> set[str]:
    veto = dossier.person.veto
    if veto is None:
        return set()
    return {veto.proposed_by.account, *([veto.proposed_by.person] if veto.proposed_by.person
                                        else [])}  # fmt: skip
