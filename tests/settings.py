"""The settings under test, with what a test run needs to be different and nothing else."""

from primetrade.settings import *  # noqa: F403
from primetrade.settings import DATA_DIR, DATABASES, PASSWORD_HASHERS, SERVER, STORAGES

# The real hasher comes second: the tests about hashing name it, all others hash thousands of times faster.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]

# Files as they lie in the tree: a manifest would have to be collected first.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

for _alias, _database in DATABASES.items():
    if _alias != "default":
        # The mirror takes over the name only, not the port: reads of this alias go to the real standby.
        _database["TEST"] = {"MIRROR": "default"}
    elif not SERVER:
        # A file, not memory: threads and processes must meet in it as they do in real life.
        _database["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}
        _database["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    elif "pool" in _database["OPTIONS"]:
        # Many threads on a busy machine wait for a connection, which is no database that is away.
        _database["OPTIONS"]["pool"]["timeout"] = 60
