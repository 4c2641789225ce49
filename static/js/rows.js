// Rows of tasks, on every page that has some: properties change, rows go to the trash, and what was done is taken back,
// in place.
import "tasks/property-menu";
import "tasks/drawn-menu";
import "tasks/trash-row";
import "tasks/undo-in-place";
import "tasks/undone";
