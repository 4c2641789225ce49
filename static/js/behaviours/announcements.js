// The place of announcements is there before the first one: a live region that is born with its words is often not read.

import { announcements } from "say";

announcements();
