import type { Strings } from '../strings.js';

export const common: Strings['common'] = {
  notDone: 'Das war nicht möglich',
  product: 'WhatsApp Archiver',
  navigation: 'Seiten',
  skip: 'Zur Seite springen',
  connectors: 'Datenconnectors',
  health: 'Zustand',
  audit: 'Überwachungsprotokoll',
  signIn: 'Anmelden',
  signInAnew: 'Mit anderem Konto anmelden',
  signOut: 'Abmelden',
  signedInAs: (name) => `Angemeldet als ${name}`,
  back: 'Zurück',
  cancel: 'Abbrechen',
  save: 'Speichern',
  none: 'Keine',
  never: 'Nie',
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

export const notices: Strings['notices'] = {
  away: 'Die Konsole antwortet gerade nicht; was Sie sehen, kann veraltet sein. Die Seite versucht es weiter.',
  ended: 'Ihre Sitzung ist beendet: Diese Seite wird nicht mehr aktualisiert.',
  stale: 'Diese Seite wird nicht mehr aktualisiert.',
  load: 'Neu laden',
  unsent:
    'Ihre Sitzung ist beendet. Nichts wurde gesendet, und Ihre Eingaben stehen noch hier. Melden Sie sich in einem neuen Fenster an und senden Sie sie dann noch einmal.',
  signInBeside: 'In neuem Fenster anmelden',
  unanswered:
    'Die Konsole antwortet gerade nicht. Nichts wurde gesendet, und Ihre Eingaben stehen noch hier. Versuchen Sie es in einer Minute noch einmal.',
};

export const refusals: Strings['refusals'] = {
  otherHost: {
    title: 'Falsche Adresse',
    text: 'Diese Adresse ist nicht die der Konsole. Öffnen Sie sie unter der Adresse, die sie beim Start ausgegeben hat.',
  },
  otherOrigin: {
    title: 'Nicht von dieser Konsole',
    text: 'Das kam nicht von einer Seite dieser Konsole, deshalb wurde nichts geändert. Öffnen Sie die Seite hier und wiederholen Sie es.',
  },
  notSignedIn: { title: 'Anmelden', text: 'Melden Sie sich an, um diese Seite zu sehen.' },
  sessionEnded: {
    title: 'Ihre Sitzung ist beendet',
    text: 'Nichts wurde geändert, und Ihre Eingaben wurden nicht behalten. Melden Sie sich an: Sie kommen zur Seite zurück und können sie noch einmal senden.',
  },
  signInUnreachable: {
    title: 'Die Anmeldung ist gerade nicht möglich',
    text: 'Die Anmeldung Ihrer Organisation antwortet nicht. Versuchen Sie es in einer Minute noch einmal. Bleibt es so, sagt das Protokoll der Konsole, warum.',
  },
  signInRefused: {
    title: 'Nicht angemeldet',
    text: 'Die Anmeldung wurde abgebrochen, oder ihre Antwort war ungültig. Melden Sie sich noch einmal an. Bleibt es so, sagt das Protokoll der Konsole, warum.',
  },
  staleSignIn: {
    title: 'Nicht angemeldet',
    text: 'Diese Anmeldung wurde in einem anderen Browser begonnen, hat länger als zehn Minuten gedauert oder wurde schon benutzt. Melden Sie sich noch einmal an.',
  },
  noRole: {
    title: 'Keine Rolle',
    text: 'Sie haben keine Rolle in dieser Konsole. Bitten Sie die Administratoren der Anmeldung Ihrer Organisation um eine, oder melden Sie sich mit einem anderen Konto an.',
  },
  tooManyGroups: {
    title: 'Keine Rolle',
    text: 'Sie sind in so vielen Gruppen, dass die Anmeldung sie nicht nennt. Bitten Sie deren Administratoren, die Rollen dieser Konsole über App-Rollen statt über Gruppen zu vergeben.',
  },
  notAllowed: {
    title: 'Nicht erlaubt',
    text: 'Ihre Rollen erlauben das nicht. Fragen Sie die Administratoren der Anmeldung Ihrer Organisation. Rollen gelten ab der nächsten Anmeldung.',
  },
  notFound: {
    title: 'Diese Seite gibt es nicht',
    text: 'Vielleicht wurde sie entfernt, oder die Adresse ist falsch.',
  },
  noForm: { title: 'Nicht verstanden', text: 'Die Konsole nimmt nur Formulare an. Nichts wurde geändert.' },
  malformed: {
    title: 'Nicht verstanden',
    text: 'Das Gesendete ist beschädigt. Nichts wurde geändert. Senden Sie es noch einmal.',
  },
  tooLarge: {
    title: 'Zu groß',
    text: 'Das Gesendete ist größer, als die Konsole annimmt. Nichts wurde geändert.',
  },
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
