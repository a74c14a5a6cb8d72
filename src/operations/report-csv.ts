import type { Report } from '../domain/report.js';
import { spreadsheetCsv } from '../spreadsheet-csv.js';

/**
 * What is missing as CSV, a row each: failures, periods the source had purged and, by name, what it could not deliver
 * whole.
 */
export function reportCsv({ failures, gaps, sourceFaults }: Report): string {
  const ofItems = failures.map((failure) => ({
    ...failure,
    attachments: failure.attachments
      .map(({ fileName, sizeBytes }) => `${fileName} (${sizeBytes} bytes)`)
      .join('; '),
  }));
  const purged = gaps.map(({ from, to }) => ({ reason: 'WindowPurged', atSource: `${from} to ${to}` }));
  const faulty = sourceFaults.map(({ name, reason, what }) => ({ reason, atSource: `${name}: ${what}` }));
  return spreadsheetCsv(
    [...ofItems, ...purged, ...faulty],
    ['itemId', 'sourceUserId', 'm365UserId', 'reason', 'open', 'attachments', 'atSource'],
  );
}
