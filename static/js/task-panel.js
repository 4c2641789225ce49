// The task panel over the list or board it was opened from.
import "./rows.js";
import "./task/panel.js";
