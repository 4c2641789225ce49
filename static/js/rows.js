// Rows of tasks, on every page that has some: their properties change in place, and what was done is taken back in place.
import "tasks/trash-row";
import "tasks/undo-in-place";
import "tasks/property-menu";
