// A project as a list: it follows its tasks, and takes new ones in place.
import "tasks/following";
import "tasks/adding";
import "tasks/filters";
