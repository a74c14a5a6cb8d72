import assert from 'node:assert/strict';
import { isSameMapping } from '../../src/domain/mapping.js';
import { mappingOf } from '../support/mapping.js';

const CSV = { blob: 'b', digest: 'd', rows: 3, rowsBlob: 'rows' };
const ROWS = { added: 3, removed: 0, changed: 0 };

describe('a version of the mapping', () => {
  it('is the first where there was none, and names the rules that are set', () => {
    const first = mappingOf({ rules: { automatic: false, defaultCountry: 'GB' }, csv: CSV, rows: ROWS });
    assert.equal(first.version, 1);
    assert.deepEqual(first.difference, { ...ROWS, rules: ['automatic', 'defaultCountry'] });
  });

  it('follows the one before and names the rules that differ', () => {
    const first = mappingOf({ rules: { automatic: true, defaultCountry: 'GB' } });
    const second = mappingOf({ rules: { automatic: true, catchAllMailbox: 'all@contoso.example' } }, first);
    assert.deepEqual([second.version, second.difference.rules], [2, ['defaultCountry', 'catchAllMailbox']]);
  });

  it('is the same as rules and a file that say the same', () => {
    const first = mappingOf({ rules: { automatic: true, defaultCountry: 'GB' }, csv: CSV });
    assert.ok(
      isSameMapping(first, { rules: { defaultCountry: 'GB', automatic: true }, csv: { digest: 'd' } }),
    );
    assert.ok(isSameMapping(mappingOf(), { rules: { automatic: true }, csv: null }));
  });

  it('is another one where a rule or the file is', () => {
    const { rules, ...first } = mappingOf({ csv: CSV });
    for (const csv of [null, { digest: 'e' }])
      assert.equal(isSameMapping({ rules, ...first }, { rules, csv }), false);
    for (const other of [{ automatic: false }, { ...rules, defaultCountry: 'GB' }])
      assert.equal(isSameMapping({ rules, ...first }, { rules: other, csv: CSV }), false);
  });
});
