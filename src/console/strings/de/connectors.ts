import type { Strings } from '../index.js';

export const connectors: Strings['connectors'] = {
  title: 'Datenconnectors',
  lead: 'Was jeder Connector archiviert hat, was er gerade tut und wann er wieder läuft.',
  add: 'Connector hinzufügen',
  empty: 'Es gibt noch keinen Connector.',
  emptyNext: 'Fügen Sie einen hinzu, um täglich WhatsApp-Daten aus einem TeleMessage-Konto zu archivieren.',
  name: 'Connector',
  status: 'Status',
  lastRun: 'Letzter Lauf',
  nextRun: 'Nächster Lauf',
  lastDays: 'Letzte 30 Tage',
};
