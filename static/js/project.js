// List and board of a project, with the same script, so that going from one to the other loads none: it updates with its
// tasks, opens them in the panel and adds new ones in place; cards are moved by pointer, touch and keyboard.
import "./task-panel.js";
import "tasks/following";
import "tasks/adding";
import "tasks/counts";
import "tasks/filters";
import "board/drag";
import "board/keyboard";
import "board/steps";
