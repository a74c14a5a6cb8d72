import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import { reportText } from '../../src/cli/report-text.js';
import { reportCsv } from '../../src/operations/report-csv.js';
import { emptyCounts, type Report } from '../../src/domain/report.js';

const WINDOW = { from: '2026-11-19T02:00:00.000Z', to: '2026-11-20T02:00:00.000Z' };
const REPORT: Report = {
  connectorId: 'emea',
  runId: 'run-1',
  workflowId: 'run/emea-1',
  window: WINDOW,
  mapping: { version: 3 },
  state: 'completed-with-failures',
  reason: null,
  startedAt: '2026-11-20T02:00:01.000Z',
  completedAt: '2026-11-20T02:10:00.000Z',
  counts: emptyCounts(),
  failures: [],
  gaps: [{ from: WINDOW.from, to: '2026-11-19T07:00:00.000Z' }],
  sourceFaults: [
    { name: '=drop-1.zip', reason: 'DropRefused', what: 'holds fewer files than it says' },
    { name: 'drop-2.zip', reason: 'DropMissing', what: 'is not there' },
  ],
};

describe('the text of a report', () => {
  it('says which period the source had purged, and the next step', () => {
    assert.match(
      reportText(REPORT),
      /^Purged at the source: 2026-11-19T02:00:00.000Z to 2026-11-19T07:00:00.000Z\nWindowPurged: .*export of it\.$/m,
    );
  });

  it('names what could not be taken whole, why, and the next steps', () => {
    const text = reportText(REPORT);
    assert.match(text, /^=drop-1\.zip +DropRefused +holds fewer files than it says$/m);
    assert.match(text, /^DropMissing: A ZIP file is missing/m);
    assert.match(text, /^DropRefused: /m);
  });

  it('has tables no wider than a terminal, which leave nothing out, and is steered by nobody', () => {
    const itemId = '0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f';
    const m365UserId = `${'a'.repeat(45)}@contoso.example`;
    const failure = { itemId, m365UserId, sourceUserId: '447700900123', attachments: [] };
    const text = reportText({
      ...REPORT,
      sourceFaults: [{ name: `\u001B[2J${'x'.repeat(120)}`, reason: 'DropRefused', what: 'why '.repeat(20) }],
      failures: [
        { ...failure, reason: 'AttachmentUnavailable', open: true },
        { ...failure, itemId: `${itemId}${itemId}`, m365UserId: null, reason: 'NoMapping', open: false },
      ],
    });
    const tables = text.match(/^(At the source|Item id) .*?\n\n/gms) ?? [];
    assert.equal(tables.length, 2);
    for (const row of tables.join('').split('\n')) assert.ok(row.length <= 100, row);
    const [first, second, third] = tables.at(-1)?.split('\n').slice(2) ?? [];
    assert.match(first ?? '', /^0a1b2c3d\S{28} {2}447700900123 +AttachmentUnavailable$/);
    assert.match(second ?? '', /^ {38}a{39} {2}tried again$/);
    assert.match(third ?? '', /^ {38}a{6}@contoso\.example$/);
    assert.equal(text.split(itemId).length - 1, 3);
    assert.ok(!text.includes('\u001B'));
  });

  it('speaks of neither where there is none', () => {
    const text = reportText({ ...REPORT, gaps: [], sourceFaults: [] });
    assert.doesNotMatch(text, /[Aa]t the source|WindowPurged|Drop/);
  });

  it('of a run that only took up what was left names no window', () => {
    const window = { from: WINDOW.to, to: WINDOW.to };
    const text = reportText({ ...REPORT, window, state: 'completed', gaps: [], sourceFaults: [] });
    assert.match(text, /^Window {3}none: only what earlier runs left /m);
    assert.match(text, /^Nothing was left that could be imported\.$/m);
    assert.doesNotMatch(text, /No items ingested/);
  });

  it('of a run that is paused says so, and that it has not ended', () => {
    const text = reportText({ ...REPORT, state: 'paused', completedAt: null });
    assert.match(text, /^Import report of emea: paused$/m);
    assert.match(text, /Completed {2}not yet$/m);
  });

  it('as CSV has a row for each, and none of its cells is a formula', () => {
    const rows = parse<Record<string, string>>(reportCsv(REPORT), { columns: true });
    assert.deepEqual(
      rows.map(({ itemId, reason, atSource }) => [itemId, reason, atSource]),
      [
        ['', 'WindowPurged', '2026-11-19T02:00:00.000Z to 2026-11-19T07:00:00.000Z'],
        ['', 'DropRefused', "'=drop-1.zip: holds fewer files than it says"],
        ['', 'DropMissing', 'drop-2.zip: is not there'],
      ],
    );
  });
});
