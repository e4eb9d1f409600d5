"""How many entries and bytes a whole promotion takes, by subject and table by table, on both databases.

The worked promotion of the stories, from the analysis to the confirmed appointment, is played so often
through the engine's own commands; what its worlds (units, accounts, bodies) and the editions take is
there before and not counted. Attachments are files and told apart.

    python -m benchmarks.bytes_per_case [--cases 10] [--postgres]
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Mapping
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, func, select, text

from benchmarks.measured_on import measured_on
from benchmarks.own_postgres import own_postgres
from workflow.journal import House
from workflow.models import entries
from workflow.stories import read_story
from workflow.stories.play import begin, go_on
from workflow.stories.stage import fresh_house

ROOT = Path(__file__).resolve().parents[1]
STORY = ROOT / "tests" / "stories" / "promotion_happy.yaml"
SMALL = 0.3  # kB, below which a table is not told by itself
Sizes = Mapping[str, int]


def main() -> None:
    """Play, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10)
    parser.add_argument("--postgres", action="store_true", help="on a server of its own")
    told = parser.parse_args()
    print(measured_on())
    server = own_postgres() if told.postgres else nullcontext("")
    with tempfile.TemporaryDirectory() as folder, server as url:
        house = fresh_house(Path(folder), ROOT / "definitions", datetime.now(UTC), url)
        measure(house, Path(folder), told.cases)
        house.engine.dispose()


def measure(house: House, folder: Path, cases: int) -> None:
    """Worlds first, then as many promotions; the difference is theirs."""
    story = read_story(STORY)
    begun = [begin(story, house, prefix=f"{number}-") for number in range(cases)]
    with house.engine.connect() as db:
        before, known, bodies = sizes(db), subjects(db), written(db)
    for one in begun:
        played = go_on(one, house)
        if played.difference:
            raise SystemExit("\n".join(played.difference.lines()))
    with house.engine.connect() as db:
        more = {name: size - before.get(name, 0) for name, size in sizes(db).items()}
        kinds = subjects(db)
        kinds.subtract(known)
        tell(db.dialect.name, cases, kinds, more, written(db) - bodies)
    files = [path for path in (folder / "attachments").rglob("*") if path.is_file()]
    print(f"attachments: {len(files)} files, {sum(path.stat().st_size for path in files) / 1e3:.1f} kB in all")


def tell(dialect: str, cases: int, kinds: Counter[str], more: Sizes, bodies: int) -> None:
    """Entries by subject, bytes by table, of one promotion."""
    count, all_bytes = sum(kinds.values()), sum(more.values())
    print(f"{dialect}: {cases} promotions; each {count / cases:.1f} entries, {all_bytes / cases / 1e3:.0f} kB")
    print(f"an entry {all_bytes / count / 1e3:.2f} kB, of that its own bytes {bodies / count / 1e3:.2f} kB")
    print("entries of: " + ", ".join(
        f"{kind} {many / cases:.1f}" for kind, many in kinds.most_common() if many
    ))  # fmt: skip
    large = {name: size / cases / 1e3 for name, size in more.items() if size / cases / 1e3 >= SMALL}
    for name, size in sorted(large.items(), key=lambda one: -one[1]):
        print(f"  {name:<20}{size:7.1f} kB")
    print(f"  {'others':<20}{all_bytes / cases / 1e3 - sum(large.values()):7.1f} kB")


def sizes(db: Connection) -> Sizes:
    """Bytes of each table with its indexes: pages of SQLite, files of PostgreSQL."""
    rows = db.execute(text(
        "SELECT m.tbl_name, sum(s.pgsize) FROM dbstat s JOIN sqlite_schema m ON m.name = s.name "
        "GROUP BY m.tbl_name" if db.dialect.name == "sqlite" else
        "SELECT relname, pg_total_relation_size(oid) FROM pg_class "
        "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    ))  # fmt: skip
    return {row[0]: int(row[1]) for row in rows}


def subjects(db: Connection) -> Counter[str]:
    """Entries by the kind of their subject."""
    return Counter(subject.partition(":")[0] for subject in db.scalars(select(entries.c.subject)))


def written(db: Connection) -> int:
    """Bytes of all entries themselves."""
    return int(db.scalar(select(func.sum(func.length(entries.c.body)))) or 0)


if __name__ == "__main__":
    main()
