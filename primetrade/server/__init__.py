"""How PrimeTrade runs: one parent that holds the socket, gunicorn and the jobs' worker as its children.

listening.py binds, preparation.py brings database and static files up to date, children.py starts and ends
processes, parent.py looks after them. gunicorn_worker.py collects requests, incoming.py is an incoming one,
outgoing.py an outgoing answer, rejections.py the refusals. The command is primetrade/management/commands/serve.py.
"""
