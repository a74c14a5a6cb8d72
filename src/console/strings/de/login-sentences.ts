/** What a login is refused with before or after the site is asked, in German by the English words. */
export const loginSentences: Record<string, string> = {
  'The address of the source is a link-local one.':
    'Die Adresse der Quelle ist eine verbindungslokale, also keine von TeleMessage.',
  'Give the address of the TeleMessage site or SFTP server.':
    'Geben Sie die Adresse der TeleMessage-Website oder des SFTP-Servers ein.',
};
