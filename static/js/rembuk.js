// The one script of a page; everything works without it, with reloads.

import { startForms } from "./forms.js";
import { startRing } from "./ring.js";

startForms();
startRing();
