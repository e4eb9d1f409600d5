"""`cadre people import`: every file whole, all of them or none, and what was refused is kept."""

import json
from pathlib import Path

import pytest
from cadre_runs import FORMS, HOUSE, Cadre
from sqlalchemy import create_engine, text

SAMPLES = Path(__file__).parents[1] / "forms_in" / "samples"
EXPECTED = json.loads((SAMPLES / "expected.json").read_text("utf-8"))
GOOD = SAMPLES / "01_full_photo.lrmx"
OTHER = FORMS / "shen_yanqing.lrmx"
PERSON = '<?xml version="1.0" encoding="utf-8"?>\n<Person>{}</Person>'


@pytest.fixture
def bare(cadre: Cadre, tmp_path: Path) -> Path:
    """An instance with no edition and nobody in it; gives its folder."""
    definitions = tmp_path / "definitions"
    definitions.mkdir()
    (definitions / "calendars").symlink_to(HOUSE / "calendars")
    assert cadre("init", "--definitions", definitions).code == 0
    return tmp_path


def rows(folder: Path, query: str) -> list[tuple[str, ...]]:
    engine = create_engine(f"sqlite:///{folder / 'cadre.db'}")
    with engine.connect() as db:
        found = [tuple(map(str, row)) for row in db.execute(text(query))]
    engine.dispose()
    return found


def kept_files(folder: Path) -> list[Path]:
    return [path for path in folder.glob("attachments/*/*") if path.is_file()]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_json_is_to_the_letter_what_the_sample_says(cadre: Cadre, name: str) -> None:
    ran = cadre("people", "import", "--json", SAMPLES / name)
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out) == EXPECTED[name]


def test_json_of_several_files_is_one_object_a_line_and_the_bad_ones_are_told(
    cadre: Cadre,
) -> None:
    ran = cadre("people", "import", "--json", *sorted(SAMPLES.glob("*.lrmx")))
    assert ran.code == 2
    assert [json.loads(line) for line in ran.out.splitlines()] == [
        EXPECTED[name] for name in sorted(EXPECTED)
    ]  # fmt: skip
    assert [line.partition("：")[0] for line in ran.err.splitlines()] == [
        "bad_truncated.lrmx", "bad_xxe.lrmx",
    ]  # fmt: skip


def test_while_founding_a_form_is_imported_before_there_is_any_unit(
    cadre: Cadre, bare: Path
) -> None:
    ran = cadre("people", "import", GOOD)
    assert (ran.code, ran.err) == (0, "")
    (row,) = json.loads(cadre("people", "list", "--json").out)
    assert (row["name"], row["organization"], row["standing"]) == ("甄示范", "", "clear")
    assert len(kept_files(bare)) == 2  # the form and the photograph in it
    assert cadre("people", "index").out == "已重建名册：1人\n"
    assert [one["name"] for one in json.loads(cadre("people", "list", "--json").out)] == ["甄示范"]
    assert cadre("journal", "verify").code == 0


BAD = {
    "dtd.lrmx": (b'<?xml version="1.0"?><!DOCTYPE a><Person/>', "DOCTYPE"),
    "root.lrmx": (b"<Personen/>", "根元素是“Personen”"),
    "gb.lrmx": (PERSON.format("<XingMing>甄</XingMing>").encode("gb18030"), "--encoding gb18030"),
    "wide.lrmx": (PERSON.format("").encode("utf-16"), "UTF-16"),
    "big.lrmx": (b"<Person>" + b" " * (8 * 1024 * 1024), "8 MB"),
    "cut.lrmx": (GOOD.read_bytes()[:2000], "中断"),
    "empty.lrmx": (b"", "空的"),
    "text.lrmx": ("沈砚青".encode(), "XML"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_with_its_reason_and_nothing_is_imported(
    cadre: Cadre, bare: Path, name: str
) -> None:
    data, because = BAD[name]
    (bare / name).write_bytes(data)
    ran = cadre("people", "import", GOOD, bare / name, OTHER)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"{name}：") and because in ran.err
    assert len(ran.err.splitlines()) == 1
    assert (rows(bare, "SELECT id FROM entries"), kept_files(bare)) == ([], [])
    ((what, reasons),) = rows(bare, "SELECT what, reasons FROM refused_attempts")
    assert what == f"import {name}" and because in reasons


def test_every_reason_of_every_file_comes_at_once(cadre: Cadre, bare: Path) -> None:
    for name in ("dtd.lrmx", "root.lrmx"):
        (bare / name).write_bytes(BAD[name][0])
    ran = cadre("people", "import", bare / "dtd.lrmx", bare / "nix.lrmx", bare, bare / "root.lrmx")
    assert [line.partition("：")[0] for line in ran.err.splitlines()] == [
        "dtd.lrmx", "nix.lrmx", bare.name, "root.lrmx",
    ]  # fmt: skip
    assert "没有这个文件" in ran.err and "文件不能读取" in ran.err


@pytest.mark.parametrize(("arguments", "because"), [
    ((GOOD, GOOD), "已有档案"),
    ((OTHER, GOOD, "--organization", "nix"), "没有“nix”这个单位"),
])  # fmt: skip
def test_who_is_refused_leaves_neither_entry_nor_file_and_the_refusal_is_kept(
    cadre: Cadre, bare: Path, arguments: tuple[object, ...], because: str
) -> None:
    ran = cadre("people", "import", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ".lrmx：" in ran.err and "R-TRACE-02" in ran.err and because in ran.err
    assert (rows(bare, "SELECT id FROM entries"), kept_files(bare)) == ([], [])
    ((what, reasons),) = rows(bare, "SELECT what, reasons FROM refused_attempts")
    assert what.startswith("import ") and because in reasons


def test_a_form_without_a_name_is_nobodys(cadre: Cadre, bare: Path) -> None:
    (bare / "无名.lrmx").write_text(PERSON.format("<XingMing> </XingMing>"), "utf-8")
    ran = cadre("people", "import", bare / "无名.lrmx")
    assert ran.code == 2
    assert "无名.lrmx" in ran.err and "没有姓名" in ran.err
    assert cadre("people", "list").out == ""


def test_an_old_file_is_read_in_its_encoding_when_told_so(cadre: Cadre, tmp_path: Path) -> None:
    (tmp_path / "旧.lrmx").write_bytes(BAD["gb.lrmx"][0])
    ran = cadre("people", "import", "--json", "--encoding", "gb18030", tmp_path / "旧.lrmx")
    assert (ran.code, json.loads(ran.out)["XingMing"]) == (0, "甄")


def test_without_an_instance_a_bad_file_is_told_all_the_same(cadre: Cadre, tmp_path: Path) -> None:
    assert cadre("people", "import", SAMPLES / "bad_xxe.lrmx").code == 2
    assert cadre("people", "import", GOOD).code == 2
    assert not (tmp_path / "cadre.db").exists()


def test_what_is_doubtful_in_a_form_is_told_and_imported_all_the_same(
    cadre: Cadre, bare: Path
) -> None:
    text = "<XingMing>甄</XingMing><JianLi>很久以前  在某处工作</JianLi>"
    (bare / "疑.lrmx").write_text(PERSON.format(text), "utf-8")
    ran = cadre("people", "import", bare / "疑.lrmx")
    assert (ran.code, ran.err) == (0, "")
    assert "存疑：" in ran.out and "很久以前" in ran.out
