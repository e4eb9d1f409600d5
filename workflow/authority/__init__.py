"""Authority (权限): may this actor do this, or see this? One table, default deny (L8).

A duty counts at an organization, over its subtree, on the day of the act. What one may not know of
does not exist (NotFound); what one sees but may not do is NotAuthorised.
"""

from workflow.authority.doing import (
    place_of,
    require,
    require_act,
    require_duty,
    titles_of,
)
from workflow.authority.reach import (
    account_content,
    founded,
    holds,
    path,
    view,
)
from workflow.authority.seeing import (
    may_read_complaints,
    net,
    overlooked,
    people_in_sight,
    register_in_sight,
    require_look,
    require_political_files,
    require_sight,
    require_sight_of_person,
    require_sight_of_political_file,
)
from workflow.authority.table import (
    ADMINISTRATORS,
    ANSWERS,
    ANYBODY,
    DO,
    FOUNDING,
    LOOK,
    OF_COMMITTEE,
    OFFICES,
    ON_STANDING,
    READERS,
    SEES_CASE,
    SEES_POLITICAL_FILE,
)

__all__ = [
    "ADMINISTRATORS",
    "ANSWERS",
    "ANYBODY",
    "DO",
    "FOUNDING",
    "LOOK",
    "OFFICES",
    "OF_COMMITTEE",
    "ON_STANDING",
    "READERS",
    "SEES_CASE",
    "SEES_POLITICAL_FILE",
    "account_content",
    "founded",
    "holds",
    "may_read_complaints",
    "net",
    "overlooked",
    "path",
    "people_in_sight",
    "place_of",
    "register_in_sight",
    "require",
    "require_act",
    "require_duty",
    "require_look",
    "require_political_files",
    "require_sight",
    "require_sight_of_person",
    "require_sight_of_political_file",
    "titles_of",
    "view",
]
