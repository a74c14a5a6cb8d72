import assert from 'node:assert/strict';
import { Bench } from './bench.js';

describe('the pause of a connector, as a run asks for it', () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await Bench.open();
  });
  afterEach(() => bench.close());

  it('is read, set and cleared with what the schedule then shows', async () => {
    const { connectorId } = bench;
    const { readPause, setPause } = bench.activities();
    assert.deepEqual(await readPause({ connectorId }), { isPaused: false, note: '' });
    const set = await setPause({ connectorId, isPaused: true, note: 'quota' });
    assert.deepEqual(set, { isPaused: true, note: 'quota' });
    assert.deepEqual(await readPause({ connectorId }), set);
    assert.equal((await setPause({ connectorId, isPaused: false, note: 'mended' }))?.isPaused, false);
  });

  it('that an older program asks for at its end carries the next step for a person', async () => {
    await bench.activities().pauseConnector({ connectorId: bench.connectorId, reason: 'SourceRefusedLogin' });
    assert.equal(bench.pause.isPaused, true);
    assert.match(bench.pause.note, /^SourceRefusedLogin: .*connector resume/);
  });
});
