import type { Strings } from '../index.js';

export const common: Strings['common'] = {
  product: 'WhatsApp Archiver',
  navigation: 'Seiten',
  skip: 'Zur Seite springen',
  connectors: 'Datenconnectors',
  health: 'Zustand',
  audit: 'Überwachungsprotokoll',
  signOut: 'Abmelden',
  signedInAs: (name) => `Angemeldet als ${name}`,
  back: 'Zurück',
  cancel: 'Abbrechen',
  save: 'Speichern',
  none: 'Keine',
  never: 'Nie',
  justNow: 'Gerade eben',
  loading: 'Wird geladen',
  asTable: 'Als Tabelle',
  highest: 'Höchster Wert',
  pages: 'Seiten',
  previous: 'Zurück',
  next: 'Weiter',
  search: 'Suchen',
  showAll: 'Alle zeigen',
  nextStep: 'Was zu tun ist',
};

export const refusals: Strings['refusals'] = {
  otherHost: {
    title: 'Andere Adresse',
    text: 'Diese Adresse ist nicht die der Konsole. Öffnen Sie sie unter der Adresse, die sie beim Start ausgegeben hat.',
  },
  otherOrigin: {
    title: 'Nicht von hier',
    text: 'Die Änderung kam nicht von einer Seite dieser Konsole. Öffnen Sie die Seite neu und wiederholen Sie sie.',
  },
  notSignedIn: { title: 'Abgemeldet', text: 'Melden Sie sich an, um diese Seite zu sehen.' },
  notAllowed: {
    title: 'Nicht erlaubt',
    text: 'Ihre Rollen erlauben das nicht. Fragen Sie, wer die Rollen der Konsole vergibt.',
  },
  notFound: {
    title: 'Keine solche Seite',
    text: 'Vielleicht wurde sie entfernt, oder die Adresse ist falsch.',
  },
  tooLarge: { title: 'Zu groß', text: 'Das Gesendete ist größer, als die Konsole annimmt.' },
  tooMany: {
    title: 'Zu viele Anfragen',
    text: 'Warten Sie eine Minute und versuchen Sie es dann noch einmal.',
  },
  unexpected: { title: 'Etwas ist schiefgegangen', text: 'Das Protokoll der Konsole sagt mehr.' },
};

export const states: Strings['states'] = {
  running: 'Läuft',
  paused: 'Angehalten',
  completed: 'Abgeschlossen',
  'completed-with-failures': 'Abgeschlossen mit Fehlern',
  incomplete: 'Unvollständig',
  failed: 'Fehlgeschlagen',
  canceled: 'Abgebrochen',
  terminated: 'Beendet',
  inconsistent: 'Widersprüchlich',
  waiting: 'Wartet',
};
