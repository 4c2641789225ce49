// Every page with tasks has this script, so that going from one to the other loads none: tasks change in place, go to the
// trash and come back, open in the panel, are added, filtered and counted; cards are moved by pointer, touch and keyboard.
// The forms of one task are task-parts.js.
import "tasks/property-menu";
import "tasks/drawn-menu";
import "tasks/fetched-menu";
import "tasks/type-ahead";
import "tasks/menu-announcements";
import "tasks/trash-row";
import "tasks/undo-in-place";
import "tasks/undone";
import "task/panel";
import "task/page";
import "tasks/following";
import "tasks/adding";
import "tasks/counts";
import "tasks/near-filters";
import "board/drag";
import "board/keyboard";
import "board/steps";
