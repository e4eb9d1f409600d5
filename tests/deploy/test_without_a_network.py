"""Installing without a network (deploy/airgap): nothing but what is on the list, and only for this machine."""

import hashlib
import os
import platform
import sys
from pathlib import Path

import pytest
from scripts import AIRGAP, ROOT, run


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    """What `pack` makes, without program and packages."""
    folder = tmp_path / "packed"
    (folder / "wheels").mkdir(parents=True)
    (folder / "install").write_bytes((AIRGAP / "install").read_bytes())
    (folder / "install").chmod(0o755)
    (folder / "wheels" / "one.whl").write_bytes(b"one")
    (folder / "MANIFEST").write_text(
        f"commit={'a' * 40}\npython={sys.version_info[0]}.{sys.version_info[1]}\n"
        f"machine={platform.machine()}\n"
    )
    listed(folder)
    return folder


def listed(folder: Path) -> None:
    """The list of what is in the folder now."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "SHA256SUMS")
    (folder / "SHA256SUMS").write_text("".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  ./{path.relative_to(folder)}\n"
        for path in files
    ))  # fmt: skip


def refused(folder: Path, *arguments: str) -> str:
    """Why the installation is refused; nothing was installed."""
    to = folder.parent / "cadre"
    ran = run(folder / "install", "--to", to, *arguments, env={"PYTHON": sys.executable})
    assert ran.returncode == 2
    assert not list(to.parent.glob("cadre*"))
    return ran.stderr


def test_a_changed_file_is_refused(packed: Path) -> None:
    (packed / "wheels" / "one.whl").write_bytes(b"two")
    assert "文件与清单不符，不予安装" in refused(packed)


def test_a_missing_file_is_refused(packed: Path) -> None:
    (packed / "wheels" / "one.whl").unlink()
    assert "文件与清单不符，不予安装" in refused(packed)


def test_a_file_that_is_not_on_the_list_is_refused(packed: Path) -> None:
    (packed / "wheels" / "more.whl").write_bytes(b"more")
    assert refused(packed).splitlines() == ["有清单以外的文件，不予安装：", "./wheels/more.whl"]


def test_another_list_than_the_one_written_down_is_refused(packed: Path) -> None:
    written = hashlib.sha256((packed / "SHA256SUMS").read_bytes()).hexdigest()
    (packed / "wheels" / "one.whl").write_bytes(b"two")
    listed(packed)
    assert f"与抄录的 {written} 不符，不予安装" in refused(packed, "--sums", written)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [(f"python={sys.version_info[0]}", "python=2", "依赖包是 Python 2."),
     (platform.machine(), "vax", "依赖包是 vax 的")],
)  # fmt: skip
def test_packages_of_another_machine_are_refused(
    packed: Path, old: str, new: str, says: str
) -> None:
    manifest = packed / "MANIFEST"
    manifest.write_text(manifest.read_text().replace(old, new))
    listed(packed)
    assert says in refused(packed)


def test_a_folder_in_use_is_not_packed_into(tmp_path: Path) -> None:
    (tmp_path / "there").touch()
    ran = run(AIRGAP / "pack", tmp_path)
    assert (ran.returncode, ran.stderr) == (2, f"{tmp_path} 不是空目录\n")
    assert run(AIRGAP / "pack").returncode == 2


@pytest.mark.parametrize("name", ["pack", "install"])
def test_a_script_is_bash_and_may_be_run(name: str) -> None:
    assert os.access(AIRGAP / name, os.X_OK)
    assert run("bash", "-n", AIRGAP / name).returncode == 0


def test_all_that_is_installed_stands_in_the_lock_with_a_hash() -> None:
    text = (AIRGAP / "install").read_text("utf-8")
    assert "--no-index" in text and "--require-hashes" in text
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    named = [line for line in lock.splitlines() if "==" in line and not line.startswith(" ")]
    assert named and all(line.endswith("\\") for line in named)
    assert "://" not in lock


@pytest.mark.nightly
def test_a_packed_program_is_installed_and_runs_with_the_network_off(tmp_path: Path) -> None:
    packed, to = tmp_path / "packed", tmp_path / "cadre"
    told = run(AIRGAP / "pack", packed, env={"PYTHON": sys.executable})
    assert told.returncode == 0, told.stderr
    sums = told.stdout.split("：")[-1].strip()
    cut_off = ("unshare", "--map-root-user", "--net")
    python = {"PYTHON": sys.executable}
    for _ in range(2):  # repeated, it finds all in place
        ran = run(*cut_off, packed / "install", "--to", to, "--sums", sums, env=python)
        assert ran.returncode == 0, ran.stderr
    env = {"CADRE_DB": f"sqlite:///{tmp_path / 'cadre.db'}"}
    made = run(*cut_off, to / ".venv/bin/cadre", "init", env=env)
    assert made.returncode == 0, made.stderr
    plan = tmp_path / "plan.yaml"
    plan.write_text(run(to / ".venv/bin/cadre", "found", "--example").stdout, "utf-8")
    found = run(*cut_off, to / ".venv/bin/cadre", "found", plan, env=env)
    assert found.returncode == 0, found.stderr
    assert found.stdout.count("口令") == 4  # once in the heading, then one for each administrator
