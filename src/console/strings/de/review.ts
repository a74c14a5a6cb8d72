import type { Strings } from '../strings.js';

export const review: Strings['review'] = {
  lead: 'Noch ist nichts angelegt. Fertig stellen legt den Connector an; sein erster Lauf beginnt nach Zeitplan oder wenn Sie ihn starten.',
  change: 'Ändern',
  accepted: (by, text) => `${text}, angenommen von ${by}`,
  source: 'Quelle',
  user: 'Benutzername',
  account: 'Konto',
  secret: 'Kennwort oder Schlüssel',
  secretKept: 'Im Geheimnisspeicher',
  automatic: 'Automatische Zuordnung',
  on: 'Ein',
  off: 'Aus',
  file: 'Zuordnungsdatei',
  noFile: 'Keine',
  fileText: (name, rows, users) => `${name}: ${rows} Zeilen, ${users} Benutzer erhalten Mail`,
  skipping: 'unlesbare Zeilen werden weggelassen, Zeilen ohne Postfach gelten, sobald es eines gibt',
  rightsTried: 'Versuchte Postfächer',
  rightsNobody: 'Noch keines',
  runs: 'Läuft',
  firstDay: 'Erster Tag',
  finish: 'Fertig stellen',
};
