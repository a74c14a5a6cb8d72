import type { AuditAction } from '../../../storage/audit.js';
import { fields } from './audit-fields.js';

const actions: Record<AuditAction, string> = {
  'connector.create': 'Connector created',
  'connector.update': 'Connector changed',
  'connector.delete': 'Connector deleted',
  'connector.pause': 'Connector paused',
  'connector.resume': 'Connector resumed',
  'connector.run': 'Run started',
  'mapping.change': 'Mapping changed',
  'mapping.apply': 'Mapping applied',
  'backfill.start': 'Backfill started',
  'backfill.pause': 'Backfill paused',
  'backfill.resume': 'Backfill resumed',
  'backfill.cancel': 'Backfill canceled',
  'terms.accept': 'Terms accepted',
  'access.sign-in': 'Signed in',
  'access.refuse': 'Access refused',
};

/** The audit log. */
export const audit = {
  title: 'Audit log',
  lead: 'Who changed what, and who was refused, newest first. Nothing in here is ever changed or removed.',
  when: 'When',
  who: 'Who',
  action: 'Action',
  connector: 'Connector',
  changes: 'What changed',
  via: { console: 'in the console', 'command line': 'on the command line' },
  actions,
  fields,
  values: { true: 'Yes', false: 'No' },
  filter: 'Filter',
  anyAction: 'All actions',
  show: 'Show',
  showAll: 'Show all',
  download: 'Download as CSV',
  older: 'Older entries',
  newest: 'Newest entries',
  empty: 'Nobody has changed anything yet.',
  noMatch: 'No entry matches the filter.',
  from: 'before',
  to: 'now',
  nothing: 'nothing',
  more: (count: number) => `${count} more, which are in the CSV`,
  countOfChanges: (count: number) => `${count} values`,
};
