import { ArchiveError } from '../../domain/errors.js';
import { rowsCsv } from '../../operations/mapping-rows-csv.js';
import { listUnmapped } from '../../operations/mapping-unmapped.js';
import { mappingVersions, showVersion } from '../../operations/mapping-version.js';
import { unmappedCsv } from '../../operations/unmapped-csv.js';
import type { ConsoleContext } from '../environment.js';
import { orError } from '../or-error.js';
import { refusal } from '../refusal.js';
import { connectorOf } from './with-connector.js';
import { peopleWith } from './people.js';

/** The rows of the mapping in force, as a file that means the same when it is installed again. */
export async function mappingCsv(c: ConsoleContext) {
  const record = await connectorOf(c);
  if (record === undefined) return await refusal(c, 'notFound');
  const { means } = c.var.console;
  const { id } = record.connector;
  const { mapping, rows } = await showVersion(means, id, {
    versions: await mappingVersions(means, id),
    wanted: undefined,
  });
  return download(c, `mapping-${id}-${mapping.version}.csv`, `${rowsCsv(rows)}\n`);
}

/** Everybody without a mailbox, as a file that becomes a mapping file once its addresses are filled in. */
export async function unmappedDownload(c: ConsoleContext) {
  const record = await connectorOf(c);
  if (record === undefined) return await refusal(c, 'notFound');
  const { id } = record.connector;
  const people = await orError(listUnmapped(c.var.console.means, id));
  if (!(people instanceof ArchiveError)) return download(c, `unmapped-${id}.csv`, unmappedCsv(people));
  c.status(422);
  return await peopleWith(c, people);
}

function download(c: ConsoleContext, name: string, csv: string): Response {
  c.header('content-disposition', `attachment; filename="${name}"`);
  return c.body(csv, 200, { 'content-type': 'text/csv; charset=utf-8' });
}
