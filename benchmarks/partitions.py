"""Whether entries should be partitioned by the year of their case (PostgreSQL): read, not believed.

Two tables of the same entries, in the order of time as they would have come: one as it is, one by
LIST (case_year). A year belongs to the key of the second, since a unique key must hold what
partitions; whoever asks without it asks every partition.

    python -m benchmarks.partitions [--entries 1000000] [--years 10] [--times 300]
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable

from sqlalchemy import Connection, create_engine

from benchmarks.measured_on import measured_on
from benchmarks.own_postgres import own_postgres

EACH = 20  # entries of a case
COLUMNS = ("subject text NOT NULL, seq int NOT NULL, case_year int NOT NULL, prev text NOT NULL, "
           "digest text NOT NULL, body text NOT NULL")  # fmt: skip
# Of each year, first every case's first entry, then every second one, and so on: as time goes.
FILL = """INSERT INTO {table}
SELECT 'case:' || c, s, 2016 + c %% {years}, md5(c || '/' || s - 1), md5(c || '/' || s),
       repeat(md5(c::text || s), 40)
FROM generate_series(0, {cases} - 1) c, generate_series(1, {each}) s
ORDER BY c %% {years}, s, c"""
WAYS = {
    "one table": "FROM plain WHERE subject = %(subject)s",
    "partitions, year told": "FROM parted WHERE subject = %(subject)s AND case_year = %(year)s",
    "partitions, no year": "FROM parted WHERE subject = %(subject)s",
}
WHAT = {
    "a timeline": "SELECT seq, digest, body {way} ORDER BY seq",
    "the last entry": "SELECT max(seq) {way}",
}


def filled(db: Connection, cases: int, years: int) -> None:
    """Both tables with the same entries."""
    db.exec_driver_sql(f"CREATE TABLE plain ({COLUMNS}, UNIQUE (subject, seq))")
    db.exec_driver_sql(
        f"CREATE TABLE parted ({COLUMNS}, UNIQUE (subject, seq, case_year)) "
        "PARTITION BY LIST (case_year)"
    )
    for year in range(2016, 2016 + years):
        db.exec_driver_sql(f"CREATE TABLE parted_{year} PARTITION OF parted FOR VALUES IN ({year})")
    for table in ("plain", "parted"):
        db.exec_driver_sql(FILL.format(table=table, years=years, cases=cases, each=EACH))
    db.commit()
    db.exec_driver_sql("ANALYZE")
    db.commit()


def asked(db: Connection, statement: str, cases: int, years: int, times: int) -> Callable[[], float]:
    """Asks once for a case by chance; milliseconds."""
    dice = random.Random(1)

    def once() -> float:
        case = dice.randrange(cases)
        begun = time.perf_counter()
        db.exec_driver_sql(statement, {"subject": f"case:{case}", "year": 2016 + case % years}).all()
        return (time.perf_counter() - begun) * 1000

    return once


def ordered(db: Connection, table: str) -> float:
    """Seconds to read all entries journal by journal, as verification does."""
    begun = time.perf_counter()
    with db.execution_options(stream_results=True, yield_per=5000).exec_driver_sql(
        f"SELECT subject, seq, prev, digest, body FROM {table} ORDER BY subject, seq"
    ) as rows:
        for _ in rows:
            pass
    return time.perf_counter() - begun


def quick(figures: list[float]) -> float:
    """One in ten is quicker: on a machine that others use the middle tells of them."""
    return statistics.quantiles(figures, n=10)[0]


def buffers(db: Connection, statement: str) -> int:
    """Pages that the server looks at, planning left out."""
    told = db.exec_driver_sql(
        f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}", {"subject": "case:77", "year": 2023}
    ).scalar_one()[0]["Plan"]
    return int(told["Shared Hit Blocks"] + told["Shared Read Blocks"])


def main() -> None:
    """Print what is asked, the way, milliseconds and pages; then what verification reads."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--times", type=int, default=300)
    options = parser.parse_args()
    print(measured_on())
    cases = options.entries // EACH
    with own_postgres() as url, create_engine(url).connect() as db:
        filled(db, cases, options.years)
        for what, statement in WHAT.items():
            jobs = {way: asked(db, statement.format(way=told), cases, options.years, options.times)
                    for way, told in WAYS.items()}  # fmt: skip
            found: dict[str, list[float]] = {way: [] for way in jobs}
            for turn in range(options.times + 20):
                for way, once in jobs.items():
                    spent = once()
                    if turn >= 20:
                        found[way].append(spent)
            least = quick(found["one table"])
            for way, each in found.items():
                pages = buffers(db, statement.format(way=WAYS[way]))
                print(f"{what:16}{way:24}{quick(each):8.2f} ms{quick(each) / least:7.2f} x"
                      f"{pages:6} pages", flush=True)  # fmt: skip
        for table in ("plain", "parted"):
            print(f"all, journal by journal: {table} {ordered(db, table):.1f} s", flush=True)


if __name__ == "__main__":
    main()
