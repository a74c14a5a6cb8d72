import { z } from 'zod';
import type { SourcePage } from '../source.js';
import { decodeJson, invalidAnswer } from './body.js';
import { elementTexts } from './element-texts.js';
import { LIMITS } from './limits.js';

// An empty cursor would be the first page again, and so for ever.
const Page = z.object({
  items: z.array(z.unknown()).max(LIMITS.MAX_PAGE_RECORDS),
  nextCursor: z.string().min(1).nullable(),
  windowCount: z.int().min(0),
});

/** Takes a page apart; its records stay unchecked. Throws SourceAnswerInvalid where the bytes are no page. */
export function parsePage(bytes: Buffer): SourcePage {
  const { text, value } = decodeJson(bytes);
  const page = Page.safeParse(value);
  if (!page.success) throw invalidAnswer('is no page as agreed');
  const { items, nextCursor, windowCount } = page.data;
  return { records: items, recordTexts: elementTexts(text, 'items'), nextCursor, windowCount };
}
