"""What rooms list of cases (征求意见与公示一览): rebuilt with each entry, never evidence."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text

from workflow.models.base import metadata

# A line for each address of each request.
inquiries = Table(
    "inquiries",
    metadata,
    Column("id", Text, primary_key=True),
    Column("subject", Text, nullable=False),
    Column("case_id", Text, nullable=False),  # "" where it is of a whole selection
    Column("selection", Text, nullable=False),
    Column("department", Text, nullable=False),  # that runs it
    Column("activity", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("round", Integer, nullable=False),
    Column("organization", Text, nullable=False),
    Column("ask", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("asked_on", Text, nullable=False),
    Column("due_on", Text, nullable=False),  # "" where no day is set
    Column("reminded", Integer, nullable=False),
    Column("answered_on", Text, nullable=False),  # "" while there is no answer
    Column("stance", Text, nullable=False),
    Column("stance_title", Text, nullable=False),
    Column("waiting", Boolean, nullable=False),  # for an answer that the present state asks for
    Column("unheeded", Boolean, nullable=False),  # an objection that nobody has responded to
    Index("inquiries_by_organization", "organization", "asked_on"),
    Index("inquiries_by_department", "department", "asked_on"),
    Index("inquiries_by_subject", "subject"),
)

# A line for each notice as it was last posted.
notices = Table(
    "notices",
    metadata,
    Column("id", Text, primary_key=True),
    Column("subject", Text, nullable=False),
    Column("case_id", Text, nullable=False),  # "" where it is of a whole selection
    Column("selection", Text, nullable=False),
    Column("department", Text, nullable=False),  # that runs it
    Column("activity", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("round", Integer, nullable=False),
    Column("posted_on", Text, nullable=False),  # from when its window runs
    Column("ends_on", Text, nullable=False),  # the last counted day; "" while it is not known
    Column("complaints", Integer, nullable=False),
    Column("unresolved", Integer, nullable=False),
    Column("concluded", Boolean, nullable=False),  # by everybody who has to, if anybody
    Column("current", Boolean, nullable=False),  # the case still stands where it is posted
    Index("notices_by_day", "posted_on"),
    Index("notices_by_department", "department", "posted_on"),
    Index("notices_by_subject", "subject"),
)
