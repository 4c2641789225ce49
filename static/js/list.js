// The project list: updates with its tasks, opens them in the panel and adds new ones in place.
import "./task-panel.js";
import "tasks/following";
import "tasks/adding";
import "tasks/counts";
import "tasks/filters";
