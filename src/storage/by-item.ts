import type { Row } from './table.js';

/** Rows in the order of their keys, item by item. */
export async function* byItem<T extends { itemKey: string }>(
  rows: AsyncIterable<Row<T>>,
): AsyncGenerator<Row<T>[]> {
  let item: Row<T>[] = [];
  for await (const row of rows) {
    if (item[0] && item[0].value.itemKey !== row.value.itemKey) {
      yield item;
      item = [];
    }
    item.push(row);
  }
  if (item.length > 0) yield item;
}
