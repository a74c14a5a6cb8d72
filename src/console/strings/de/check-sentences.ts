/** What the check-up finds and advises, in German by the words that `doctor` has for it. */
export const checkSentences: Record<string, string> = {
  'Mend the cause, then run `connector resume {}`.':
    'Beheben Sie die Ursache, und setzen Sie den Connector dann auf seiner Seite fort.',
  'Run `connector update {} --file F`.':
    'Öffnen Sie Bearbeiten, und speichern Sie: Das legt den Zeitplan neu an.',
  'Where that broke off, run `connector delete {}` again.':
    'Falls das abgebrochen ist, löschen Sie den Connector auf seiner Seite noch einmal.',
  'the connector is being deleted, and runs no more':
    'der Connector wird gerade gelöscht und läuft nicht mehr',
  'Look at schedule.cron in `connector show {}`.': 'Sehen Sie sich unter Bearbeiten den Zeitplan an.',
  'Run `doctor --in-scope ADDRESS` with a user whose mail is archived.':
    'Nennen Sie im Schritt Microsoft 365 einer Einrichtung einen Benutzer, dessen Mail archiviert wird.',
  'Run `doctor --out-of-scope ADDRESS` with a user whose mailbox the app must not open.':
    'Nennen Sie im Schritt Microsoft 365 einer Einrichtung einen Benutzer, dessen Postfach die App nicht öffnen darf.',
  'Run `doctor` again.': 'Prüfen Sie noch einmal.',
  'Check the network on the way there, then run `doctor` again.':
    'Prüfen Sie das Netzwerk auf dem Weg dorthin, und prüfen Sie dann noch einmal.',
  'Create one with `connector create`.': 'Fügen Sie unter Datenconnectors einen hinzu.',
  'Install a file with `mapping set`.': 'Laden Sie auf der Seite Personen eine Datei hoch.',
  'Give it a mailbox in Exchange Online, or set another mapping.catchAllMailbox with `connector update`.':
    'Geben Sie ihm ein Postfach in Exchange Online, oder nennen Sie unter Bearbeiten ein anderes Auffangpostfach.',
  '`mapping show {} --format csv > mapping.csv`, then `mapping check mapping.csv --connector {}`, which names every row that leads to no mailbox, and why.':
    'Laden Sie auf der Seite Personen von {} die Datei herunter und wieder hoch. Die Vorschau nennt jede Zeile, die zu keinem Postfach führt, und warum; an {} ändert sich nichts, bevor Sie bestätigen.',
  'Correct it in the environment or in the file given by --env-file (docs/set-up.md).':
    'Berichtigen Sie es in der Umgebung oder in der Datei von --env-file (docs/set-up.md).',
  'complete and well-formed': 'vollständig und richtig geschrieben',
  'answers at {}': 'antwortet unter {}',
  'ended runs are kept for {} hours only; their reports stay in storage':
    'beendete Läufe werden nur {} Stunden aufbewahrt; ihre Berichte bleiben im Speicher',
  'ended runs are kept for {} days only; their reports stay in storage':
    'beendete Läufe werden nur {} Tage aufbewahrt; ihre Berichte bleiben im Speicher',
  'ended runs are kept for {} days': 'beendete Läufe werden {} Tage aufbewahrt',
  'all there, each with its type': 'alle da, jedes mit seinem Typ',
  '{} within the last minute': '{} in der letzten Minute',
  'none within the last minute': 'keiner in der letzten Minute',
  one: 'einer',
  'none fails': 'keine schlägt fehl',
  'none waits for a person': 'keiner wartet auf jemanden',
  'the server does not tell which fail': 'der Server sagt nicht, welche fehlschlagen',
  'next run at {}': 'nächster Lauf: {}',
  'paused: {}': 'angehalten: {}',
  'written and read back': 'geschrieben und wieder gelesen',
  'written on a condition and read back': 'unter einer Bedingung geschrieben und wieder gelesen',
  "within {} s of storage's": 'höchstens {} s neben der des Speichers',
  '{} stored': '{} gespeichert',
  'none is there yet': 'noch keiner da',
  'there, and closed to others': 'da, und für andere verschlossen',
  'its certificate is good until {}': 'sein Zertifikat gilt bis {}',
  'lets us in, to the account of the connector': 'lässt uns ein, in das Konto des Connectors',
  'can be listed': 'lässt sich auflisten',
  'users can be looked up': 'Benutzer lassen sich nachschlagen',
  'nobody to try it with': 'niemand, mit dem es sich versuchen ließe',
  'is there': 'ist da',
  'the Entra authority gives a token (consent in Entra: {})':
    'Entra gibt ein Token (Zustimmung in Entra: {})',
  '{} of {} addresses tried of the mapping file lead to a mailbox; the others: {}':
    '{} von {} versuchten Adressen der Zuordnungsdatei führen zu einem Postfach (die anderen: {})',
  '{} of {} addresses tried of the mapping file lead to a mailbox':
    '{} von {} versuchten Adressen der Zuordnungsdatei führen zu einem Postfach',
  'no mapping file: the address property of each participant decides':
    'keine Zuordnungsdatei: Die Adresseigenschaft der Beteiligten entscheidet',
  'Entra has consented to Mail.ReadWrite, which opens every mailbox unless an access policy forbids it':
    'In Entra ist Mail.ReadWrite zugestimmt; das öffnet jedes Postfach, wenn keine Zugriffsrichtlinie es verbietet',
  'a mapped user': 'einem zugeordneten Benutzer',
  'the mailbox of {} opens; mails in its folder: {}; whether it may write does not show by reading':
    'das Postfach von {} öffnet sich; Mails in seinem Ordner: {}; ob die App schreiben darf, zeigt sich beim Lesen nicht',
  'the mailbox of {} opens; the first import makes its folder; whether it may write does not show by reading':
    'das Postfach von {} öffnet sich; seinen Ordner legt der erste Import an; ob die App schreiben darf, zeigt sich beim Lesen nicht',
  'the mailbox of {} cannot be opened': 'das Postfach von {} lässt sich nicht öffnen',
  'the mailbox of {} opens, and is not to': 'das Postfach von {} öffnet sich, und das soll es nicht',
  'the mailbox of {} is refused, as any may be: none was seen to open':
    'das Postfach von {} bleibt verschlossen, wie vielleicht jedes: Keines hat sich geöffnet',
  'the mailbox of {} opens; mails in its folder: {}':
    'das Postfach von {} öffnet sich; Mails in seinem Ordner: {}',
  'the mailbox of {} opens; the first import makes its folder':
    'das Postfach von {} öffnet sich; seinen Ordner legt der erste Import an',
  'the mailbox of {} is refused': 'das Postfach von {} bleibt verschlossen',
  'its certificate ended on {}': 'sein Zertifikat ist am {} abgelaufen',
  'its certificate ends on {}, in {} days': 'sein Zertifikat läuft am {} ab, in {} Tagen',
  'No trusted connection comes about ({}).': 'Es kommt keine vertrauenswürdige Verbindung zustande ({}).',
  'Ask TeleMessage to renew the certificate of its site.':
    'Bitten Sie TeleMessage, das Zertifikat der Website zu erneuern.',
  'Put the name that the certificate is for into `source.url`, then run `connector update`.':
    'Geben Sie unter Bearbeiten die Adresse mit dem Namen ein, für den das Zertifikat gilt.',
  'Make a new certificate, add it to the app registration in Entra, and replace the file.':
    'Lassen Sie ein neues Zertifikat erstellen, in Entra zur App-Registrierung hinzufügen und die Datei ersetzen.',
  'its file cannot be read': 'seine Datei lässt sich nicht lesen',
  'Let the user of this program read AZURE_CLIENT_CERTIFICATE_PATH.':
    'Lassen Sie den Benutzer, unter dem die Konsole läuft, AZURE_CLIENT_CERTIFICATE_PATH lesen.',
  'the file holds no certificate and private key in PEM':
    'in der Datei stehen kein Zertifikat und kein privater Schlüssel in PEM',
  'the private key in the file is not that of its certificate':
    'der private Schlüssel in der Datei gehört nicht zu ihrem Zertifikat',
  'its file may be read by others than its owner': 'seine Datei darf nicht nur ihr Besitzer lesen',
  'chmod 600 the file that AZURE_CLIENT_CERTIFICATE_PATH names.':
    'Lassen Sie die Datei, die AZURE_CLIENT_CERTIFICATE_PATH nennt, auf chmod 600 setzen.',
  'chmod 600 the file {} in ARCHIVER_SECRETS_DIR (of a Kubernetes secret: defaultMode 0400).':
    'Lassen Sie die Datei {} in ARCHIVER_SECRETS_DIR auf chmod 600 setzen (ein Kubernetes-Secret: defaultMode 0400).',
  'not checked because the same login did not let {} in':
    'nicht geprüft, weil dieselbe Anmeldung {} nicht eingelassen hat',
  'not checked because the time for all checks was over':
    'nicht geprüft, weil die Zeit für alle Prüfungen um war',
  'not checked because {}': 'nicht geprüft, weil {}',
  'the connectors cannot be read from storage': 'sich die Connectors nicht aus dem Speicher lesen lassen',
  'no server answers': 'kein Server antwortet',
  'the namespace cannot be looked at': 'sich der Namespace nicht ansehen lässt',
  'ARCHIVER_TASK_QUEUE is wrong': 'ARCHIVER_TASK_QUEUE falsch ist',
  'the settings of secrets are missing or wrong': 'die Einstellungen für Geheimnisse fehlen oder falsch sind',
  'the settings of Microsoft 365 are missing or wrong':
    'die Einstellungen für Microsoft 365 fehlen oder falsch sind',
  'the settings of storage are missing or wrong':
    'die Einstellungen für den Speicher fehlen oder falsch sind',
  'users cannot be looked up': 'sich Benutzer nicht nachschlagen lassen',
  'there is no token': 'es kein Token gibt',
  'storage does not answer': 'der Speicher nicht antwortet',
  'its tables cannot be used': 'sich seine Tabellen nicht verwenden lassen',
  'search attributes are missing': 'Suchattribute fehlen',
  'no worker runs': 'kein Worker läuft',
  'its secret cannot be used': 'sich das Geheimnis nicht verwenden lässt',
  'its address does not answer': 'die Adresse nicht antwortet',
  'we are not let in to the product': 'wir für das Produkt nicht eingelassen werden',
  'no answer within {} s': 'keine Antwort in {} s',
  'Unexpected ({})': 'unerwartet ({})',
  'This is a defect of ours: report it with this line.':
    'Das ist ein Fehler von uns: Melden Sie ihn mit dieser Zeile.',
  'Microsoft Graph does not let us look up users': 'Microsoft Graph lässt uns keine Benutzer nachschlagen',
  'An administrator consents to User.Read.All for the app registration in Entra.':
    'Ein Administrator stimmt in Entra für die App-Registrierung User.Read.All zu.',
  'Let the first import show it, or see the line of Mail.ReadWrite in: {}':
    'Lassen Sie es den ersten Import zeigen, oder sehen Sie die Zeile Mail.ReadWrite in: {}',
  '{} leads to no mailbox': '{} führt zu keinem Postfach',
  'Name the address of a user with a mailbox.': 'Nennen Sie die Adresse eines Benutzers mit einem Postfach.',
  'In Exchange Online PowerShell: New-ManagementRoleAssignment -Role "Application {}" -App {} -CustomResourceScope SCOPE, with a scope that takes the mailbox in; then {}. Exchange takes up to two hours to follow.':
    'In Exchange Online PowerShell: New-ManagementRoleAssignment -Role "Application {}" -App {} -CustomResourceScope SCOPE, mit einem Bereich, der das Postfach einschließt; danach {}. Exchange braucht bis zu zwei Stunden, bis das gilt.',
  'In Exchange Online PowerShell, see which assignment lets it in: {}. Then narrow its scope: New-ManagementScope -Name SCOPE -RecipientRestrictionFilter "…" and New-ManagementRoleAssignment -Role "Application {}" -App {} -CustomResourceScope SCOPE in place of the wider one. Exchange takes up to two hours to follow.':
    'Sehen Sie in Exchange Online PowerShell nach, welche Zuweisung die App einlässt: {}. Engen Sie deren Bereich dann ein: New-ManagementScope -Name SCOPE -RecipientRestrictionFilter "…" und New-ManagementRoleAssignment -Role "Application {}" -App {} -CustomResourceScope SCOPE anstelle der weiteren. Exchange braucht bis zu zwei Stunden, bis das gilt.',
  'Take the consent to {} back in Entra, for grants add up and it opens every mailbox. {}':
    'Nehmen Sie in Entra die Zustimmung zu {} zurück: Rechte addieren sich, und sie öffnet jedes Postfach. {}',
  'leads to no mailbox: {}': 'führt zu keinem Postfach: {}',
  'no mapping file, and mapping.automatic is off: nobody gets mail':
    'keine Zuordnungsdatei, und die automatische Zuordnung ist aus: Niemand bekommt Mail',
  'Look at the failure in the Temporal UI. After an upgrade, run the newest build everywhere; else it is a defect of ours.':
    'Sehen Sie sich den Fehler in der Temporal-Oberfläche an. Nach einem Update muss überall der neueste Programmstand laufen; sonst ist es ein Fehler von uns.',
  'failing again and again in {}, {} more': 'schlagen immer wieder fehl in {}, {} weiteren',
  'failing again and again in {}': 'schlagen immer wieder fehl in {}',
  'waiting for a person: {}, {} more': 'warten auf jemanden: {}, {} weitere',
  'waiting for a person: {}': 'warten auf jemanden: {}',
  'Open it in the Temporal UI: Current Details say what to do.':
    'Öffnen Sie ihn in der Temporal-Oberfläche: Dort sagen Current Details, was zu tun ist.',
  'without a note': 'ohne Notiz',
  'not there: the connector runs no more': 'nicht da: Der Connector läuft nicht mehr',
  'starts its runs in the task queue {}, where no worker of these settings looks':
    'startet seine Läufe in der Task Queue {}, in die kein Worker dieser Einstellungen sieht',
  'Set ARCHIVER_TASK_QUEUE as the workers have it, or run `connector update {} --file F`.':
    'Lassen Sie ARCHIVER_TASK_QUEUE setzen, wie die Worker sie haben, oder öffnen Sie Bearbeiten, und speichern Sie.',
  'will never run': 'wird nie laufen',
  'Nobody answers at {}:{} ({}).': 'Unter {}:{} antwortet niemand ({}).',
  'it belongs to another account than the connector was created on':
    'sie gehört zu einem anderen Konto als dem, mit dem der Connector angelegt wurde',
  'Order it from TeleMessage, or set source.product to one of: {}.':
    'Bestellen Sie es bei TeleMessage. Das Konto hat: {}.',
  'none is ordered': 'keines ist bestellt',
  'the account has no {}': 'das Konto hat kein {}',
  'the answer of storage has no time': 'die Antwort des Speichers hat keine Uhrzeit',
  'this machine is {} s {} storage': 'die Uhr dieses Rechners liegt {} s {} der des Speichers',
  behind: 'hinter',
  'ahead of': 'vor',
  'Let the machine keep its time (NTP); Entra refuses it from five minutes on.':
    'Lassen Sie die Uhr des Rechners über NTP stellen; ab fünf Minuten lehnt Entra ihn ab.',
  'a row just written is not there': 'eine eben geschriebene Zeile ist nicht da',
  'Look at the storage account in the Azure portal.': 'Sehen Sie sich im Azure-Portal das Speicherkonto an.',
  'the server does not say a version that we can read':
    'der Server nennt keine Version, die wir lesen können',
  '{}, and {} is the oldest we work with': '{}, und {} ist die älteste, mit der wir arbeiten',
  'Upgrade the Temporal server.': 'Lassen Sie den Temporal-Server aktualisieren.',
  'An administrator runs: {}': 'Ein Administrator führt aus: {}',
  'missing: {}; of a wrong type: {}': 'es fehlen: {}; vom falschen Typ: {}',
  'missing: {}': 'es fehlen: {}',
  'of a wrong type: {}': 'vom falschen Typ: {}',
  'Start a worker, which adds them; where it may not, an administrator runs: {}':
    'Lassen Sie einen Worker starten, der sie hinzufügt; darf er das nicht, führt ein Administrator aus: {}',
  'Start one with `whatsapp-archiver worker`, with ARCHIVER_TASK_QUEUE={}; until then nothing is archived.':
    'Lassen Sie einen mit ARCHIVER_TASK_QUEUE={} starten; bis dahin wird nichts archiviert.',
  '{} at once: {}': '{} zugleich: {}',
  'While you upgrade this is as it should be; else stop the workers of the older build.':
    'Während eines Updates ist das richtig; sonst lassen Sie die Worker des älteren Programmstands beenden.',
  'is missing (or, instead of it, {} and {})': 'fehlt (oder stattdessen {} und {})',
  'is missing (or, instead of it, {})': 'fehlt (oder stattdessen {})',
  'is missing (goes with {})': 'fehlt (gehört zu {})',
  'is missing ({})': 'fehlt ({})',
  'the tenant of the app registration': 'der Mandant der App-Registrierung',
  'the application id of the app registration': 'die Anwendungs-ID der App-Registrierung',
  'the directory with a file per secret': 'das Verzeichnis mit einer Datei je Geheimnis',
  'is set as well as {} (keep one of them)': 'ist neben {} gesetzt (behalten Sie eines von beiden)',
  'names no file (a PEM file of certificate and private key)':
    'nennt keine Datei (eine PEM-Datei mit Zertifikat und privatem Schlüssel)',
  'names no directory': 'nennt kein Verzeichnis',
  'is not a connection string of Azure Storage': 'ist keine Verbindungszeichenfolge von Azure Storage',
  "is neither a tenant's id nor its domain": 'ist weder ID noch Domäne eines Mandanten',
  'is not an application id': 'ist keine Anwendungs-ID',
  'is not an https address without user, password, query and fragment':
    'ist keine https-Adresse ohne Benutzer, Kennwort, Abfrage und Fragment',
  'is none of {}': 'ist keines von {}',
  'does not work yet (leave it out and use ARCHIVER_SECRETS_DIR)':
    'geht noch nicht (lassen Sie es weg, und verwenden Sie ARCHIVER_SECRETS_DIR)',
  'is not a name of letters, digits, dots, dashes and underscores':
    'ist kein Name aus Buchstaben, Ziffern, Punkten, Binde- und Unterstrichen',
  'is not a name of letters, digits, dashes and underscores':
    'ist kein Name aus Buchstaben, Ziffern, Binde- und Unterstrichen',
  'is not a whole number of seconds': 'ist keine ganze Zahl von Sekunden',
};
