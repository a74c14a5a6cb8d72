/** The last step, which makes the connector. */
export const review = {
  lead: 'Nothing has been made yet. Finish makes the connector, and its first run starts by its schedule or when you start it.',
  change: 'Change',
  accepted: (by: string, text: string) => `${text}, accepted by ${by}`,
  source: 'Source',
  user: 'User name',
  account: 'Account',
  secret: 'Password or key',
  secretKept: 'In the secret store',
  automatic: 'Automatic mapping',
  on: 'On',
  off: 'Off',
  file: 'Mapping file',
  noFile: 'None',
  fileText: (name: string, rows: string, users: string) =>
    `${name}: ${rows} rows, ${users} users receive mail`,
  skipping: 'rows that cannot be read are left out, rows without a mailbox hold once there is one',
  rightsTried: 'Mailboxes tried',
  rightsNobody: 'Nobody’s yet',
  runs: 'Runs',
  firstDay: 'First day',
  finish: 'Finish',
};
