// The scripts of a page; everything works without them, with reloads.

import { startSearchKey } from "./search_shortcut.js";
import { startForms } from "./outbox_forms.js";
import { startDraftNotice } from "./draft_notice.js";
import { startJoinForm } from "./join_form.js";
import { startNativeForms } from "./native_forms.js";
import { startReport } from "./device_report.js";
import { startLive } from "./live_updates.js";
import { startReadMarker } from "./read_marker.js";
import { startTimer } from "./timer.js";
import { announce, processHtmx } from "./page.js";

startForms();
startLive();
startReport();
startReadMarker();
startTimer(announce);
startDraftNotice();
startNativeForms();
startJoinForm();
startSearchKey();
processHtmx(document);
