// The place of announcements is there before the first one: a live region inserted together with its text is often not read.

import { announcements } from "say";

announcements();
