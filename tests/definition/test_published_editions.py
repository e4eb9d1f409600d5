"""What was published can be loaded by its digest for ever, whatever becomes of the YAML."""

import pytest
from small_process import SMALL, Folder

from workflow.definition import check_published, load_published, publish, published
from workflow.errors import DefinitionInvalid, NotFound


def test_a_published_edition_is_listed_and_loads_by_its_digest(folder: Folder) -> None:
    edition = folder.edition()
    publish(folder.path, edition)
    assert published(folder.path) == {"small/1": edition.digest}
    assert (folder.path / "published.sha256").read_text() == f"{edition.digest}  small/1\n"
    assert load_published(folder.path, edition.digest) == edition
    assert check_published(folder.path, SMALL) == ()


def test_it_still_loads_after_the_yaml_moved_on_and_that_is_reported(folder: Folder) -> None:
    edition = folder.edition()
    publish(folder.path, edition)
    folder.change("title: 小流程", "title: 新流程")
    assert load_published(folder.path, edition.digest).process.title == "小流程"
    faults = check_published(folder.path, SMALL)
    assert [(fault.file, fault.line, fault.path) for fault in faults] == [
        ("published.sha256", 1, "small/1")
    ]
    assert "title：小流程 → 新流程" in faults[0].message


def test_a_changed_rule_is_a_changed_edition(folder: Folder) -> None:
    publish(folder.path, folder.edition())
    folder.change("severity: warn", "severity: record", "rules.yaml")
    assert ["rules.R-PAP-02.severity：warn → record" in one.message
            for one in check_published(folder.path, SMALL)] == [True]  # fmt: skip


def test_a_changed_edition_is_not_published_under_the_same_name(folder: Folder) -> None:
    publish(folder.path, folder.edition())
    before = published(folder.path)
    folder.change("title: 小流程", "title: 新流程")
    with pytest.raises(DefinitionInvalid, match="另立新版本"):
        publish(folder.path, folder.edition())
    assert published(folder.path) == before
    assert len(list((folder.path / "published").iterdir())) == 1


def test_a_new_edition_stands_beside_the_old_one(folder: Folder) -> None:
    first = folder.edition()
    publish(folder.path, first)
    text = (folder.path / "small/1.yaml").read_text(encoding="utf-8")
    folder.write("small/2.yaml", text.replace("edition: 1", "edition: 2"))
    second = folder.edition("small/2")
    publish(folder.path, second)
    assert published(folder.path) == {"small/1": first.digest, "small/2": second.digest}
    assert check_published(folder.path, SMALL) == ()


def test_publishing_twice_changes_nothing(folder: Folder) -> None:
    publish(folder.path, folder.edition())
    before = (folder.path / "published.sha256").read_bytes()
    publish(folder.path, folder.edition())
    assert (folder.path / "published.sha256").read_bytes() == before


def test_yaml_that_is_gone_is_no_fault_and_yaml_that_is_wrong_is_one(folder: Folder) -> None:
    publish(folder.path, folder.edition())
    line = folder.change("goals: [done]", "goals: [gone]")
    assert [(one.file, one.line) for one in check_published(folder.path, SMALL)] == [
        ("small/1.yaml", line)
    ]
    (folder.path / "small/1.yaml").unlink()
    assert check_published(folder.path, SMALL) == ()


def test_an_altered_text_is_found_and_never_loaded_nor_overwritten(folder: Folder) -> None:
    edition = folder.edition()
    publish(folder.path, edition)
    path = folder.path / "published" / f"{edition.digest}.json"
    path.write_bytes(path.read_bytes().replace("小流程".encode(), "大流程".encode()))
    altered = path.read_bytes()
    with pytest.raises(DefinitionInvalid, match="改动"):
        load_published(folder.path, edition.digest)
    assert len(check_published(folder.path, SMALL)) == 1
    with pytest.raises(DefinitionInvalid, match="改动"):
        publish(folder.path, edition)
    assert path.read_bytes() == altered


def test_a_listed_text_that_is_missing_or_of_another_name_is_a_fault(folder: Folder) -> None:
    edition = folder.edition()
    publish(folder.path, edition)
    folder.write("published.sha256", f"{edition.digest}  large/1\n{'0' * 64}  small/2\nrubbish\n"
                 f"{edition.digest}  large/1\n")  # fmt: skip
    faults = check_published(folder.path, SMALL)
    assert sorted(fault.line for fault in faults) == [1, 2, 3, 4]
    with pytest.raises(DefinitionInvalid):
        published(folder.path)


@pytest.mark.parametrize("known", ["0" * 64, "../rules.yaml", "", "A" * 64])
def test_an_unknown_digest_is_not_found_and_opens_no_other_file(folder: Folder, known: str) -> None:
    with pytest.raises(NotFound):
        load_published(folder.path, known)


def test_an_edition_with_a_digest_that_is_not_its_own_is_not_published(folder: Folder) -> None:
    edition = folder.edition().model_copy(update={"digest": "0" * 64})
    with pytest.raises(DefinitionInvalid, match="摘要与内容不符"):
        publish(folder.path, edition)
    assert published(folder.path) == {}
