// A project as a board: it follows its tasks, takes new ones in place, and its cards move by pointer, touch and keys.
import "tasks/following";
import "tasks/adding";
import "tasks/filters";
import "board/drag";
import "board/keyboard";
import "board/steps";
