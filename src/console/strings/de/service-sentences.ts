/** What Temporal and Microsoft 365 are out of reach or refuse with, in German by the English words. */
export const serviceSentences: Record<string, string> = {
  'The Temporal settings (TEMPORAL_*) cannot be read.':
    'Die Einstellungen von Temporal (TEMPORAL_*) lassen sich nicht lesen.',
  'No Temporal server answers at {}.': 'Unter {} antwortet kein Temporal-Server.',
  'The Temporal server no longer answers.': 'Der Temporal-Server antwortet nicht mehr.',
  'The Temporal server refuses us.': 'Der Temporal-Server lässt uns nicht ein.',
  'Check TEMPORAL_API_KEY, TEMPORAL_TLS_* and what they may do in TEMPORAL_NAMESPACE.':
    'Lassen Sie TEMPORAL_API_KEY und TEMPORAL_TLS_* prüfen, und was sie in TEMPORAL_NAMESPACE dürfen.',
  'The Temporal server does not have our namespace.': 'Der Temporal-Server hat unseren Namespace nicht.',
  'Set TEMPORAL_NAMESPACE, or let an administrator run `temporal operator namespace create`.':
    'Lassen Sie TEMPORAL_NAMESPACE richtig setzen oder den Namespace in Temporal anlegen.',
  'The Temporal namespace {} lacks search attributes, and we may not add them.':
    'Dem Temporal-Namespace {} fehlen Suchattribute, und wir dürfen sie nicht hinzufügen.',
  'The schedule does not show yet what was written to it.':
    'Der Zeitplan zeigt noch nicht, was in ihn geschrieben wurde.',
  'Connector {} has no schedule.': 'Connector {} hat keinen Zeitplan.',
  'No backfill {} is under way.': 'Keine Nacharchivierung {} läuft.',
  'The backfill has not come to its end.': 'Die Nacharchivierung ist nicht an ihr Ende gekommen.',
  'There is no backfill with the id {}.': 'Eine Nacharchivierung mit der ID {} gibt es nicht.',
  'Microsoft Graph does not let us look up users.': 'Microsoft Graph lässt uns keine Benutzer nachschlagen.',
  'Consent to User.Read.All for the app registration, then run the command again.':
    'Stimmen Sie in Entra für die App-Registrierung User.Read.All zu, und versuchen Sie es noch einmal.',
  'The app registration or its certificate file cannot be used.':
    'Die App-Registrierung oder ihre Zertifikatdatei lässt sich nicht verwenden.',
  'The Entra authority throttles logins ({}).': 'Entra drosselt Anmeldungen ({}).',
  'The Entra authority refused the app registration ({}).': 'Entra hat die App-Registrierung abgelehnt ({}).',
  'The Entra authority gave no token ({}).': 'Entra hat kein Token gegeben ({}).',
  'Check the network to the Entra authority (`AZURE_AUTHORITY_HOST`); the call is repeated.':
    'Prüfen Sie das Netzwerk zu Entra (`AZURE_AUTHORITY_HOST`), und versuchen Sie es noch einmal.',
  'The sign-in cannot be reached ({}).': 'Die Anmeldung ist nicht zu erreichen ({}).',
  'A sign-in was refused ({}).': 'Eine Anmeldung wurde abgelehnt ({}).',
  'The check-up broke off.': 'Die Prüfung ist abgebrochen.',
};
