// All that a press needs, joined to one file by the build.

import { act } from "./act.js";
import { start } from "./search.js";
import { open } from "./sheet.js";
import { subject, use } from "./text.js";

export { act, open, start, subject, use };
