import type { Strings } from '../strings.js';

export const login: Strings['login'] = {
  lead: 'Die Anmeldung wird jetzt einmal versucht. Kennwort oder Schlüssel kommen in den Geheimnisspeicher und werden nie wieder angezeigt.',
  type: 'Wo TeleMessage liefert',
  types: {
    telemessage: 'Archivwebsite von TeleMessage',
    'telemessage-sftp': 'ZIP-Dateien auf einem SFTP-Server',
  },
  typeHints: {
    telemessage: 'Der übliche Weg: das Konto des TeleMessage-Administrators.',
    'telemessage-sftp': 'Wenn TeleMessage Ihnen E-Mail-Dateien (EML) über SFTP liefert.',
  },
  product: 'Produkt',
  products: {
    'whatsapp-phone-archiver': 'WhatsApp Phone Archiver',
    'whatsapp-cloud-archiver': 'WhatsApp Cloud Archiver',
  },
  siteTitle: 'Archivwebsite',
  url: 'Adresse der Website',
  urlHint: 'Eine https-Adresse, wie TeleMessage sie Ihnen gegeben hat.',
  sftpTitle: 'SFTP-Server',
  host: 'Host',
  port: 'Port',
  directory: 'Verzeichnis',
  directoryHint: 'Ein absoluter Pfad wie /whatsapp.',
  hostKey: 'Hostschlüssel des Servers',
  hostKeyHint:
    'SHA256: und 43 Zeichen, wie ssh-keygen -l ihn ausgibt. Fragen Sie TeleMessage, ob es deren Schlüssel ist.',
  secretIs: 'Anmelden mit',
  secretKinds: { password: 'Kennwort', privateKey: 'Privater Schlüssel' },
  username: 'Benutzername',
  usernameHint: 'Des TeleMessage-Administrators oder auf dem SFTP-Server.',
  password: 'Kennwort',
  privateKey: 'Privater Schlüssel',
  privateKeyHint: 'Als OpenSSH oder PEM, ohne Passphrase.',
  decryptionKey: 'Schlüssel für verschlüsselte Nachrichten (optional)',
  decryptionKeyHint:
    'Wenn TeleMessage verschlüsselt liefert: Ihr privater RSA-Schlüssel als PEM, ohne Passphrase.',
  decryptionKeyFault: 'Geben Sie einen privaten RSA-Schlüssel als PEM an, ohne Passphrase.',
  kept: 'Leer lassen, um das zu verwenden, das schon funktioniert hat.',
  missing: 'Fehlt.',
  submit: 'Anmelden und weiter',
  faults: {
    url: 'Geben Sie eine https-Adresse ohne Benutzernamen, Kennwort und Abfrage an.',
    username: 'Geben Sie einen einzeiligen Benutzernamen ohne Leerzeichen am Rand an.',
    host: 'Geben Sie einen Hostnamen oder eine Adresse an.',
    port: 'Geben Sie einen Port von 1 bis 65535 an.',
    directory: 'Geben Sie einen absoluten Pfad ohne . oder .. an.',
    hostKey: 'Geben Sie den Fingerabdruck an, wie ssh-keygen -l ihn ausgibt: SHA256: und 43 Zeichen.',
  },
};
