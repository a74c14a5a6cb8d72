import { convertItem } from './convert-item.js';
import type { ArchiverDeps } from './deps.js';
import { fetchWindow } from './fetch-window.js';
import { importItem } from './import-item.js';
import { storedItems } from './item-mail.js';
import { mapItem } from './map-item.js';
import { listOpenItems, settleItem } from './open-items.js';
import { namesOf } from './open-items-names.js';
import { closeBackfill, openBackfill, readDay } from './open-backfill.js';
import { openRun } from './open-run.js';
import { listParkedItems } from './parked-items.js';
import { pauseConnector, readPause, setPause } from './pause.js';
import { recordFailure } from './record-failure.js';
import { seenRecorder } from './record-seen.js';
import { moveWatermark, reportRun } from './report-run.js';
import { runContexts } from './run-context.js';
import { stageItem } from './stage-item.js';
import { StagedPages } from './staged-pages.js';

/** Every activity of a worker; `importItem` is asked for on a task queue of its own. */
export function createActivities(deps: ArchiverDeps) {
  const contexts = runContexts(deps);
  const pages = new StagedPages(deps.staging);
  const items = storedItems(deps, contexts);
  return {
    openRun: openRun(deps),
    openBackfill: openBackfill(deps),
    readDay: readDay(deps),
    closeBackfill: closeBackfill(deps),
    listOpenItems: listOpenItems(deps, contexts, namesOf(deps, contexts, items, pages)),
    fetchWindow: fetchWindow(deps, contexts, pages),
    stageItem: stageItem(deps, contexts, pages),
    convertItem: convertItem(deps, items),
    mapItem: mapItem(deps, contexts, items, seenRecorder(deps)),
    importItem: importItem(deps, contexts, items),
    recordFailure: recordFailure(deps, contexts),
    listParkedItems: listParkedItems(deps),
    settleItem: settleItem(deps, contexts),
    moveWatermark: moveWatermark(deps),
    reportRun: reportRun(deps),
    readPause: readPause(deps),
    setPause: setPause(deps),
    pauseConnector: pauseConnector(deps),
  };
}
