"""What pages of accounts say beside their templates."""

CARRIED_ON = "You are signed in again. Nothing was saved yet: check what you typed, then send it once more."
CONFIRMED = "{address} is confirmed."
CONFIRMED_WITH_NEW_PASSWORD = "{address} is confirmed. Sign in with the password you have just chosen."  # noqa: S105
PROFILE_SAVED = "Profile saved."
WORKSPACE_OPENED = "{name} is ready. Add the people who work in it."
