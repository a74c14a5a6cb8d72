/** User mapping, in the wizard and where a connector is edited. */
export const userMapping = {
  lead: 'Decides whose mailbox receives whose messages. A mail once imported is not taken back.',
  automatic: 'Map users automatically',
  automaticHint: 'By the e-mail address that TeleMessage has for them, if it is a user’s in Microsoft 365.',
  csvTitle: 'Mapping file (optional)',
  csv: 'CSV file',
  csvHint:
    'Two columns: mobile number and Microsoft 365 address. It goes before the automatic way. 20 MB at most.',
  csvChosen: (name: string, bytes: string) => `Chosen: ${name} (${bytes} bytes)`,
  removeCsv: 'Take this file out',
  skipBadRows: 'Install the file in spite of its faults',
  skipBadRowsHint:
    'Rows that cannot be read are left out. A row whose address leads to no mailbox stays: it holds as soon as the address has one. Take out of the file whoever is not meant.',
  country: 'Country of national numbers',
  countryHint: 'ISO code such as GB: for numbers in the file without a country code.',
  countryFault: 'Give an ISO code of two letters, such as GB.',
  catchAll: 'Mailbox for items of nobody',
  catchAllHint: 'Optional: address of a shared mailbox for items none of whose people has a mailbox.',
  catchAllFault: 'Give an address in Microsoft 365, such as whatsapp@contoso.com.',
  check: 'Check',
  nobody: 'Without a file and with the automatic way off nobody would receive mail.',
  checking:
    'The addresses are being looked up in Microsoft 365. This page shows the result once it is there.',
  resultTitle: 'What this mapping does',
  goodRows: 'Rows without faults',
  receivers: 'Users with a mailbox who receive mail',
  badRows: 'Rows with faults',
  automaticOnly:
    'Everyone whose address at TeleMessage is a user’s in Microsoft 365 receives their messages.',
  refused: 'The file is not accepted like this. Correct the rows below and choose it again.',
  refusedSkippable: 'Correct the rows below and choose the file again, or leave them out.',
  accepted: 'This mapping can be installed.',
  faultsTitle: 'Rows with faults',
  remarksTitle: 'Remarks',
  rowsTitle: 'First rows of the file',
  line: 'Line',
  remedy: 'What to do',
  number: 'Mobile number',
  address: 'Microsoft 365 address',
  receives: 'Receives mail',
  yes: 'Yes',
  no: 'No',
  more: (count: string) => `and ${count} more`,
  notShared:
    'The mailbox for items of nobody is not known to be a shared mailbox: whoever may open it reads the mail of strangers.',
  /** Instead of what a finding of this kind says on the command line. */
  remedies: {
    'moves to another user':
      'Say from when: “valid to” in the former row, “valid from” in this one. If the former mailbox was wrong all along, say so below.',
    'no row that can be used':
      'Write a number and an address into each row. To have no mapping file, take it out instead.',
    'no row leads to a mailbox':
      'Correct the addresses, or have users mapped automatically: nobody would get mail.',
  } as Readonly<Record<string, string>>,
  columns: {
    number: 'Number',
    address: 'Address',
    validFrom: 'Valid from',
    validTo: 'Valid to',
    row: 'Row',
    file: 'File',
  },
};
