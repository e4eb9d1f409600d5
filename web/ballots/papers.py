"""The forms of an officer who runs a ballot (电子投票表单): opening it, ending it, the scrutineers' check."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import IntegerField, SelectField, SelectMultipleField, TextAreaField, widgets
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from web.forms.base import OrderForm, offered
from web.forms.texts import plain_lines, visible
from workflow.ballots import LEAST_VOTERS
from workflow.ballots.tally import GRADES, rows_of, seats
from workflow.dossier import Dossier
from workflow.edition import Activity
from workflow.queries.ballots import Ballot

WHOLE = {"": "参加人员"}  # where an activity has no groups
CHECKED = {"expected": "应到", "present": "实到", "issued": "发出票码", "left": "剩余票码"}
MOST = 5000


class ReasonForm(OrderForm):
    """Why a ballot is begun anew or made void."""

    reason = TextAreaField(
        "理由", filters=[plain_lines], validators=[InputRequired("请写明理由"), Length(max=500), visible]
    )


def is_graded(activity: Activity) -> bool:
    """Whether people are graded rather than recommended."""
    return any(key in activity.fields for key in GRADES)


def groups_of(activity: Activity) -> Mapping[str, str]:
    """The groups that vote, by their titles."""
    return activity.groups or WHOLE


def opening_form(seen: Dossier, activity: Activity, people: Mapping[str, str]) -> Any:
    """How many codes for each group; who stands on the paper, where no list says it."""
    fields: dict[str, Any] = {
        f"made{place}": IntegerField(
            title, validators=[Optional(), NumberRange(0, MOST)],
            render_kw={"inputmode": "numeric"},
        )
        for place, title in enumerate(groups_of(activity).values())
    }  # fmt: skip
    if not is_graded(activity):
        fields["seats"] = IntegerField(
            "每张选票最多推荐几名", default=seats(seen), validators=[InputRequired(), NumberRange(1, MOST)]
        )
        if not listed(seen):
            fields["nominees"] = SelectMultipleField(
                "选票所列人选", choices=list(people.items()), option_widget=widgets.CheckboxInput(),
                widget=widgets.ListWidget(prefix_label=False),
            )  # fmt: skip
    kind: type[OrderForm] = type("OpeningForm", (OrderForm,), fields)
    return kind()


def listed(seen: Dossier) -> list[str]:
    """Who stands on the reference list (会议推荐参考人选名单), in its order."""
    return [row["person"] for row in rows_of(seen.values("reference_list"), "names")]


def opening_values(form: Any, seen: Dossier, activity: Activity) -> dict[str, Any]:
    """What the engine takes: nominees with their post, seats, codes by group."""
    groups = [
        {**({"group": group} if group else {}), "made": number}
        for place, group in enumerate(groups_of(activity))
        if (number := form[f"made{place}"].data)
    ]
    if is_graded(activity):
        return {"nominees": [{"person": seen.person.id}], "seats": 0, "groups": groups}
    people = listed(seen) or form.nominees.data or []
    planned = {row.get("person"): row.get("post")
               for row in rows_of(seen.values("initial_proposal"), "persons")}  # fmt: skip
    posts = [row.get("post") for row in rows_of(seen.values("work_plan"), "posts")]
    only = posts[0] if len(posts) == 1 else None
    nominees = [{"person": one, **({"post": post} if (post := planned.get(one) or only) else {})}
                for one in people]  # fmt: skip
    return {"nominees": nominees, "seats": form.seats.data, "groups": groups}


def fewest(form: Any, activity: Activity) -> bool:
    """Put a fault beside every group that is too small; whether there is none."""
    well = True
    for place in range(len(groups_of(activity))):
        field = form[f"made{place}"]
        if field.data and field.data < LEAST_VOTERS and not field.errors:
            field.errors = (f"不足{LEAST_VOTERS}人的不能用电子投票，请用纸质票",)
            well = False
    return well


def check_form(known: Ballot, people: Mapping[str, str]) -> Any:
    """What the scrutineers counted themselves: nothing is filled in beforehand."""
    fields: dict[str, Any] = {
        f"{key}{place}": IntegerField(title, validators=[InputRequired("必填"), NumberRange(0, MOST)])
        for place in range(len(known.made))
        for key, title in CHECKED.items()
    }
    choose = offered(people)
    fields |= {
        "watcher": SelectField("监票人", choices=choose, validators=[InputRequired("请选择")]),
        "counter": SelectField("计票人", choices=choose, validators=[InputRequired("请选择")]),
        "text": TextAreaField("差异说明", filters=[plain_lines],
                              validators=[Optional(), Length(max=2000), visible]),
    }  # fmt: skip
    kind: type[OrderForm] = type("CheckForm", (OrderForm,), fields)
    return kind()


def check_values(form: Any, groups: Sequence[str]) -> dict[str, Any]:
    """The check as the engine takes it."""
    return {
        "tellers": [{"office": "监票人", "person": form.watcher.data},
                    {"office": "计票人", "person": form.counter.data}],
        "groups": [
            {**({"group": group} if group else {}),
             **{key: form[f"{key}{place}"].data for key in CHECKED}}
            for place, group in enumerate(groups)
        ],
        "text": form.text.data or "",
    }  # fmt: skip
