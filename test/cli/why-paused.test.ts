import assert from 'node:assert/strict';
import type { CliContext } from '../../src/cli/context.js';
import { whyPaused } from '../../src/cli/why-paused.js';
import type { PauseFlag } from '../../src/domain/pause.js';

describe('why a run stands still', () => {
  const whyWith = async (flag: PauseFlag): Promise<string[]> => {
    const schedules = { readPause: async () => await Promise.resolve(flag) };
    return await whyPaused({ schedules } as unknown as CliContext, 'emea');
  };

  it('is the note of its connector, which is resumed', async () => {
    assert.deepEqual(await whyWith({ isPaused: true, note: 'an audit (paused by Ada)' }), [
      'an audit (paused by Ada)',
      'Next step: whatsapp-archiver connector resume emea',
    ]);
  });

  it('is unknown where the connector was paused without a note', async () => {
    assert.equal((await whyWith({ isPaused: true, note: '' }))[0], 'No reason was given.');
  });

  it('is its backfill where the connector is not paused, and that is resumed', async () => {
    assert.deepEqual(await whyWith({ isPaused: false, note: 'Resumed by Ada' }), [
      'It waits with its backfill.',
      'Next step: whatsapp-archiver backfill resume emea',
    ]);
  });
});
