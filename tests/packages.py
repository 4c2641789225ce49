"""What the tests need from the operating system: found, installed by apt when we are root, or asked for in one line."""

import os
import shutil
import subprocess
from pathlib import Path

POSTGRESQL_BIN = Path("/usr/lib/postgresql/15/bin")
# Chromium without the windows around a page: the same engine, a third less processor time.
CHROMIUM = Path("/usr/bin/chromium-headless-shell")

# Debian's package -> a file by which it is known to be there.
POSTGRESQL = {
    "postgresql-15": POSTGRESQL_BIN / "postgres",
    "postgresql-client-15": POSTGRESQL_BIN / "pg_basebackup",
}
BROWSER = {
    "chromium-headless-shell": CHROMIUM,
    "fonts-inter": Path("/usr/share/doc/fonts-inter"),
    "fonts-noto-color-emoji": Path("/usr/share/doc/fonts-noto-color-emoji"),
}


class Missing(Exception):
    """Packages that the tests need and that we may not install."""


def require(packages: dict[str, Path]) -> None:
    """Have all of `packages` here. Raises Missing with what to type."""
    missing = [name for name, path in packages.items() if not path.exists()]
    if not missing:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Missing(f"The tests need {', '.join(missing)}. Install: sudo apt-get install {' '.join(missing)}")
    print(f"Installing {', '.join(missing)} …", flush=True)
    _apt("update", "-q")
    if "postgresql-15" in missing:
        _keep_debian_from_starting_a_cluster()
    _apt("install", "-yq", "--no-install-recommends", *missing)
    still = [name for name in missing if not packages[name].exists()]
    if still:
        raise Missing(f"apt-get installed {', '.join(still)}, but {packages[still[0]]} is not there.")


def _keep_debian_from_starting_a_cluster() -> None:
    """The tests start their own PostgreSQL on a free port; a second one on 5432 would only be in the way."""
    _apt("install", "-yq", "--no-install-recommends", "postgresql-common")
    configuration = Path("/etc/postgresql-common/createcluster.conf")
    lines = [line for line in configuration.read_text().splitlines() if "create_main_cluster" not in line]
    configuration.write_text("\n".join([*lines, "create_main_cluster = false", ""]))


def _apt(*arguments: str) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(["apt-get", *arguments], env=environment, capture_output=True, text=True)
    if done.returncode:
        raise Missing(f"apt-get {' '.join(arguments)} failed:\n{done.stderr.strip()[-2000:]}")
