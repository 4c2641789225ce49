// What every page has. Each behaviour attaches to what the server rendered and stands alone: it exports nothing, and
// imports from modules of functions only, so that collecting static files can join them here (primetrade/staticfiles.py).
// Modules to import by name lie beside this file.
import "./behaviours/scripts.js";
import "./behaviours/theme.js";
import "./behaviours/toast.js";
import "./behaviours/announcements.js";
import "./behaviours/focus-back.js";
import "./behaviours/menu.js";
import "./behaviours/dialog.js";
import "./behaviours/fetched-menu.js";
import "./behaviours/held-keys.js";
import "./behaviours/trash-row.js";
import "./behaviours/undo-in-place.js";
import "./behaviours/menu-announcements.js";
import "./behaviours/property-menu.js";
import "./behaviours/refresh.js";
import "./behaviours/more.js";
import "./behaviours/timezone.js";
import "./behaviours/unsaved.js";
import "./behaviours/show-password.js";
import "./behaviours/submit-once.js";
import "./behaviours/keys.js";
