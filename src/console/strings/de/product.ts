import type { Strings } from '../strings.js';

export const product: Strings['product'] = {
  title: 'WhatsApp Archiver',
  lead: 'Archiviert einmal am Tag WhatsApp-Nachrichten aus dem TeleMessage-Konto Ihrer Organisation in Postfächern von Microsoft 365.',
  beforeTitle: 'Bevor Sie einen Connector hinzufügen',
  before: [
    'Bestellen Sie bei TeleMessage den Dienst WhatsApp Archiver, und lassen Sie sich Benutzernamen und Kennwort des TeleMessage-Administrators Ihrer Organisation geben.',
    'Registrieren Sie jede Person, deren Nachrichten archiviert werden, bei TeleMessage mit derselben E-Mail-Adresse wie in Microsoft 365.',
    'Installieren Sie den WhatsApp Phone Archiver auf ihren Telefonen, oder lassen Sie sie den QR-Code des WhatsApp Cloud Archiver scannen.',
    'Halten Sie einen Administrator von Microsoft 365 bereit, der dem Lesen der Benutzer zustimmt und der App Rechte an den Postfächern gibt.',
    'Sie brauchen in dieser Konsole die Rolle Datenconnectoradministrator: Sonst kann niemand Connectors hinzufügen.',
  ],
  aboutTitle: 'Was mit den Daten geschieht',
  about: [
    'TeleMessage bewahrt die Nachrichten auf, bevor wir sie holen: Das liegt außerhalb von Microsoft 365 und seiner Compliancegrenze. Weder dieses Produkt noch der Weg dorthin ist nach FedRAMP autorisiert.',
    'Jede Nachricht wird eine Mail im Ordner WhatsApp Archiver bei allen, die an ihr beteiligt sind und ein Postfach haben. Nichts wird versendet, und nichts Archiviertes wird geändert oder gelöscht.',
    'Bevor eine Nachricht importiert wird, wird sie in Azure Storage Ihrer eigenen Organisation kopiert. Diese Kopie bleibt dort als Nachweis.',
  ],
  stepsTitle: 'Wonach die Einrichtung fragt',
  add: 'Connector hinzufügen',
  unfinishedTitle: 'Einrichtung nicht abgeschlossen',
  unfinishedLead: 'Nichts wird archiviert, bevor eine Einrichtung abgeschlossen ist.',
  keptUntil: 'Aufbewahrt bis',
  nextStep: 'Nächster Schritt',
  resume: 'Fortsetzen',
  discard: 'Verwerfen',
  unnamed: 'Neuer Connector',
};
