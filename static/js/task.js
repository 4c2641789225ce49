// The task page.
import "tasks/property-menu";
import "tasks/undo-in-place";
import "./task-parts.js";
