import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { openConsole } from '../../src/console/open.js';
import { readConsoleSettings } from '../../src/console/settings.js';
import { SecretStore } from '../../src/secrets.js';
import { newId } from '../storage/shared-azurite.js';
import { until } from '../support/until.js';
import { silentLogger } from './silent-logger.js';
import { storedMeans } from './stored-means.js';

const DAY_MS = 86_400_000;

describe('the console while it is open', () => {
  afterEach(() => {
    mock.timers.reset();
  });

  it('removes set-ups whose time is over once a day, though nobody looks', async () => {
    mock.timers.enable({ apis: ['setInterval'] });
    const means = { ...(await storedMeans()), secrets: new SecretStore('/nowhere') };
    let looks = 0;
    const { drafts } = means;
    const list = drafts.list.bind(drafts);
    drafts.list = async () => {
      const rows = await list();
      looks++;
      return rows;
    };
    const settings = readConsoleSettings({ ARCHIVER_CONSOLE_PORT: '0' });
    const serving = await openConsole(settings, { means, graph: undefined, logger: silentLogger });
    try {
      await until('the sweep at the start', () => looks >= 2);
      const name = newId('admin');
      const { id } = await drafts.create({ owner: name, by: name }, new Date(Date.now() - 15 * DAY_MS));
      const isThere = async () => (await drafts.find(id, name)) !== undefined;
      mock.timers.tick(DAY_MS - 1);
      assert.ok(await isThere());
      mock.timers.tick(1);
      await until('the daily sweep', async () => !(await isThere()));
    } finally {
      await serving.close();
    }
    const before = looks;
    mock.timers.tick(2 * DAY_MS);
    assert.equal(looks, before);
  });
});
