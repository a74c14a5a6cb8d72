/** What a login is refused with, before and after TeleMessage is asked, in German by the English words. */
export const loginSentences: Record<string, string> = {
  'Tries left in the next 10 minutes: {}.': 'Verbleibende Versuche in den nächsten 10 Minuten: {}.',
  'This password was tried just now: it was not tried again.':
    'Dieses Kennwort wurde eben erst versucht und deshalb nicht noch einmal gesendet.',
  'Look up the password or key of this user, and give another one; this one can be tried again in {} min.':
    'Sehen Sie Kennwort oder Schlüssel dieses Benutzers nach, und geben Sie ein anderes ein. Dieses lässt sich in {} min wieder versuchen.',
  '{} passwords were tried just now: no other was tried.':
    '{} Kennwörter wurden eben erst versucht: Ein weiteres wurde nicht gesendet.',
  'Try again in {} min, so that the site does not lock the account, and be sure of the password.':
    'Versuchen Sie es in {} min noch einmal, damit TeleMessage das Konto nicht sperrt, und vergewissern Sie sich vorher des Kennworts.',
  'The address of the source is a link-local one.':
    'Die Adresse der Quelle ist verbindungslokal, also keine von TeleMessage.',
  'Give the address of the TeleMessage site or SFTP server.':
    'Geben Sie die Adresse der Archivwebsite von TeleMessage oder des SFTP-Servers ein.',
  'Tried at {}.': 'Versucht unter {}.',
  'The TeleMessage site refused the login ({}).':
    'Die Archivwebsite von TeleMessage hat die Anmeldung abgelehnt ({}).',
  'The password in the secret {} was refused before.':
    'Das Kennwort im Geheimnis {} wurde schon einmal abgelehnt.',
  'A new login led to another TeleMessage account.':
    'Eine neue Anmeldung führte zu einem anderen TeleMessage-Konto.',
  'The login belongs to another TeleMessage account.':
    'Die Anmeldung gehört zu einem anderen TeleMessage-Konto.',
  'The TeleMessage account has no {}.': 'Das TeleMessage-Konto hat kein {}.',
  'Set source.product to one of: {}.': 'Wählen Sie ein Produkt von diesen: {}.',
  'The TeleMessage site did not answer ({}).':
    'Die Archivwebsite von TeleMessage hat nicht geantwortet ({}).',
  "Give Node the authority that signed the site's certificate, in NODE_EXTRA_CA_CERTS.":
    'Lassen Sie in NODE_EXTRA_CA_CERTS die Zertifizierungsstelle eintragen, die das Zertifikat der Website ausgestellt hat.',
  '{} It would lead elsewhere, and we do not follow.': '{} Sie leitet anderswohin, und dem folgen wir nicht.',
  "Put the site's own address into `source.url`, or take away what stands in front of it.":
    'Geben Sie die Adresse der Website selbst ein, oder entfernen Sie, was vor ihr steht.',
  'The TeleMessage site answered {}.': 'Die Archivwebsite von TeleMessage hat mit {} geantwortet.',
  "The TeleMessage site's answer is larger than {} bytes.":
    'Die Antwort der Archivwebsite von TeleMessage ist größer als {} Bytes.',
  "The TeleMessage site's answer {}.": 'Die Antwort der Archivwebsite von TeleMessage {}.',
  'to the login is not as agreed': 'auf die Anmeldung ist nicht wie vereinbart',
  'is not of the type application/json': 'ist nicht vom Typ application/json',
  'is cut off or no JSON in UTF-8': 'ist abgeschnitten oder kein JSON in UTF-8',
  'The SFTP server refused the login ({}).': 'Der SFTP-Server hat die Anmeldung abgelehnt ({}).',
  'What the secret {} holds was refused before.': 'Was im Geheimnis {} steht, wurde schon einmal abgelehnt.',
  'The SFTP server has the key {}, not the pinned one.':
    'Der SFTP-Server hat den Schlüssel {}, nicht den hinterlegten.',
  'The SFTP server did not answer ({}).': 'Der SFTP-Server hat nicht geantwortet ({}).',
  'The SFTP server does not let this user read.': 'Der SFTP-Server lässt diesen Benutzer nicht lesen.',
  'Give the user the right to read source.directory and the files in it.':
    'Geben Sie dem Benutzer das Recht, das Verzeichnis und die Dateien darin zu lesen.',
  'The SFTP server has no directory as source.directory names it.':
    'Der SFTP-Server hat kein Verzeichnis dieses Namens.',
  'The secret {} is empty.': 'Das Geheimnis {} ist leer.',
  'The secret {} cannot be read ({}).': 'Das Geheimnis {} lässt sich nicht lesen ({}).',
  'The secret {} cannot be written ({}).': 'Das Geheimnis {} lässt sich nicht schreiben ({}).',
  'The secret {} cannot be removed ({}).': 'Das Geheimnis {} lässt sich nicht entfernen ({}).',
  'The secrets cannot be listed ({}).': 'Die Geheimnisse lassen sich nicht auflisten ({}).',
  'Make ARCHIVER_SECRETS_DIR a directory that this program may write to.':
    'Lassen Sie für ARCHIVER_SECRETS_DIR ein Verzeichnis angeben, in das die Konsole schreiben darf.',
  'A name of a secret is not made of letters, digits, dots, dashes.':
    'Der Name eines Geheimnisses besteht nicht aus Buchstaben, Ziffern, Punkten und Strichen.',
  'The secret {} holds no private key without a passphrase.':
    'Im Geheimnis {} steht kein privater Schlüssel ohne Passphrase.',
  'The secret {} holds no private RSA key in PEM, without a passphrase.':
    'Im Geheimnis {} steht kein privater RSA-Schlüssel in PEM ohne Passphrase.',
};
