import assert from 'node:assert/strict';
import { listText, type ConnectorStatus } from '../../src/cli/connector-list.js';
import { refusalNote } from '../../src/domain/pause.js';

const EMEA: ConnectorStatus = {
  id: 'whatsapp-emea',
  displayName: 'WhatsApp EMEA',
  schedule: '0 2 * * * UTC',
  paused: false,
  note: '',
  nextRun: '2026-11-27T02:00:00.000Z',
  watermark: '2026-11-26T02:00:00.000Z',
  deletingAt: null,
};
const REFUSED = { ...EMEA, paused: true, note: refusalNote('SourceRefusedLogin') };

describe('the list of connectors', () => {
  it('says when each runs next and how far it is archived, and nothing more where all is well', () => {
    const lines = listText([EMEA]).split('\n');
    assert.deepEqual(
      lines.map((line) => line.split(/ {2,}/)),
      [
        ['Id', 'Name', 'Schedule', 'Next run', 'Archived up to'],
        [EMEA.id, EMEA.displayName, EMEA.schedule, EMEA.nextRun, EMEA.watermark],
      ],
    );
  });

  it('fits on a terminal of 100 columns, also where one has paused itself', () => {
    const [head = '', first = '', second = ''] = listText([EMEA, REFUSED]).split('\n');
    for (const line of [head, first, second]) assert.ok(line.length <= 100, line);
    assert.match(second, / {2}paused: SourceRefusedLogin {2}/);
  });

  it('has the whole note of a pause below the table, under the name of its connector', () => {
    const byHand = { ...EMEA, id: 'apac', paused: true, note: 'an audit of the whole year (paused by Ada)' };
    const lines = listText([EMEA, REFUSED, byHand]).split('\n');
    assert.match(lines[3] ?? '', / {2}paused: by hand {2}/);
    assert.deepEqual(lines.slice(4), [
      '',
      `whatsapp-emea: paused: ${REFUSED.note}`,
      `apac: paused: ${byHand.note}`,
    ]);
  });

  it('says of one without a schedule that it does not run, and what makes the schedule again', () => {
    const lost = { ...EMEA, paused: null, nextRun: null };
    assert.match(
      listText([lost]),
      /never: no schedule .*\n\nwhatsapp-emea: never: .*a worker makes it again/s,
    );
  });

  it('says of one whose deletion broke off how to end that, and promises no schedule', () => {
    const text = listText([{ ...EMEA, paused: null, nextRun: null, deletingAt: '2026-11-26T03:00:00.000Z' }]);
    assert.match(text, /never: being deleted .*connector delete whatsapp-emea$/s);
    assert.doesNotMatch(text, /a worker makes it again/);
  });
});
