import type { Strings } from '../strings.js';

export const terms: Strings['terms'] = {
  lead: 'Lesen Sie sie, bevor Sie weitergehen. Wer sie wann angenommen hat und welchen Text, wird mit dem Connector aufbewahrt.',
  textTitle: 'Was Sie für Ihre Organisation annehmen',
  text: [
    'Ihre Organisation hat mit TeleMessage einen Vertrag über die Archivierung von WhatsApp, dessen Nutzungsbedingungen für das gelten, was TeleMessage tut. Dieses Produkt ist kein Teil jenes Dienstes und kommt von jemand anderem.',
    'Nachrichten werden von TeleMessage aufbewahrt, bevor sie von dort geholt werden. Das liegt außerhalb von Microsoft 365, seiner Compliancegrenze und seinen Zertifizierungen; weder dafür noch für dieses Produkt wird eine Autorisierung nach FedRAMP in Anspruch genommen.',
    'Ihre Organisation hat das Recht, die Nachrichten der Personen zu archivieren, die sie Postfächern zuordnet, und hat ihnen mitgeteilt, was das Gesetz ihr mitzuteilen vorschreibt.',
    'Eine Mail, die in ein Postfach gelegt wurde, nimmt dieses Produkt nicht zurück: Wessen Postfach wessen Nachrichten erhält, entscheidet die Benutzerzuordnung, für die Ihre Organisation einsteht.',
    'Archiviertes bleibt so lange, wie es die Regeln Ihres Mandanten von Microsoft 365 und Ihres Azure-Storage-Kontos sagen; dieses Produkt löscht nichts davon.',
  ],
  version: (version) => `Version ${version}`,
  accept: 'Ich nehme diese Bedingungen für meine Organisation an',
  acceptFault: 'Ohne Annahme der Bedingungen kann kein Connector hinzugefügt werden.',
  accepted: (by) => `Angenommen von ${by}`,
};
