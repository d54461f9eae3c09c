// The scripts of a page; everything works without them, with reloads.

import { startSearchShortcut } from "./search_shortcut.js";
import { startOutboxForms } from "./outbox_forms.js";
import { startDraftNotice } from "./draft_notice.js";
import { startJoinForm } from "./join_form.js";
import { startNativeForms } from "./native_forms.js";
import { startDeviceReport } from "./device_report.js";
import { startLiveUpdates } from "./live_updates.js";
import { startReadMarker } from "./read_marker.js";
import { startTimer } from "./timer.js";
import { announce, processHtmx } from "./page.js";

startOutboxForms();
startLiveUpdates();
startDeviceReport();
startReadMarker();
startTimer(announce);
startDraftNotice();
startNativeForms();
startJoinForm();
startSearchShortcut();
processHtmx(document);
