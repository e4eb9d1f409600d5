"""One machine (deploy/single): units shut in, a signer of its own user, TLS, an installation that may be repeated."""

import os
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import click
import pytest
from scripts import SINGLE, program, run

from web.app import UPLOAD
from web.cli import engine
from web.serve import CROWD

SERVICES = sorted(SINGLE.glob("*.service"))
SCRIPTS = [SINGLE / name for name in ("install", "daily", "as-cadre")]


def keys(path: Path) -> dict[str, list[str]]:
    """Every key of a unit with its values; a key may stand several times."""
    found = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        key, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found[key].append(value)
    return found


@pytest.mark.parametrize("unit", SERVICES, ids=lambda one: one.name)
def test_a_service_has_a_user_of_its_own_and_may_write_nowhere_else(unit: Path) -> None:
    told = keys(unit)
    wanted = {"NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes",
              "PrivateTmp": "yes", "PrivateDevices": "yes", "CapabilityBoundingSet": "",
              "RestrictSUIDSGID": "yes", "MemoryDenyWriteExecute": "yes",
              "SystemCallArchitectures": "native"}  # fmt: skip
    assert {key: told[key] for key in wanted} == {key: [value] for key, value in wanted.items()}
    assert told["User"][0] in ("cadre", "cadre-signer")
    assert set(told["ReadWritePaths"]) <= {"/var/backups/cadre"}


@pytest.mark.parametrize("unit", SERVICES, ids=lambda one: one.name)
def test_what_a_service_runs_is_there_with_these_options(unit: Path) -> None:
    (line,) = keys(unit)["ExecStart"]
    path, *words = line.split()
    if path.endswith("/daily"):
        assert path == "/opt/cadre/deploy/single/daily"
        return
    assert path == "/opt/cadre/.venv/bin/cadre"
    command: Any = engine
    while words and not words[0].startswith("-"):
        command = command.get_command(click.Context(command), words.pop(0))
    options = {option for one in command.params for option in one.opts}
    assert {word for word in words if word.startswith("--")} <= options


def test_the_sites_that_die_are_started_again() -> None:
    for name in ("cadre-web.service", "cadre-signer.service"):
        assert keys(SINGLE / name)["Restart"] == ["always"]
        assert keys(SINGLE / name)["StartLimitIntervalSec"] == ["0"]


def test_the_site_may_have_as_many_files_open_as_it_keeps_connections() -> None:
    (files,) = keys(SINGLE / "cadre-web.service")["LimitNOFILE"]
    assert int(files) > 2 * int(CROWD["connection_limit"])


def test_the_key_of_the_log_is_out_of_reach_of_the_site() -> None:
    web, signer = (keys(SINGLE / f"cadre-{name}.service") for name in ("web", "signer"))
    assert web["User"] != signer["User"]
    assert web["Group"] != signer["Group"]
    assert not web["SupplementaryGroups"]  # only the daily task asks for signatures
    assert signer["StateDirectoryMode"] == ["0700"]
    assert signer["PrivateNetwork"] == ["yes"]
    assert signer["RestrictAddressFamilies"] == ["AF_UNIX"]


def test_the_daily_task_is_made_up_for_after_a_night_off() -> None:
    assert keys(SINGLE / "cadre-daily.timer")["Persistent"] == ["yes"]


def test_the_proxy_speaks_tls_and_says_what_the_program_believes() -> None:
    text = (SINGLE / "cadre.nginx.conf").read_text("utf-8")
    bare = re.sub(r"#.*", "", text)
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in bare
    assert re.search(r'add_header Strict-Transport-Security "max-age=\d{8}" always;', bare)
    assert f"client_max_body_size {UPLOAD // 2**20}m;" in bare
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in bare
    assert "proxy_set_header X-Forwarded-Proto https;" in bare
    ballot = bare[bare.index("location = /ballot") :].partition("}")[0]
    assert "access_log off;" in ballot
    (start,) = keys(SINGLE / "cadre-web.service")["ExecStart"]
    port = start.rpartition(" ")[2]
    assert set(re.findall(r"proxy_pass (\S+);", bare)) == {f"http://127.0.0.1:{port}"}
    assert "--tls" in start.split()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda one: one.name)
