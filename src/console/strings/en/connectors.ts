/** The Connectors tab. */
export const connectors = {
  title: 'Data connectors',
  lead: 'What each connector has archived, what it is doing now, and when it runs next.',
  add: 'Add connector',
  empty: 'There is no connector yet.',
  emptyNext: 'Add one to archive WhatsApp data from a TeleMessage account every day.',
  name: 'Connector',
  status: 'Status',
  lastRun: 'Last run',
  nextRun: 'Next run',
  lastDays: 'Last 30 days',
};
