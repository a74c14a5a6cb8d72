import assert from 'node:assert/strict';
import { ArchiveError } from '../../src/domain/errors.js';
import type { FoundUser } from '../../src/domain/user.js';
import { RememberingDirectory } from '../../src/microsoft365/remembering-directory.js';
import { gate, never } from './support.js';

describe('RememberingDirectory', () => {
  const answers: (FoundUser | ArchiveError)[] = [];
  let asked: string[] = [];
  let answered: Promise<void>;
  let directory: RememberingDirectory;

  beforeEach(() => {
    [asked, answered, answers.length] = [[], Promise.resolve(), 0];
    directory = new RememberingDirectory({
      findUser: async (address) => {
        asked.push(address);
        const answer = answers.shift() ?? { state: 'unknown' };
        await answered;
        if (answer instanceof ArchiveError) throw answer;
        return answer;
      },
    });
  });

  const find = (address: string, signal = never()) => directory.findUser(address, signal);

  it('asks once for one address, however it is written and whatever the answer was', async () => {
    answers.push({ state: 'deleted' });
    const all = [find('ann@contoso.example'), find(' Ann@Contoso.example')];
    assert.deepEqual(await Promise.all(all), [{ state: 'deleted' }, { state: 'deleted' }]);
    assert.deepEqual(await find('ANN@contoso.example'), { state: 'deleted' });
    assert.deepEqual(asked, ['ann@contoso.example']);
  });

  it('remembers no failure', async () => {
    answers.push(new ArchiveError('Throttled', 'Graph: 429.'), { state: 'guest' });
    await assert.rejects(find('ann@contoso.example'), { code: 'Throttled' });
    assert.deepEqual(await find('ann@contoso.example'), { state: 'guest' });
  });

  it('leaves a caller whose signal fires, and remembers the answer for the others', async () => {
    const slow = gate();
    [answered] = [slow.opened];
    answers.push({ state: 'guest' });
    const ended = new AbortController();
    const left = find('ann@contoso.example', ended.signal);
    ended.abort();
    await assert.rejects(left, { name: 'AbortError' });
    slow.open();
    assert.deepEqual(await find('ann@contoso.example'), { state: 'guest' });
    assert.equal(asked.length, 1);
  });
});
