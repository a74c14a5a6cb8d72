/** What is wrong or odd with the rows of a mapping file, and why somebody has no mailbox, by the English words. */
export const mappingSentences: Record<string, string> = {
  'The installed mapping file cannot be used as a whole':
    'Die installierte Zuordnungsdatei ist als Ganzes nicht zu gebrauchen',
  'Rows of the installed mapping file that cannot be used: {}':
    'Zeilen der installierten Zuordnungsdatei, die nicht zu gebrauchen sind: {}',
  'The {} cannot be used as a whole': 'Die {} ist als Ganzes nicht zu gebrauchen',
  'Rows of the {} that cannot be used: {}': 'Zeilen der {}, die nicht zu gebrauchen sind: {}',
  'Rows that give a number to another user: {}': 'Zeilen, die eine Nummer einem anderen Benutzer geben: {}',
  'mapping file': 'Zuordnungsdatei',
  'The mapping was changed by somebody else meanwhile.':
    'Die Zuordnung wurde inzwischen von jemand anderem geändert.',
  'Look at what the change would do now, then confirm it again; nothing was changed.':
    'Sehen Sie nach, was die Änderung jetzt bewirken würde, und bestätigen Sie sie noch einmal; nichts wurde geändert.',
  'Correct these rows, or say below that they are meant so; nothing was changed.':
    'Berichtigen Sie diese Zeilen, oder bestätigen Sie unten, dass sie so gemeint sind; nichts wurde geändert.',
  'Give other rules, or first install a file that fits them on the page People; nothing was changed.':
    'Wählen Sie andere Regeln, oder installieren Sie zuerst auf der Seite Personen eine Datei, die zu ihnen passt; nichts wurde geändert.',
  'The address leads to no mailbox: {}.': 'Die Adresse führt zu keinem Postfach: {}.',
  'The row cannot be used: {}.': 'Die Zeile ist nicht zu gebrauchen: {}.',
  '{} Nothing was changed.': '{} Nichts wurde geändert.',
  'No file was chosen, or it is empty.': 'Es wurde keine Datei ausgewählt, oder sie ist leer.',
  'Choose a mapping file; nothing was changed.':
    'Wählen Sie eine Zuordnungsdatei aus; nichts wurde geändert.',
  'This is no number with an address.': 'Das ist keine Nummer mit einer Adresse.',
  'Give the address of a Microsoft 365 user; nothing was changed.':
    'Geben Sie die Adresse eines Benutzers in Microsoft 365 ein; nichts wurde geändert.',
  'Without a CSV and with mapping.automatic off nobody would get mail.':
    'Ohne Zuordnungsdatei und ohne automatische Zuordnung bekäme niemand Mail.',
  'Name a mapping file in mapping.csvFile, or set mapping.automatic to true; nothing was changed.':
    'Laden Sie eine Zuordnungsdatei hoch, oder schalten Sie die automatische Zuordnung ein; nichts wurde geändert.',
  'mapping.catchAllMailbox is no mailbox: {}.': 'Das Auffangpostfach ist kein Postfach: {}.',
  'The mapping of {} has no version {}.': 'Die Zuordnung von {} hat keine Version {}.',
  'not a number': 'keine Nummer',
  'Write the mobile number with its country code, such as +44 7700 900123.':
    'Schreiben Sie die Mobilnummer mit Landesvorwahl, etwa +44 7700 900123.',
  'rounded by a spreadsheet': 'von einer Tabellenkalkulation gerundet',
  'Format the column as text, enter the number again and save the file again.':
    'Formatieren Sie die Spalte als Text, geben Sie die Nummer neu ein, und speichern Sie die Datei noch einmal.',
  'national number without country': 'nationale Nummer ohne Land',
  'Begin the number with + and the country code instead of the 0.':
    'Beginnen Sie die Nummer mit + und der Landesvorwahl statt mit der 0.',
  'not an address': 'keine Adresse',
  'Write one Microsoft 365 address, such as jane@contoso.com, or delete the row.':
    'Schreiben Sie eine Adresse in Microsoft 365, etwa jane@contoso.com, oder löschen Sie die Zeile.',
  'a number of two countries': 'eine Nummer in zwei Ländern',
  'Begin the number with + and its country code: it is as well one abroad.':
    'Beginnen Sie die Nummer mit + und ihrer Landesvorwahl: Es gibt sie auch im Ausland.',
  'with or without country code': 'mit oder ohne Landesvorwahl',
  'Begin the number with + if its country code stands there, else with the 0 that is dialled in the country.':
    'Beginnen Sie die Nummer mit +, wenn ihre Landesvorwahl dasteht, sonst mit der 0, die im Land gewählt wird.',
  'two mailboxes for a number': 'zwei Postfächer für eine Nummer',
  'Keep one row for the number, or let one end before the other begins; until then none of them is used.':
    'Behalten Sie eine Zeile für die Nummer, oder lassen Sie eine enden, bevor die andere beginnt; bis dahin gilt keine.',
  'not a date': 'kein Datum',
  'Write the date as 2026-01-31 in a column formatted as text, or leave the cell empty where there is no limit.':
    'Schreiben Sie das Datum wie 2026-01-31 in eine als Text formatierte Spalte, oder lassen Sie die Zelle leer, wenn es keine Grenze gibt.',
  'ends before it begins': 'endet, bevor sie beginnt',
  'Write a validTo on or after validFrom; it includes its day.':
    'Schreiben Sie ein validTo, das nicht vor validFrom liegt; sein Tag zählt mit.',
  'too many cells': 'zu viele Zellen',
  'Write two columns, number and address, or name the columns in a first row.':
    'Schreiben Sie zwei Spalten, Nummer und Adresse, oder benennen Sie die Spalten in einer ersten Zeile.',
  'not a CSV row': 'keine CSV-Zeile',
  'Correct the quotes or the length of the row: a quote inside quotes is written twice.':
    'Berichtigen Sie die Anführungszeichen oder die Länge der Zeile: Ein Anführungszeichen innerhalb wird doppelt geschrieben.',
  'columns not clear': 'Spalten nicht eindeutig',
  'Name exactly one column Mobile Number and exactly one Microsoft 365 email in the first row.':
    'Nennen Sie in der ersten Zeile genau eine Spalte Mobile Number und genau eine Microsoft 365 email.',
  'column of dates not known': 'unbekannte Spalte mit Daten',
  'Name the column validFrom or validTo, or take it out of the file: without it the rows would hold for all time.':
    'Nennen Sie die Spalte validFrom oder validTo, oder nehmen Sie sie aus der Datei: Ohne sie würden die Zeilen für alle Zeit gelten.',
  'not UTF-8 or UTF-16': 'weder UTF-8 noch UTF-16',
  'Save the file as “CSV UTF-8”: plain “CSV” of Excel is in the code page of the computer.':
    'Speichern Sie die Datei als „CSV UTF-8“: Einfaches „CSV“ von Excel steht in der Codepage des Rechners.',
  'a workbook, not CSV': 'eine Arbeitsmappe, kein CSV',
  'Save the sheet as “CSV UTF-8”; the workbook itself is not read.':
    'Speichern Sie das Blatt als „CSV UTF-8“; die Arbeitsmappe selbst wird nicht gelesen.',
  'over 20 MB': 'über 20 MB',
  'Leave out the columns that are not used, and rows of people who are nobody of yours.':
    'Lassen Sie nicht benutzte Spalten weg und Zeilen von Personen, die nicht zu Ihnen gehören.',
  'over 200,000 rows': 'über 200.000 Zeilen',
  'Leave out the rows of people who are nobody of yours.':
    'Lassen Sie Zeilen von Personen weg, die nicht zu Ihnen gehören.',
  'column not used': 'Spalte nicht benutzt',
  'Nothing to do if it is meant so; otherwise give it a name that docs/mapping.md has for such a column.':
    'Nichts zu tun, wenn es so gemeint ist; sonst geben Sie ihr einen Namen, den docs/mapping.md für so eine Spalte nennt.',
  'no operator gives this number out': 'kein Betreiber vergibt diese Nummer',
  'Check the digits and the country code; messages match it as it is.':
    'Prüfen Sie Ziffern und Landesvorwahl; Nachrichten werden mit ihr verglichen, wie sie dasteht.',
  'no row that can be used': 'keine brauchbare Zeile',
  'no row leads to a mailbox': 'keine Zeile führt zu einem Postfach',
  'moves to another user': 'geht an einen anderen Benutzer über',
  'unknown in Microsoft 365': 'in Microsoft 365 unbekannt',
  'Correct the address, or create the user.': 'Berichtigen Sie die Adresse, oder legen Sie den Benutzer an.',
  'user was deleted': 'Benutzer wurde gelöscht',
  'Restore the user, or end the row with validTo.':
    'Stellen Sie den Benutzer wieder her, oder lassen Sie die Zeile mit validTo enden.',
  'guest of the tenant': 'Gast des Mandanten',
  'Name a member of the tenant: the mailbox of a guest is elsewhere.':
    'Nennen Sie ein Mitglied des Mandanten: Das Postfach eines Gastes ist anderswo.',
  'user without a mailbox': 'Benutzer ohne Postfach',
  'Give the user a licence with Exchange Online.': 'Geben Sie dem Benutzer eine Lizenz mit Exchange Online.',
  'mailbox on Exchange Server': 'Postfach auf Exchange Server',
  'Move the mailbox to Exchange Online, or name another one.':
    'Verschieben Sie das Postfach zu Exchange Online, oder nennen Sie ein anderes.',
  'only an archive in Exchange Online': 'nur ein Archiv in Exchange Online',
  'Move the mailbox itself to Exchange Online, or name another one.':
    'Verschieben Sie das Postfach selbst zu Exchange Online, oder nennen Sie ein anderes.',
  'several users have the address': 'mehrere Benutzer haben die Adresse',
  'Write the user principal name of the one who is meant.':
    'Schreiben Sie den Benutzerprinzipalnamen dessen, der gemeint ist.',
  'sign-in is blocked': 'Anmeldung ist gesperrt',
  'Nothing to do if it is meant so: the mailbox takes mail.':
    'Nichts zu tun, wenn es so gemeint ist: Das Postfach nimmt Mail an.',
  'shared mailbox': 'freigegebenes Postfach',
  'Make sure that everyone who may open it may read these messages.':
    'Sorgen Sie dafür, dass alle, die es öffnen dürfen, diese Nachrichten lesen dürfen.',
  'has a mailbox by now': 'hat inzwischen ein Postfach',
  'Run `mapping apply`, or wait for the next run.':
    'Importieren Sie Liegengebliebenes jetzt auf dieser Seite, oder warten Sie auf den nächsten Lauf.',
  'the row in the CSV does not hold at the time of these messages':
    'die Zeile der CSV-Datei gilt zur Zeit dieser Nachrichten nicht',
  'Change its validFrom or validTo if they are theirs.':
    'Ändern Sie ihr validFrom oder validTo, wenn es die Nachrichten dieser Person sind.',
  "the User's Email address leads to a mailbox, but automatic mapping is off":
    'die E-Mail-Adresse des Benutzers führt zu einem Postfach, aber die automatische Zuordnung ist aus',
  'Set `mapping.automatic`, or add a row.':
    'Schalten Sie unter Bearbeiten die automatische Zuordnung ein, oder geben Sie hier ein Postfach.',
  'WhatsApp hides the number': 'WhatsApp verbirgt die Nummer',
  'No row can name them. Let TeleMessage register their address.':
    'Keine Zeile kann diese Person nennen. Lassen Sie TeleMessage ihre Adresse registrieren.',
  'probably outside the organisation: no row and no address':
    'wahrscheinlich außerhalb der Organisation: keine Zeile und keine Adresse',
  'Add a row if they belong to it.': 'Geben Sie ein Postfach, wenn sie dazugehört.',
  'Compare the two: the country code may be wrong.':
    'Vergleichen Sie die beiden: Die Landesvorwahl könnte falsch sein.',
  'the number in line {} ends alike': 'die Nummer in Zeile {} endet ebenso',
  "the User's Email address is nobody in Microsoft 365":
    'die E-Mail-Adresse des Benutzers ist in Microsoft 365 unbekannt',
  "the User's Email address is of a guest, who has no mailbox here":
    'die E-Mail-Adresse des Benutzers ist die eines Gastes, der hier kein Postfach hat',
  "the User's Email address is of a user without a mailbox":
    'die E-Mail-Adresse des Benutzers ist die eines Benutzers ohne Postfach',
  "the User's Email address is of a deleted user":
    'die E-Mail-Adresse des Benutzers ist die eines gelöschten Benutzers',
  'the address in line {} is nobody in Microsoft 365':
    'die Adresse in Zeile {} ist in Microsoft 365 unbekannt',
  'the address in line {} is of a guest, who has no mailbox here':
    'die Adresse in Zeile {} ist die eines Gastes, der hier kein Postfach hat',
  'the address in line {} is of a user without a mailbox':
    'die Adresse in Zeile {} ist die eines Benutzers ohne Postfach',
  'the address in line {} is of a deleted user': 'die Adresse in Zeile {} ist die eines gelöschten Benutzers',
  'Correct the address.': 'Berichtigen Sie die Adresse.',
  'Restore the user, or name who takes over.':
    'Stellen Sie den Benutzer wieder her, oder nennen Sie, wer übernimmt.',
  'Name a member of the organisation.': 'Nennen Sie ein Mitglied der Organisation.',
  'Give the user an Exchange Online licence.': 'Geben Sie dem Benutzer eine Lizenz für Exchange Online.',
  'Move the mailbox to Exchange Online.': 'Verschieben Sie das Postfach zu Exchange Online.',
  'Write the user principal name.': 'Schreiben Sie den Benutzerprinzipalnamen.',
};
