"""Attachments: kept once under the digest of their bytes, found by it alone."""

import hashlib
import threading
from pathlib import Path

import pytest

from workflow.attachments import find, put
from workflow.errors import NotFound

DATA = "考察材料".encode()


def test_a_file_is_kept_under_the_digest_of_its_bytes_and_told_with_name_and_size(
    tmp_path: Path,
) -> None:
    told = put(tmp_path, DATA, "材料.pdf")
    assert told["name"] == "材料.pdf"
    assert told["size"] == len(DATA) == 12
    assert find(tmp_path, str(told["digest"])).read_bytes() == DATA


def test_equal_bytes_are_kept_once_under_whatever_name(tmp_path: Path) -> None:
    first, second = put(tmp_path, DATA, "一.pdf"), put(tmp_path, DATA, "二.pdf")
    assert first["digest"] == second["digest"]
    assert len([one for one in tmp_path.rglob("*") if one.is_file()]) == 1


def test_different_bytes_are_different_files(tmp_path: Path) -> None:
    first, second = put(tmp_path, DATA, "材料.pdf"), put(tmp_path, DATA + b"!", "材料.pdf")
    assert first["digest"] != second["digest"]
    assert find(tmp_path, str(second["digest"])).read_bytes() == DATA + b"!"


@pytest.mark.parametrize("mark", [hashlib.sha256(b"").hexdigest(), "", "../secret", ".."])
def test_what_was_never_kept_is_not_found_nor_anything_beside_the_folder(
    tmp_path: Path, mark: str
) -> None:
    (tmp_path / "secret").write_text("别处的文件", encoding="utf-8")
    folder = tmp_path / "attachments"
    put(folder, DATA, "材料.pdf")
    with pytest.raises(NotFound, match="附件不存在"):
        find(folder, mark)


def test_the_same_bytes_handed_in_by_many_at_once_are_kept_whole(tmp_path: Path) -> None:
    start, wrong = threading.Barrier(8), []

    def hand_in(folder: Path) -> None:
        start.wait()
        try:
            put(folder, DATA, "材料.pdf")
        except OSError as error:
            wrong.append(error)

    for number in range(20):
        threads = [threading.Thread(target=hand_in, args=(tmp_path / str(number),)) for _ in range(8)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
    assert wrong == []
    kept = [one for one in tmp_path.rglob("*") if one.is_file()]
    assert [one.read_bytes() for one in kept] == [DATA] * 20
