/**
 * Sentences of ours that name a command, where the console has a page for it: errors, what the check-up finds, and why
 * somebody has no mailbox. By their words; `{}` stands for what differs from time to time.
 */
export const sentences: Record<string, string> = {
  'See its days with `report {}`.': 'Open it on the page of its connector: its days stand there.',
  '`to` must be later than `from`': 'The last day is before the first day.',
  '`to` lies in the future: such a window is not closed yet': 'The last day lies in the future.',
  '`from` to `to` has more than {} days: split it': 'First to last day are more than {} days: split them.',
  'Wait until they have ended, or cancel them while a worker runs: a backfill with `backfill cancel ID`, a run with `temporal workflow cancel -w ID`.':
    'Wait until they have ended, or cancel them while a worker runs: a backfill on its page, a run in Temporal.',
  'Leave it out, and use `backfill` for earlier days.':
    'Leave it as it is, and start a backfill for earlier days.',
  'Look at `connector show`, then give the change again.':
    'Look at the page anew, then make the change again.',
  'See those that it has with: whatsapp-archiver mapping show {} --versions':
    'Choose one of those that stand on People.',
  'Consent to User.Read.All for the app registration, then run the command again.':
    'Consent to User.Read.All for the app registration in Entra, then try again.',
  'Without a CSV and with mapping.automatic off nobody would get mail.':
    'Without a mapping file and without automatic mapping nobody would get mail.',
  'Name a mapping file in mapping.csvFile, or set mapping.automatic to true; nothing was changed.':
    'Upload a mapping file, or turn automatic mapping on; nothing was changed.',
  'mapping.catchAllMailbox is no mailbox: {}.': 'The catch-all mailbox is no mailbox: {}.',
  "Put the site's own address into `source.url`, or take away what stands in front of it.":
    'Give the address of the site itself, or take away what stands in front of it.',
  'The SFTP server has no directory as source.directory names it.':
    'The SFTP server has no directory of this name.',
  'Give the user the right to read source.directory and the files in it.':
    'Give the user the right to read the directory and the files in it.',
  'schedule.start was fixed when the connector was created.':
    'The first day was fixed when the connector was created.',
  'source.product cannot change.': 'The product cannot change.',
  'Create a connector for the other product.': 'Add a connector for the other product.',
  'Set TEMPORAL_NAMESPACE, or let an administrator run `temporal operator namespace create`.':
    'Have TEMPORAL_NAMESPACE set right, or the namespace created in Temporal.',
  'Set source.product to one of: {}.': 'Choose a product of these: {}.',
  'Run `mapping apply`, or wait for the next run.':
    'Import now what was left, on this page, or wait for the next run.',
  'Set `mapping.automatic`, or add a row.':
    'Turn automatic mapping on, on Edit, or give them a mailbox here.',
  'Mend the cause, then run `connector resume {}`.': 'Mend the cause, then resume the connector on its page.',
  'Run `connector update {} --file F`.': 'Open Edit, and save it: that makes the schedule anew.',
  'Where that broke off, run `connector delete {}` again.':
    'Where that broke off, delete the connector on its page once more.',
  'Look at schedule.cron in `connector show {}`.': 'Look at the schedule on Edit.',
  'Run `doctor --in-scope ADDRESS` with a user whose mail is archived.':
    'Name a user whose mail is archived, in the step Microsoft 365 of a set-up.',
  'Run `doctor --out-of-scope ADDRESS` with a user whose mailbox the app must not open.':
    'Name a user whose mailbox the app must not open, in the step Microsoft 365 of a set-up.',
  'Run `doctor` again.': 'Check again.',
  'Check the network on the way there, then run `doctor` again.':
    'Check the network on the way there, then check again.',
  'Put the name that the certificate is for into `source.url`, then run `connector update`.':
    'Give on Edit the address with the name that the certificate is for.',
  'no mapping file, and mapping.automatic is off: nobody gets mail':
    'no mapping file, and automatic mapping is off: nobody gets mail',
  'Set ARCHIVER_TASK_QUEUE as the workers have it, or run `connector update {} --file F`.':
    'Have ARCHIVER_TASK_QUEUE set as the workers have it, or open Edit, and save it.',
  'Order it from TeleMessage, or set source.product to one of: {}.':
    'Order it from TeleMessage. The account has: {}.',
  'Start one with `whatsapp-archiver worker`, with ARCHIVER_TASK_QUEUE={}; until then nothing is archived.':
    'Have one started with ARCHIVER_TASK_QUEUE={}; until then nothing is archived.',
  'Create one with `connector create`.': 'Add one on Data connectors.',
  'Install a file with `mapping set`.': 'Upload a file on People.',
  'Give it a mailbox in Exchange Online, or set another mapping.catchAllMailbox with `connector update`.':
    'Give it a mailbox in Exchange Online, or name another catch-all mailbox on Edit.',
  '`mapping show {} --format csv > mapping.csv`, then `mapping check mapping.csv --connector {}`, which names every row that leads to no mailbox, and why.':
    'Download the file on People of {}, and upload it again. The preview names every row that leads to no mailbox, and why; nothing of {} changes before you confirm.',
  'Name another secret in the connector file, and give the password with it.':
    'Give this connector a secret of its own: name another one in its connector file, on the command line.',
};
