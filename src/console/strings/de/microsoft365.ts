import type { Strings } from '../strings.js';

export const microsoft365: Strings['microsoft365'] = {
  lead: 'Die App-Registrierung dieser Installation schlägt Benutzer nach und schreibt in ihre Postfächer. Beides erlaubt ein Administrator von Microsoft 365 einmal.',
  consentTitle: '1. Zustimmung zum Lesen der Benutzer',
  consent:
    'Geben Sie der App-Registrierung von den Anwendungsberechtigungen von Microsoft Graph nur User.Read.All, und stimmen Sie dann zu. Stimmen Sie in Entra nicht Mail.ReadWrite zu: Das würde jedes Postfach öffnen, welchen Bereich Exchange auch hat.',
  consentLink: 'Zustimmungsseite von Entra öffnen',
  consentUnknown:
    'Die Einstellungen von Microsoft 365 fehlen, daher kann der Link nicht gebildet werden (docs/set-up.md).',
  rightsTitle: '2. Rechte an den Postfächern einer Gruppe',
  rights:
    'In PowerShell, mit einer E-Mail-aktivierten Gruppe der archivierten Personen anstelle von GROUP. Exchange folgt nach bis zu zwei Stunden. Die letzte Zeile ist optional: Durch sie kann die Vorschau sagen, welche Postfächer freigegeben sind.',
  rightsTest: 'Um zu sehen, ob ein Postfach im Bereich liegt:',
  checkTitle: '3. Jetzt geprüft',
  checkLead: 'Durch Anmelden, Nachschlagen und Öffnen von Postfächern; nichts wird geändert.',
  inScope: 'Eine Person, deren Mail archiviert wird',
  inScopeHint: 'Ihr Postfach soll sich öffnen lassen.',
  outOfScope: 'Eine Person, deren Postfach zu bleiben soll',
  outOfScopeHint: 'Optional, aber nur das zeigt, dass die App nicht die Mail aller lesen kann.',
  addressFault: 'Geben Sie eine Adresse an, zum Beispiel jana@contoso.com.',
  check: 'Noch einmal prüfen',
  notGood:
    'Etwas ist noch nicht, wie es sein soll. Sie können weitergehen und es später beheben. Bis dahin schlagen Kopien für Postfächer fehl, die sich nicht öffnen; öffnet sich eines, das verschlossen bleiben soll, kann die App Mail von Menschen lesen, die sie nichts angehen: Beheben Sie das, bevor Sie fertig stellen.',
  checkName: 'Prüfung',
  state: 'Ergebnis',
  found: 'Was zu sehen war',
  states: { good: 'Gut', bad: 'Nicht gut', unknown: 'Nicht bekannt' },
};
