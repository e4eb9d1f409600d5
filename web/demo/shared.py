"""What a selection says once for all its cases (批次共用内容): posts, persons, figures."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from web.demo.batches import Batch, Part
from workflow.stories.format import World

FEWER = 2  # votes fewer in the talks than in the meeting


@dataclass(frozen=True, slots=True)
class Shared:
    """A selection in its world."""

    batch: Batch
    world: World

    def recommended(self) -> Iterator[tuple[str, Part, int]]:
        """Who has votes in the meeting."""
        for person, part in self.batch.cases.items():
            if part.votes is not None:
                yield person, part, part.votes

    def behind(self, part: Part) -> bool:
        """Whether somebody has more votes for the same post."""
        return any(one.post == part.post and votes > (part.votes or 0)
                   for _, one, votes in self.recommended())  # fmt: skip


def _posts(shared: Shared, _: Mapping[str, Any]) -> dict[str, Any]:
    return {"posts": [{"post": post} for post in shared.batch.posts]}


def _profile(shared: Shared, values: Mapping[str, Any]) -> dict[str, Any]:
    (row,) = values["posts"]
    return {"posts": [{**row, "post": post, **differs}
                      for post, differs in shared.batch.posts.items()]}  # fmt: skip


def _quota(shared: Shared, values: Mapping[str, Any]) -> dict[str, Any]:
    (row,) = values["posts"]
    return {"posts": [
        {**row, "post": key, "quota": post.quota, "filled": len(post.holders),
         "leaving": len(post.leaving)}
        for key in shared.batch.posts if (post := shared.world.posts[key])
    ]}  # fmt: skip


def _proposal(shared: Shared, values: Mapping[str, Any]) -> dict[str, Any]:
    persons = [{"person": person, "post": part.post, "source": "organization"}
               for person, part in shared.batch.cases.items()]  # fmt: skip
    return {**_posts(shared, values), "persons": persons}


def _talk(shared: Shared, values: Mapping[str, Any]) -> dict[str, Any]:
    figures = _meeting(shared, values)["figures"]
    return {"figures": [{**row, "votes": row["votes"] - FEWER} for row in figures]}


def _meeting(shared: Shared, _: Mapping[str, Any]) -> dict[str, Any]:
    return {"figures": [{"person": person, "post": part.post, "votes": votes}
                        for person, part, votes in shared.recommended()]}  # fmt: skip


def _list(shared: Shared, _: Mapping[str, Any]) -> dict[str, Any]:
    names = [{"person": person} for person, *_ in shared.recommended()]
    return {"seats": len(shared.batch.posts), "names": names}


def _report(_: Shared, values: Mapping[str, Any]) -> dict[str, Any]:
    return {"analysis": "两次推荐结果基本一致，各职位居首位的人选得票集中。"}


def _shortlist(shared: Shared, _: Mapping[str, Any]) -> dict[str, Any]:
    return {"objects": len(list(shared.recommended())), "seats": len(shared.batch.posts)}


FILLED: Mapping[str, Callable[[Shared, Mapping[str, Any]], dict[str, Any]]] = {
    "post_profile": _profile, "quota_snapshot": _quota, "initial_proposal": _proposal,
    "work_plan": _posts, "talk_recommendation": _talk, "meeting_recommendation": _meeting,
    "reference_list": _list, "recommendation_report": _report, "shortlist_decision": _shortlist,
}  # fmt: skip
