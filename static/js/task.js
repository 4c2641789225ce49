// Enhances the forms of the task page. The panel over a list loads the same modules (task-panel.js).
import "./rows.js";
import "./task/words.js";
import "./task/typed.js";
import "./task/boxes.js";
import "./task/properties.js";
import "./task/focus.js";
import "./task/following.js";
