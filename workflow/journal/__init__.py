"""The journal (全程纪实): the only writer of entries, and the folds that read them back."""

from workflow.journal.away import Patience
from workflow.journal.desk import Actor, Desk, House, Order
from workflow.journal.locking import lock
from workflow.journal.write import Draft, append

__all__ = ["Actor", "Desk", "Draft", "House", "Order", "Patience", "append", "lock"]
