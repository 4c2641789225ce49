"""Who is calling, and which workspaces they belong to. One noun a file."""

from .membership import Membership, Role
from .session import Session
from .sign_in import SignIn
from .user import User
from .workspace import Workspace, WorkspaceSlug

__all__ = ["Membership", "Role", "Session", "SignIn", "User", "Workspace", "WorkspaceSlug"]
