import type { Strings } from '../strings.js';

export const wizard: Strings['wizard'] = {
  title: 'Connector hinzufügen',
  stepsLabel: 'Schritte der Einrichtung',
  steps: {
    terms: 'Nutzungsbedingungen',
    login: 'Bei TeleMessage anmelden',
    mapping: 'Benutzerzuordnung',
    microsoft365: 'Microsoft 365',
    schedule: 'Name und Zeitplan',
    review: 'Überprüfen',
  },
  stepOf: (step, all) => `Schritt ${step} von ${all}`,
  done: 'erledigt',
  next: 'Weiter',
  leave: 'Verlassen und später fortsetzen',
  discardTitle: 'Diese Einrichtung verwerfen?',
  discardLead: (name) =>
    `${name}: Eingaben, Zuordnungsdatei und die Geheimnisse der Anmeldung werden entfernt. Kein Connector ist betroffen.`,
  correct: 'Etwas muss berichtigt werden',
};
