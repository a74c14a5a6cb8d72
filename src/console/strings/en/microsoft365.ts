/** Consent and rights in Microsoft 365. */
export const microsoft365 = {
  lead: 'The app registration of this installation looks up users and writes to their mailboxes. An administrator of Microsoft 365 allows both, once.',
  consentTitle: '1. Consent to reading users',
  consent:
    'Of Microsoft Graph’s application permissions give the app registration User.Read.All only, then consent. Do not consent to Mail.ReadWrite in Entra: it would open every mailbox, whatever scope Exchange has.',
  consentLink: 'Open Entra’s page to consent',
  consentUnknown:
    'The settings of Microsoft 365 are missing, so that the link cannot be made (docs/set-up.md).',
  rightsTitle: '2. Rights to the mailboxes of a group',
  rights:
    'In PowerShell, with a mail-enabled group of the archived people in place of GROUP. Exchange takes up to two hours to follow. The last line is optional: it lets previews say which mailboxes are shared ones.',
  rightsTest: 'To see whether somebody’s mailbox is within the scope:',
  checkTitle: '3. Checked now',
  checkLead: 'By logging in, looking up, and opening mailboxes; nothing is changed.',
  inScope: 'Somebody whose mail is archived',
  inScopeHint: 'Their mailbox is to open.',
  outOfScope: 'Somebody whose mailbox is to stay closed',
  outOfScopeHint: 'Optional, but only this shows that the app cannot read everybody’s mail.',
  addressFault: 'Give an address such as jane@contoso.com.',
  check: 'Check again',
  notGood:
    'Something is not as it should be. You can go on and mend it later. Until then copies for mailboxes that do not open fail; where one opens that is to stay closed, the app can read the mail of people whom it has nothing to do with: mend that before you finish.',
  checkName: 'Check',
  state: 'State',
  found: 'What was seen',
  states: { good: 'Good', bad: 'Not good', unknown: 'Not known' },
};
