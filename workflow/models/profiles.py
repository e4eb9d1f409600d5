"""By what people are filtered and counted (名册栏目): copies of verified facts, no evidence.

Kept by the application whenever a fact is stated or verified, and made anew from the journals by
`cadre people index`. A text is "" where nothing verified says it.
"""

from sqlalchemy import Column, Index, Integer, Table, Text

from workflow.models.base import metadata

profiles = Table(
    "profiles",
    metadata,
    Column("person", Text, primary_key=True),
    Column("sex", Text, nullable=False),  # 男, 女
    Column("nation", Text, nullable=False),
    Column("born_on", Text, nullable=False),
    Column("level", Text, nullable=False),  # of facts.LEVELS, as of the last tenure begun
    Column("education", Text, nullable=False),  # the highest
    Column("unverified", Integer, nullable=False),  # how many facts wait for it
    Index("profiles_by_level", "level"),
)
