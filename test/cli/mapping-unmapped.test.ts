import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import { listUnmapped } from '../../src/operations/mapping-unmapped.js';
import { lookUpUsers } from '../../src/operations/look-up-users.js';
import { unmappedText } from '../../src/cli/unmapped-text.js';
import { unmappedCsv } from '../../src/operations/unmapped-csv.js';
import { parseMappingCsv } from '../../src/mapping/mapping-csv.js';
import { Bench, forBoth } from '../activities/bench.js';
import { newId } from '../storage/shared-azurite.js';
import { BEN, UNLICENSED } from '../support/sandbox-tenant.js';

const OUTSIDER = { phoneNumber: '+447700900999', displayName: '=evil\u001b[2J' };
const HIDDEN = { whatsAppId: '98765432101234@lid' };

describe('who was seen without a mailbox', () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await Bench.open();
  });
  afterEach(() => bench.close());

  const addItem = (changes: object) => bench.site.addItems([forBoth({ itemId: newId('item'), ...changes })]);
  const list = async () =>
    await listUnmapped(
      { ...bench.deps, lookUpUsers: async (addresses) => await lookUpUsers(bench.deps.directory, addresses) },
      bench.connectorId,
    );

  it('stands there once, in all spellings and under all addresses, with all items and those that wait', async () => {
    const spellings = [
      { phoneNumber: '447700900999' },
      { phoneNumber: '+44 7700 900999', userEmailAddress: UNLICENSED },
      { whatsAppId: '447700900999@s.whatsapp.net' },
    ];
    addItem({ recipients: spellings.slice(0, 1), messageTime: '2026-11-20T08:00:00Z' });
    addItem({ sender: spellings[1], recipients: [HIDDEN], messageTime: '2026-11-19T08:00:00Z' });
    addItem({ sender: spellings[2], recipients: spellings, messageTime: '2026-11-20T10:00:00+01:00' });
    await bench.archiveDay();
    const [first, second, ...others] = await list();
    assert.deepEqual(others, []);
    const { who, firstSeen, lastSeen, items, waiting, participants } = first ?? {};
    assert.deepEqual([who, items, waiting, participants?.length], ['447700900999', 3, 2, 2]);
    assert.deepEqual([firstSeen, lastSeen], ['2026-11-19T08:00:00.000Z', '2026-11-20T09:00:00.000Z']);
    assert.deepEqual(
      [second?.who, second?.items, second?.guess.code],
      [HIDDEN.whatsAppId, 1, 'hidden-number'],
    );
  });

  it('stands there no longer once everything has its mailbox', async () => {
    addItem({ recipients: [OUTSIDER] });
    await bench.archiveDay();
    assert.equal((await list())[0]?.guess.code, 'outside');
    await bench.map({ automatic: true }, [`${OUTSIDER.phoneNumber},${BEN}`]);
    assert.equal((await list())[0]?.guess.code, 'mapped-now');
    await bench.takeUp(await bench.openApply());
    assert.deepEqual(await list(), []);
    assert.match(unmappedText('emea', []), /^Everybody seen by emea has a mailbox\.$/);
  });

  for (const { name, rules, rows, person, code } of [
    {
      name: 'a row names nobody in Microsoft 365',
      rules: { automatic: true },
      rows: [`${OUTSIDER.phoneNumber},nobody@contoso.example`],
      person: OUTSIDER,
      code: 'row-unknown',
    },
    {
      name: 'automatic mapping is off',
      rules: { automatic: false },
      rows: [`+447700900555,${BEN}`],
      person: { ...HIDDEN, userEmailAddress: BEN },
      code: 'automatic-off',
    },
    {
      name: 'a row differs in the country code alone',
      rules: { automatic: true },
      rows: [`+4917700900999,${BEN}`],
      person: OUTSIDER,
      code: 'similar-row',
    },
  ]) {
    it(`is told that ${name}`, async () => {
      await bench.map(rules, rows);
      addItem({ sender: person, recipients: [HIDDEN] });
      await bench.archiveDay();
      const found = (await list()).find(({ guess }) => guess.code !== 'hidden-number');
      assert.equal(found?.guess.code, code);
    });
  }

  it('is shown without what would steer a terminal, and as CSV without formulas', async () => {
    addItem({ sender: OUTSIDER, recipients: [HIDDEN] });
    await bench.archiveDay();
    const people = await list();
    const text = unmappedText('emea', people);
    assert.ok(!text.includes('\u001b'));
    assert.match(text, /^\+447700900999 +=evil\?\[2J .* 1 +1 +outside$/m);
    assert.match(text, /^outside: probably outside .*\. Add a row if they belong to it\.$/m);
    const [first, hidden] = parse<Record<string, string>>(unmappedCsv(people), { columns: true });
    assert.deepEqual(
      [first?.['Mobile Number'], first?.['Name'], hidden?.['Mobile Number'], hidden?.['Who']],
      ["'+447700900999", "'=evil?[2J", '', HIDDEN.whatsAppId],
    );
  });

  it('is mapped by that CSV once it is filled in', async () => {
    addItem({ sender: OUTSIDER, recipients: [{ phoneNumber: '+447700900998' }] });
    await bench.archiveDay();
    const csv = unmappedCsv(await list()).replaceAll(/^('\+\d+),,/gm, `$1,${BEN},`);
    const { rows, faults } = parseMappingCsv(Buffer.from(csv));
    assert.deepEqual(faults, []);
    assert.deepEqual(new Set(rows.map(({ number }) => number)), new Set(['447700900999', '447700900998']));
  });
});
