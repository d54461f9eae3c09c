// The scripts of a page; everything works without them, with reloads.

import { startFind } from "./find.js";
import { startForms } from "./forms.js";
import { startHere } from "./here.js";
import { startJoin } from "./join.js";
import { startPlain } from "./plain.js";
import { startReport } from "./report.js";
import { startRing } from "./ring.js";
import { startSeen } from "./seen.js";
import { startTimer } from "./timer.js";
import { announce, swaps } from "./page.js";

startForms();
startRing();
startReport();
startSeen();
startTimer(announce);
startHere();
startPlain();
startJoin();
startFind();
swaps(document);
