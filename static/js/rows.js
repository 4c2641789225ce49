// Rows of tasks, on every page that has some: they go to the trash, and what was done is taken back, in place.
import "tasks/trash-row";
import "tasks/undo-in-place";
