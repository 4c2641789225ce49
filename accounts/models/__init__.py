"""People, their sign-ins, workspaces and memberships. One noun per file."""

from .membership import Membership, Role
from .session import Session
from .sign_in import SignIn
from .user import User
from .workspace import Workspace
from .workspace_slug import WorkspaceSlug

__all__ = ["Membership", "Role", "Session", "SignIn", "User", "Workspace", "WorkspaceSlug"]
