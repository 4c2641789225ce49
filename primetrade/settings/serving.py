"""Where `manage.py serve` listens, and with how many web processes and threads."""

from .environment import read

HOST: str = read("HOST")
PORT: int = read("PORT")

# The cache lives in the process, so that one process serves: several would each count and remember for themselves.
WEB_PROCESSES = 1
WEB_THREADS = 8
