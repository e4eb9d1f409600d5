"""Pages of a long list (分页): which part is shown, and the addresses of the others."""

from dataclasses import dataclass

from flask import request, url_for

SIZE = 50
OWN = ("endpoint",)  # what an address says itself; names with _ are Flask's


@dataclass(frozen=True, slots=True)
class Paging:
    """One part of a list of `total` lines."""

    number: int
    total: int
    name: str = "page"  # of its number in the address: of two lists on a page each has its own

    @property
    def start(self) -> int:
        """How many lines come before."""
        return (self.number - 1) * SIZE

    @property
    def last(self) -> int:
        """The number of the last page; an empty list has one page."""
        return max(1, -(-self.total // SIZE))

    def address(self, number: int) -> str:
        """The same list, another page of it; whatever else the address says stays."""
        told = {
            key: value for key, value in request.args.to_dict(flat=False).items()
            if key not in (*OWN, self.name) and not key.startswith("_")
        } | (request.view_args or {})  # fmt: skip
        return url_for(request.endpoint or "", **told, **({self.name: number} if number > 1 else {}))


def paging(total: int, name: str = "page") -> Paging:
    """The page that is asked for; what is no page of this list is the nearest one."""
    wanted = request.args.get(name, "1")
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 9 else 1
    return Paging(min(max(number, 1), Paging(1, total).last), total, name)
