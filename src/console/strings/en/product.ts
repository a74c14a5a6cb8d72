/** The product page, which opens the wizard. `before` stands in docs/set-up.md word by word. */
export const product = {
  title: 'WhatsApp Archiver',
  lead: 'Archives WhatsApp messages from your organisation’s TeleMessage account into Microsoft 365 mailboxes, once a day.',
  beforeTitle: 'Before you add a connector',
  before: [
    'Order the WhatsApp archiver service from TeleMessage, and get the user name and password of your organisation’s TeleMessage administrator.',
    'Register each person whose messages are archived at TeleMessage with the same e-mail address as in Microsoft 365.',
    'Install the WhatsApp Phone Archiver on their phones, or let them scan the QR code of the WhatsApp Cloud Archiver.',
    'Have an administrator of Microsoft 365 at hand, who consents to reading users and gives the app rights to the mailboxes.',
    'Have the data connector admin role in the console: nobody else can add connectors.',
  ],
  aboutTitle: 'What happens to the data',
  about: [
    'TeleMessage keeps the messages before we take them: that is outside Microsoft 365 and its compliance boundary. Neither this product nor the way there is FedRAMP authorized.',
    'Each message becomes one mail in the folder WhatsApp Archiver of everyone who took part in it and has a mailbox. Nothing is sent, and nothing archived is changed or deleted.',
    'Before a message is imported, it is copied to your organisation’s own Azure Storage. That copy stays there as evidence.',
  ],
  stepsTitle: 'What the set-up asks for',
  add: 'Add connector',
  unfinishedTitle: 'Set-up not finished',
  unfinishedLead: 'Nothing is archived before a set-up is finished.',
  keptUntil: 'Kept until',
  nextStep: 'Next step',
  resume: 'Continue',
  discard: 'Discard',
  unnamed: 'New connector',
};
