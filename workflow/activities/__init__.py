"""The kinds of activity (办理内容的种类): one file each, in one closed table."""

from collections.abc import Mapping

from workflow.activities.assessment import Assessment
from workflow.activities.ballot import Ballot
from workflow.activities.checklist import Checklist
from workflow.activities.form import Form
from workflow.activities.kind import Kind
from workflow.activities.meeting_item import MeetingItem
from workflow.activities.notice import Notice
from workflow.activities.opinion import Opinion
from workflow.activities.period import Period
from workflow.activities.signatures import Signatures

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Form(),
        Opinion(),
        Ballot(),
        Checklist(),
        Assessment(),
        Signatures(),
        MeetingItem(),
        Notice(),
        Period(),
    )
}
