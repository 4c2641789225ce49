"""Where `manage.py serve` listens, and with how many web processes and threads."""

from .environment import read

HOST: str = read("HOST")
PORT: int = read("PORT")

# One process, because the cache is in its memory: several would each have their own counts and cached values.
WEB_PROCESSES = 1
WEB_THREADS = 8
