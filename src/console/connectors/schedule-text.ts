import type { Connector } from '../../domain/connector.js';
import type { Strings } from '../strings/index.js';

const DAILY = /^(\d{1,2}) (\d{1,2}) \* \* \*$/;

/** When a connector runs, for people: `Daily at 02:00 (UTC)`; what is not daily stands as its cron expression. */
export function scheduleText(
  { cron, timezone }: Pick<Connector['schedule'], 'cron' | 'timezone'>,
  { connectors }: Strings,
): string {
  const [, minute = '', hour] = DAILY.exec(cron.trim()) ?? [];
  if (hour === undefined) return `${cron} (${timezone})`;
  return connectors.daily(`${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`, timezone);
}
