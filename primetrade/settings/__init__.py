"""Django's settings: one file per concern. The environment is read in environment.py and nowhere else."""

from .accounts import *  # noqa: F403
from .api import *  # noqa: F403
from .apps import *  # noqa: F403
from .database import *  # noqa: F403
from .environment import BASE_DIR, DATA_DIR, DEBUG, SERVER  # noqa: F401
from .observability import *  # noqa: F403
from .security import *  # noqa: F403
from .serving import *  # noqa: F403
