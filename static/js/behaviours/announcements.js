// Creates the live region before its first announcement: screen readers often skip a region inserted with its text.

import { announcements } from "say";

announcements();
