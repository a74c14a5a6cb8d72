import type { Strings } from '../strings.js';

export const userMapping: Strings['userMapping'] = {
  lead: 'Entscheidet, wessen Postfach wessen Nachrichten erhält. Eine importierte Mail wird nicht zurückgenommen.',
  automatic: 'Benutzer automatisch zuordnen',
  automaticHint:
    'Nach der E-Mail-Adresse, die TeleMessage von ihnen hat, wenn sie in Microsoft 365 einem Benutzer gehört.',
  csvTitle: 'Zuordnungsdatei (optional)',
  csv: 'CSV-Datei',
  csvHint:
    'Zwei Spalten: Mobilnummer und Adresse in Microsoft 365. Sie geht der automatischen Zuordnung vor. Höchstens 20 MB.',
  csvChosen: (name, bytes) => `Ausgewählt: ${name} (${bytes} Bytes)`,
  removeCsv: 'Diese Datei herausnehmen',
  skipBadRows: 'Die Datei trotz ihrer Fehler installieren',
  skipBadRowsHint:
    'Unlesbare Zeilen werden weggelassen. Eine Zeile, deren Adresse zu keinem Postfach führt, bleibt: Sie gilt, sobald die Adresse eines hat. Nehmen Sie aus der Datei, wer nicht gemeint ist.',
  country: 'Land nationaler Nummern',
  countryHint: 'ISO-Code wie DE: für Nummern in der Datei ohne Landesvorwahl.',
  countryFault: 'Geben Sie einen ISO-Code aus zwei Buchstaben an, zum Beispiel DE.',
  catchAll: 'Postfach für Elemente von niemandem',
  catchAllHint:
    'Optional: Adresse eines freigegebenen Postfachs für Elemente, deren Beteiligte alle kein Postfach haben.',
  catchAllFault: 'Geben Sie eine Adresse in Microsoft 365 an, zum Beispiel whatsapp@contoso.com.',
  check: 'Prüfen',
  nobody: 'Ohne Datei und ohne automatische Zuordnung würde niemand Mail erhalten.',
  checking:
    'Die Adressen werden in Microsoft 365 nachgeschlagen. Diese Seite zeigt das Ergebnis, sobald es da ist.',
  resultTitle: 'Was diese Zuordnung bewirkt',
  goodRows: 'Zeilen ohne Fehler',
  receivers: 'Benutzer mit Postfach, die Mail erhalten',
  badRows: 'Fehlerhafte Zeilen',
  automaticOnly:
    'Alle, deren Adresse bei TeleMessage in Microsoft 365 einem Benutzer gehört, erhalten ihre Nachrichten.',
  refused: 'So wird die Datei nicht angenommen. Berichtigen Sie die Zeilen unten und wählen Sie sie neu aus.',
  refusedSkippable:
    'Berichtigen Sie die Zeilen unten und wählen Sie die Datei neu aus, oder lassen Sie sie weg.',
  accepted: 'Diese Zuordnung kann installiert werden.',
  faultsTitle: 'Fehlerhafte Zeilen',
  remarksTitle: 'Hinweise',
  rowsTitle: 'Erste Zeilen der Datei',
  line: 'Zeile',
  remedy: 'Was zu tun ist',
  number: 'Mobilnummer',
  address: 'Adresse in Microsoft 365',
  receives: 'Erhält Mail',
  yes: 'Ja',
  no: 'Nein',
  more: (count) => `und ${count} weitere`,
  notShared:
    'Vom Postfach für Elemente von niemandem ist nicht bekannt, dass es ein freigegebenes ist: Wer es öffnen darf, liest die Mail Fremder.',
  remedies: {
    'moves to another user':
      'Geben Sie an, ab wann: „gültig bis“ in der früheren Zeile, „gültig ab“ in dieser. War das frühere Postfach von Anfang an falsch, sagen Sie es unten.',
    'no row that can be used':
      'Schreiben Sie in jede Zeile eine Nummer und eine Adresse. Um keine Zuordnungsdatei zu haben, nehmen Sie sie stattdessen heraus.',
    'no row leads to a mailbox':
      'Berichtigen Sie die Adressen, oder lassen Sie Benutzer automatisch zuordnen: Niemand würde Mail erhalten.',
  },
  columns: {
    number: 'Nummer',
    address: 'Adresse',
    validFrom: 'Gültig ab',
    validTo: 'Gültig bis',
    row: 'Zeile',
    file: 'Datei',
  },
};
