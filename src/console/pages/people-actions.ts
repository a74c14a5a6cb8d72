import { z } from 'zod';
import { ArchiveError } from '../../domain/errors.js';
import { canonicalNumber } from '../../domain/phone-number.js';
import { applyMapping } from '../../operations/mapping-apply.js';
import { changeMapping, type MappingChange, type MappingWish } from '../../operations/mapping-change.js';
import type { MappingRefusal } from '../../operations/mapping-refusal.js';
import { actorOf, ownerOf } from '../actor.js';
import type { ConsoleContext } from '../environment.js';
import { orError } from '../or-error.js';
import { findChange, keepChange } from '../pending-changes.js';
import { refusalLines } from '../refusal-lines.js';
import { refusal } from '../refusal.js';
import { changePage } from './people-change.js';
import { connectorOf } from './with-connector.js';
import { peoplePath } from './people-path.js';
import { peopleWith } from './people.js';
import { toConnector } from './to-connector.js';

/** RFC 5321, 4.5.3.1: a path is 256 octets at most. */
const MAX_ADDRESS_CHARACTERS = 256;

const personForm = z.object({
  number: z.string(),
  address: z.string().trim().min(1).max(MAX_ADDRESS_CHARACTERS),
});

const confirmForm = z.object({
  version: z.coerce.number().int().positive(),
  skipBadRows: z.literal('yes').optional(),
  reassign: z.literal('yes').optional(),
});

/** Takes a file, a number and an address, or that there is to be no file, and leads to what it would do. */
export async function offerChange(c: ConsoleContext) {
  const record = await connectorOf(c);
  if (record === undefined) return await refusal(c, 'notFound');
  const connectorId = record.connector.id;
  const wish = await orError(wishOf(c));
  if (wish instanceof ArchiveError) {
    c.status(422);
    return await peopleWith(c, wish);
  }
  const change = keepChange({ connectorId, owner: ownerOf(c), wish });
  return c.redirect(`${peoplePath(connectorId)}/changes/${change}`, 303);
}

/** What a change would do. */
export async function previewChange(c: ConsoleContext) {
  const found = await pendingOf(c);
  return found instanceof Response ? found : await changePage(c, found);
}

/** Puts it in force, unless the mapping is another by now than the one it was compared with. */
export async function confirmChange(c: ConsoleContext) {
  const found = await pendingOf(c);
  if (found instanceof Response) return found;
  const { record, change } = found;
  const said = confirmForm.safeParse(await c.req.parseBody());
  if (!said.success) return await changePage(c, found);
  const { version: basedOn, skipBadRows, reassign } = said.data;
  const choices = { skipBadRows: skipBadRows === 'yes', reassign: reassign === 'yes' };
  const wanted: MappingChange = { connectorId: change.connectorId, wish: change.wish, choices, basedOn };
  const changed = await orError(changeMapping(c.var.console.means, actorOf(c), wanted));
  if (changed instanceof ArchiveError || changed.refusal) {
    c.status(422);
    const error = changed instanceof ArchiveError ? changed : refusedRows(changed.refusal);
    return await changePage(c, { ...found, error });
  }
  const done = changed.judgement === null ? 'unchanged' : 'installed';
  return c.redirect(`${peoplePath(record.connector.id)}?done=${done}`, 303);
}

/** Starts a run that takes up what was left for want of a mailbox, and leads to it. */
export async function applyNow(c: ConsoleContext) {
  const record = await connectorOf(c);
  if (record === undefined) return await refusal(c, 'notFound');
  const run = await orError(applyMapping(c.var.console.means, actorOf(c), record.connector.id));
  if (!(run instanceof ArchiveError)) return toConnector(c, record.connector.id, 'apply');
  c.status(422);
  return await peopleWith(c, run);
}

/** The change that the address names, with its connector; else the answer that there is none. */
async function pendingOf(c: ConsoleContext) {
  const record = await connectorOf(c);
  if (record === undefined) return await refusal(c, 'notFound');
  const { id: connectorId } = record.connector;
  const change = findChange(c.req.param('change') ?? '', { connectorId, owner: ownerOf(c) });
  return change ? { record, change } : c.redirect(`${peoplePath(connectorId)}?done=expired`, 303);
}

/** Rejects with InvalidArgument where the form holds none of them. */
async function wishOf(c: ConsoleContext): Promise<MappingWish> {
  const form = await c.req.parseBody();
  const { file, remove } = form;
  if (remove === 'yes') return { csv: null };
  if (file instanceof File && file.size > 0) return { csv: Buffer.from(await file.arrayBuffer()) };
  const person = personForm.safeParse(form);
  const number = person.success ? canonicalNumber(person.data.number) : undefined;
  if (person.success && number !== undefined) return { person: { number, address: person.data.address } };
  if (file !== undefined)
    throw new ArchiveError('InvalidArgument', 'No file was chosen, or it is empty.', {
      nextStep: 'Choose a mapping file; nothing was changed.',
    });
  throw new ArchiveError('InvalidArgument', 'This is no number with an address.', {
    nextStep: 'Give the address of a Microsoft 365 user; nothing was changed.',
  });
}

function refusedRows(refusal: MappingRefusal): ArchiveError {
  return new ArchiveError('InvalidArgument', refusalLines(refusal), {
    nextStep: 'Correct these rows, or say below that they are meant so; nothing was changed.',
  });
}
