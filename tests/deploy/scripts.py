"""Running the scripts of deploy (部署脚本的一次运行), and making what they look for."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
SINGLE = ROOT / "deploy" / "single"
AIRGAP = ROOT / "deploy" / "airgap"


def run(*command: object, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """One run, with what it printed."""
    return subprocess.run(
        [str(one) for one in command], env={**os.environ, **(env or {})}, text=True,
        capture_output=True, check=False,
    )  # fmt: skip


def program(path: Path, text: str) -> Path:
    """A program of bash at `path`."""
    path.write_text(f"#!/usr/bin/env bash\n{text}\n", "utf-8")
    path.chmod(0o755)
    return path
