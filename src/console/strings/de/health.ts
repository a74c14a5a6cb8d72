import type { Strings } from '../strings.js';
import { checks } from './checks.js';

export const health: Strings['health'] = {
  title: 'Zustand',
  lead: 'Alles, worauf das Archivieren beruht: ob es da ist, ob es uns einlässt, und was zu tun ist, wo nicht.',
  connector: 'Connector',
  all: 'Alle Connectors',
  check: 'Prüfen',
  checking: 'Wird geprüft; das dauert höchstens eine halbe Minute.',
  found: (good, bad, unknown) => `${good} gut · ${bad} schlecht · ${unknown} unbekannt`,
  states: { good: 'Gut', bad: 'Schlecht', unknown: 'Unbekannt' },
  wait: 'Prüfen und auf alles warten',
  state: 'Zustand',
  what: 'Geprüft',
  detail: 'Gefunden',
  nothingToDo: 'Nichts',
  openReport: 'Öffnen Sie den Bericht, der sagt, was zu tun ist:',
  checks,
  areas: {
    settings: 'Einstellungen',
    temporal: 'Temporal',
    storage: 'Speicher',
    source: 'TeleMessage',
    graph: 'Microsoft 365',
    mapping: 'Zuordnung',
  },
};
