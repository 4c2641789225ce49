"""How PrimeTrade runs: one parent that holds the socket, gunicorn and the worker as its children.

listening.py binds, preparation.py brings database and static files up to date, children.py starts and ends
processes, parent.py looks after them. Below gunicorn worker.py takes requests in, arrival.py is one on its way,
refusals.py says no. The command is primetrade/management/commands/serve.py.
"""
