"""How PrimeTrade runs: one parent that holds the socket, gunicorn and the worker as its children.

listening.py binds, preparation.py brings database and static files up to date, children.py starts and ends
processes, parent.py looks after them. In gunicorn worker.py collects requests, arrival.py is an incoming one,
refusals.py refuses them. The command is primetrade/management/commands/serve.py.
"""
