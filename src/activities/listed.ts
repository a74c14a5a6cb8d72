import { itemKey } from '../domain/identity.js';
import type { SourcePage } from '../sources/source.js';
import { digestOf, identityOf, recordBytes, senderOf } from './records.js';
import type { RunContext } from './run-context.js';

/** An item of a page. */
export interface Listed {
  /** Of the record that is archived, where none is staged yet: the first one. */
  index: number;
  itemId: string;
  key: string;
  sender: string | null;
  /** More than one where the page gives the same revision with different contents. */
  contents: { digest: string; bytes: () => Buffer }[];
}

/** The items of a page, each once however often it is there. */
export function listedOn({ source, record: { account } }: RunContext, page: SourcePage): Listed[] {
  const byKey = new Map<string, Listed>();
  page.records.forEach((record, index) => {
    const { itemId, revision } = identityOf(source, record);
    const key = itemKey(account, itemId, revision);
    const content = { digest: digestOf(source, record), bytes: () => recordBytes(page, index) };
    const known = byKey.get(key);
    if (known === undefined) {
      byKey.set(key, { index, itemId, key, sender: senderOf(source, record), contents: [content] });
    } else if (known.contents.every(({ digest }) => digest !== content.digest)) {
      known.contents.push(content);
    }
  });
  return [...byKey.values()];
}