def test_a_script_is_bash_and_may_be_run(script: Path) -> None:
    assert os.access(script, os.X_OK)
    assert run("bash", "-n", script).returncode == 0


def test_installing_again_changes_nothing(tmp_path: Path) -> None:
    arguments = ("--name", "cadre.example", "--origin", "xian-1", "--root", tmp_path)
    first = run(SINGLE / "install", *arguments)
    assert (first.returncode, first.stderr) == (0, "")
    written = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert {path.name for path in written} >= {"cadre-web.service", "cadre-signer.service",
        "cadre-daily.service", "cadre-daily.timer", "cadre.conf", "cadre.env"}  # fmt: skip
    assert any(b"server_name cadre.example;" in text for text in written.values())
    (tmp_path / "etc/cadre/cadre.env").write_text("CADRE_DB=postgresql://x@localhost/cadre\n")
    again = run(SINGLE / "install", *arguments)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert "postgresql" in (tmp_path / "etc/cadre/cadre.env").read_text()


def test_whatever_is_wrong_with_the_options_is_told_at_once(tmp_path: Path) -> None:
    ran = run(SINGLE / "install", "--province", "51", "--root", tmp_path)
    assert ran.returncode == 2
    assert [line.split(" ")[0] for line in ran.stderr.splitlines()] == [
        "--name", "--origin", "--province",
    ]  # fmt: skip
    assert list(tmp_path.iterdir()) == []


def daily(tmp_path: Path, restored: int = 0, **settings: str) -> tuple[int, list[str], list[str]]:
    """Run the daily task with a stand-in for `cadre`: exit code, what it was asked, archives left."""
    backups = tmp_path / "backups"
    backups.mkdir(exist_ok=True)
    asked = tmp_path / "asked"
    stand_in = program(tmp_path / "cadre", f'''
echo "$*" >>{asked}
case $1 in
  backup) touch "$3" ;;
  restore) exit {restored} ;;
  ledger) printf '已签署到第1条\\nnote\\n' ;;
esac''')  # fmt: skip
    ran = run(SINGLE / "daily", env={
        "CADRE": str(stand_in), "CADRE_BACKUPS": str(backups), "CADRE_FOLDER": str(tmp_path),
        "CADRE_VALUES_KEY": "", **settings,
    })  # fmt: skip
    left = sorted(path.name for path in backups.glob("cadre-*.zip"))
    assert not list(backups.glob("trial.*"))
    return ran.returncode, asked.read_text("utf-8").splitlines(), left


def test_every_backup_is_restored_elsewhere_and_checked_against_the_signed_head(
    tmp_path: Path,
) -> None:
    code, asked, left = daily(tmp_path)
    assert code == 0
    assert [line.split()[0:2] for line in asked[:2]] == [["ledger", "daily"], ["ledger", "checkpoint"]]
    assert asked[2].startswith("backup -o ")
    assert asked[3].startswith("restore ")
    assert "--seen" in asked[3] and "checkpoint.note" in asked[3]
    assert (tmp_path / "backups" / "checkpoint.note").read_text() == "note\n"
    assert len(left) == 1


def test_where_the_database_is_backed_up_elsewhere_heads_are_signed_all_the_same(
    tmp_path: Path,
) -> None:
    daily(tmp_path)
    (tmp_path / "asked").unlink()
    code, asked, left = daily(tmp_path, restored=1, CADRE_KEEP="0")
    assert (code, [line.split()[0] for line in asked], len(left)) == (0, ["ledger", "ledger"], 1)
    assert (tmp_path / "backups" / "checkpoint.note").read_text() == "note\n"


def test_old_backups_go_only_after_a_good_one_and_the_last_seven_stay(tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    for day in range(1, 11):
        old = tmp_path / "backups" / f"cadre-202001{day:02}-010000.zip"
        old.touch()
        os.utime(old, (1577836800, 1577836800))
    code, _, left = daily(tmp_path, restored=1)
    assert code == 1
    assert len(left) == 11
    code, _, left = daily(tmp_path)
    assert code == 0
    assert len(left) == 7
    assert "cadre-20200110-010000.zip" in left
