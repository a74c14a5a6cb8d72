/** What a login is refused with before or after the site is asked, in German by the English words. */
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
    'Die Adresse der Quelle ist eine verbindungslokale, also keine von TeleMessage.',
  'Give the address of the TeleMessage site or SFTP server.':
    'Geben Sie die Adresse der TeleMessage-Website oder des SFTP-Servers ein.',
};
