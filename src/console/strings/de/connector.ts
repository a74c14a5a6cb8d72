import type { Strings } from '../strings.js';

export const connector: Strings['connector'] = {
  people: 'Personen und Zuordnung',
  edit: 'Bearbeiten',
  delete: 'Löschen',
  run: 'Jetzt ausführen',
  pause: 'Anhalten',
  resume: 'Fortsetzen',
  backfill: 'Nacharchivieren',
  done: {
    created: 'Der Connector ist angelegt. Er läuft nach seinem Zeitplan; Jetzt ausführen startet ihn sofort.',
    saved: 'Gespeichert. Geändertes gilt ab dem nächsten Lauf.',
    password:
      'Gespeichert, auch das neue Kennwort oder der neue Schlüssel. Geändertes gilt ab dem nächsten Lauf.',
    paused: 'Angehalten. Es beginnt nichts Neues; ein Lauf in Arbeit bringt zu Ende, was er begonnen hat.',
    pausedBefore: 'Er war schon angehalten. Der Grund, der dafür angegeben wurde, bleibt.',
    resumed: 'Fortgesetzt. Der Lauf in Arbeit geht dort weiter, wo er war.',
    resumedAndRun: 'Fortgesetzt. Ein Lauf wurde veranlasst; er steht unten, sobald er begonnen hat.',
    run: 'Ein Lauf wurde veranlasst. Er steht unten, sobald er begonnen hat: nach dem, der in Arbeit ist, falls es einen gibt.',
    apply: 'Ein Lauf wurde gestartet, der Liegengebliebenes importiert. Er steht unten.',
    backfill:
      'Die Nacharchivierung wurde gestartet. Sie steht unten und lässt sich öffnen, sobald ein Worker sie übernimmt.',
  },
  sameLogin:
    'Diese Connectors melden sich genauso an und haben das neue Kennwort (oder den neuen Schlüssel) noch nicht: Geben Sie es auch dort ein, denn abgelehnte Anmeldungen können das Konto sperren.',
  gone: 'Der Connector wurde gelöscht. Was er archiviert hat, bleibt, ebenso die Berichte seiner Läufe.',
  archivedUpTo: 'Archiviert bis',
  archivedUpToMeans:
    'Vom ersten Tag an: Für alles, was TeleMessage bis dahin archiviert hatte, steht fest, was daraus wurde.',
  archivedNothing: 'Noch nichts',
  inHand: 'In Arbeit',
  backfills: 'Nacharchivierungen in Arbeit',
  pastBackfills: 'Frühere Nacharchivierungen',
  requestedBy: 'Veranlasst von',
  runs: 'Läufe',
  noRuns: 'Er ist noch nicht gelaufen.',
  noRunsEver: 'Er ist nie gelaufen.',
  deleted: (id) => `${id} (gelöscht)`,
  period: 'In der Quelle archiviert (UTC)',
  facts: 'Über diesen Connector',
  product: 'Produkt',
  products: {
    'whatsapp-phone-archiver': 'WhatsApp Phone Archiver',
    'whatsapp-cloud-archiver': 'WhatsApp Cloud Archiver',
  },
  source: 'Quelle',
  start: 'Erster Tag',
  lookback: 'Blickt zurück',
  hours: (hours) => `${hours} Stunden`,
  mapping: 'Zuordnung',
  mappingText: (version, rows) =>
    rows === undefined ? `Version ${version}, ohne Datei` : `Version ${version}, Zeilen: ${rows}`,
  folder: 'Ordner',
  terms: 'Bedingungen angenommen von',
  created: 'Angelegt',
  pauseTitle: (name) => `${name} anhalten`,
  pauseLead:
    'Es beginnt nichts Neues, auch nicht in einem Lauf, der in Arbeit ist; der bringt zu Ende, was er begonnen hat. Nach dem Fortsetzen geht es dort weiter, und ein Lauf beginnt sofort.',
  reason: 'Grund',
  reasonHint: 'Für alle, die danach nachsehen: warum, und was geschehen muss, bevor es weitergeht.',
  pauseNow: 'Connector anhalten',
  deleteTitle: (name) => `${name} löschen`,
  deleteLead: 'Wird abgelehnt, solange ein Lauf oder eine Nacharchivierung in Arbeit ist.',
  deleteGoes: 'Zeitplan und Einstellungen werden entfernt: es wird nichts mehr archiviert.',
  deleteStays: 'Archivierte Nachrichten, die Ablage, Berichte und das Überwachungsprotokoll bleiben.',
  deleteSecrets: (kept) =>
    kept.length === 0
      ? 'Seine Anmeldung bei TeleMessage wird aus dem Geheimnisspeicher entfernt.'
      : `Im Geheimnisspeicher bleibt: ${kept.join(', ')}.`,
  deleteAgain: (watermark) =>
    `Er hat bis ${watermark} archiviert. Neu angelegt beginnt er am ersten Tag, der dann gewählt wird: bei einem späteren fehlen die Tage dazwischen.`,
  typeName: (name) => `Geben Sie zum Löschen den Namen ${name} ein`,
  deleteNow: 'Connector löschen',
  backfillNewTitle: (name) => `Nacharchivieren: ${name}`,
  backfillLead:
    'Archiviert vergangene Tage, auch vor dem ersten. Was schon in einem Postfach liegt, wird übersprungen; nichts kommt doppelt.',
  archivedDays: 'Welche Tage archiviert sind',
  months: 'Monate',
  archived: {
    whole: 'Archiviert',
    part: 'Teilweise',
    none: 'Nicht archiviert',
    unknown: 'Nicht bekannt',
    future: '',
  },
  unknownDays:
    'Nicht bekannt: Dafür werden nur die neuesten Läufe gelesen; ein älterer kann den Tag archiviert haben. Was schon in einem Postfach liegt, wird übersprungen.',
  numberMeans: 'Zahl: importierte Kopien',
  copies: (count) => `${count} Kopien`,
  backfillForm: 'Tage, die archiviert werden sollen',
  first: 'Erster Tag',
  last: 'Letzter Tag',
  daysHint:
    'Ganze Tage in UTC, nach dem Zeitpunkt, zu dem TeleMessage archiviert hat; beide Tage gehören dazu.',
  backfillReasonHint: 'Für das Protokoll: warum diese Tage archiviert werden sollen.',
  mailboxes: 'Nur für diese Postfächer',
  mailboxesHint: (max) =>
    `Adressen oder Entra-Objekt-IDs, je Zeile eine, höchstens ${max}. Lassen Sie das Feld leer, wenn alle gemeint sind.`,
  manyDays: (days) => `${days} Tage: starten?`,
  manyDaysHint:
    'Für jeden davon läuft ein eigener Lauf. Noch hat nichts begonnen: Starten Sie unten, oder berichtigen Sie die Tage.',
  startBackfill: 'Nacharchivierung starten',
  backfillTitle: (days) => `Nacharchivierung: ${days}`,
  askedBy: (by, reason) => `Veranlasst von ${by}: ${reason}`,
  allMailboxes: 'Alle',
  daysOfIt: 'Tage',
  day: 'Tag (UTC)',
  sum: 'Zusammen',
  daysNotShown: (count) =>
    `Gezeigt werden die Tage in Arbeit, die mit Fehlern und die neuesten. Nicht gezeigt: ${count}.`,
  control: 'Anhalten oder beenden',
  pauseBackfill: 'Nacharchivierung anhalten',
  pauseBackfillHint: 'Zum Anhalten nötig. Die täglichen Läufe gehen weiter.',
  resumeBackfill: 'Nacharchivierung fortsetzen',
  resumeConnector: 'Der Connector ist angehalten: dort fortsetzen',
  cancelBackfill: 'Nacharchivierung abbrechen',
  wishes: {
    pause:
      'Anhalten wurde verlangt. Sobald ein Worker es übernimmt, beginnt kein weiterer Tag; Tage in Arbeit bringen die begonnenen Elemente zu Ende und warten dann.',
    resume: 'Fortsetzen wurde verlangt. Es geht weiter, sobald ein Worker es übernimmt.',
    cancel:
      'Abbrechen wurde verlangt. Sobald ein Worker es übernimmt, berichten die Tage in Arbeit, was sie archiviert haben, und dann endet die Nacharchivierung.',
  },
  cancelBackfillNow: 'Endgültig abbrechen',
  allRuns: 'Alle Läufe',
  allRunsTitle: (name) => `Läufe von ${name}`,
  cancelBackfillHint:
    'Eine abgebrochene Nacharchivierung behält, was sie archiviert hat, und kann nicht fortgesetzt werden.',
  perDay: 'Kopien pro Tag',
  perRun: 'Dauer je Lauf',
  startedUtc: 'Gestartet (UTC)',
};
