// The scripts of a page; everything works without them, with reloads.

import { startForms } from "./forms.js";
import { startHere } from "./here.js";
import { startJoin } from "./join.js";
import { startPlain } from "./plain.js";
import { startRing } from "./ring.js";

startForms();
startRing();
startHere();
startPlain();
startJoin();
