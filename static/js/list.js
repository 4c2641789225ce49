// The project list: updates with its tasks and adds new ones in place.
import "tasks/following";
import "tasks/adding";
import "tasks/filters";
