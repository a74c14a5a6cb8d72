/** The terms that are accepted. With a change of a text goes a new TERMS_VERSION (pages/wizard/terms-text.ts). */
export const terms = {
  lead: 'Read them before you go on. Who accepted them, when, and which text is kept with the connector.',
  textTitle: 'What you accept for your organisation',
  text: [
    'Your organisation has a contract with TeleMessage for archiving WhatsApp, whose terms of service apply to what TeleMessage does. This product is no part of that service and comes from somebody else.',
    'Messages are kept by TeleMessage before they are taken from there. That is outside Microsoft 365, its compliance boundary and its certifications; no FedRAMP authorization is claimed for it or for this product.',
    'Your organisation has the right to archive the messages of the people it maps to mailboxes, and has told them what the law asks it to tell.',
    'Mail that has been put into a mailbox is not taken back by this product: whose mailbox receives whose messages is decided by the user mapping, for which your organisation answers.',
    'What is archived is kept as long as the rules of your Microsoft 365 tenant and your Azure Storage account say; this product deletes none of it.',
  ],
  version: (version: string) => `Version ${version}`,
  accept: 'I accept these terms for my organisation',
  acceptFault: 'Without accepting the terms no connector can be added.',
  accepted: (by: string) => `Accepted by ${by}`,
};
