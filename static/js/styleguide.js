// The style guide: tasks as they are elsewhere, and the theme that they are looked at in.
import "account/theme";
import "./tasks.js";
