// Loaded on every page. Each behaviour attaches to server-rendered markup and stands alone. collectstatic joins them and
// what they import into this file, where the page's own script finds it (primetrade/joined_scripts.py). Modules imported
// by name live beside this file.
import "./behaviours/scripts.js";
import "./behaviours/htmx-settings.js";
import "undo-stack";
import "tasks/at-once";
import "tasks/part";
import "./behaviours/toast.js";
import "./behaviours/announcements.js";
import "./behaviours/failures.js";
import "./behaviours/sign-in-again.js";
import "./behaviours/focus-back.js";
import "./behaviours/menu.js";
import "./behaviours/dialog.js";
import "./behaviours/openers.js";
import "./behaviours/refresh.js";
import "./behaviours/more.js";
import "./behaviours/shown-again.js";
import "./behaviours/unsaved.js";
import "./behaviours/submit-once.js";
import "./behaviours/form-key.js";
import "./behaviours/keys.js";
