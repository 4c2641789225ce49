// The project board: updates with its tasks, opens them in the panel, adds new ones in place, and moves cards by pointer,
// touch and keyboard.
import "./task-panel.js";
import "tasks/following";
import "tasks/adding";
import "tasks/counts";
import "tasks/filters";
import "board/drag";
import "board/keyboard";
import "board/steps";
