import { z } from 'zod';
import { ArchiveError } from '../../domain/errors.js';
import type { SourceFault } from '../../domain/report.js';
import type { SourcePage } from '../source.js';
import { writeCursor, type Position } from './cursor.js';
import { LIMITS } from './limits.js';
import type { EmlRecord } from './record.js';

const Page = z.object({
  records: z.array(z.unknown()),
  nextCursor: z.string().min(1).nullable(),
  windowCount: z.int().min(0),
  faults: z.array(
    z.object({
      name: z.string(),
      reason: z.enum(['DropMissing', 'DropUnfinished', 'DropRefused']),
      what: z.string(),
    }),
  ),
});

/** A page while it is being filled. */
export class PageDraft {
  readonly records: EmlRecord[] = [];
  readonly faults: SourceFault[];
  #bytes = 0;

  constructor(faults: readonly SourceFault[]) {
    this.faults = [...faults];
  }

  get isFull(): boolean {
    return this.records.length >= LIMITS.PAGE_RECORDS || this.#bytes >= LIMITS.PAGE_BYTES;
  }

  add(record: EmlRecord): void {
    this.records.push(record);
    this.#bytes += JSON.stringify(record).length;
  }

  /** Notes a ZIP that cannot be taken. Throws whatever else the error is. */
  note(name: string, error: unknown): void {
    if (!(error instanceof ArchiveError) || !isDropFault(error)) throw error;
    if (this.faults.length < LIMITS.MAX_FAULTS)
      this.faults.push({ name, reason: error.code, what: error.message });
  }

  /** `next` is null on the last page. `faults` are those of the listing itself. */
  finish(
    next: Position | null,
    { windowCount, faults }: Pick<SourcePage, 'windowCount'> & { faults: SourceFault[] },
  ): Buffer {
    const nextCursor = next && writeCursor(next);
    const page = { records: this.records, nextCursor, windowCount, faults: [...faults, ...this.faults] };
    return Buffer.from(JSON.stringify(page));
  }
}

/** Takes a staged page apart; its records stay unchecked. Throws SourceAnswerInvalid where the bytes are no page of ours. */
export function parsePage(bytes: Buffer): SourcePage {
  const page = Page.safeParse(jsonOf(bytes));
  if (page.success) return page.data;
  throw new ArchiveError('SourceAnswerInvalid', 'The staged page is none of an SFTP drop.');
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}

function isDropFault({ code }: ArchiveError): boolean {
  return code === 'DropMissing' || code === 'DropUnfinished' || code === 'DropRefused';
}
