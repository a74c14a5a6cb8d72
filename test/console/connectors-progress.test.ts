import assert from 'node:assert/strict';
import { ProgressBook } from '../../src/console/connectors/progress-book.js';
import type { Progress } from '../../src/domain/run.js';
import { until } from '../support/until.js';

const RUN = { workflowId: 'run/emea', runId: '1' };

describe('how far a run is', () => {
  it('is asked for once, however many look', async () => {
    let asked = 0;
    const answers: ((progress: Progress | undefined) => void)[] = [];
    const progress = async () => {
      asked += 1;
      return await new Promise<Progress | undefined>((resolve) => answers.push(resolve));
    };
    const book = bookOf(progress);
    const looks = [heardFrom(book), heardFrom(book)];
    await until('the question', () => answers.length > 0);
    answers[0]?.(said(1));
    assert.deepEqual(await Promise.all(looks), [said(1), said(1)]);
    assert.equal(asked, 1);
  });

  it('is what it said last where it takes its time', async () => {
    const answers = [Promise.resolve(said(1)), new Promise<Progress>(() => undefined)];
    const book = bookOf(async () => await (answers.shift() ?? assert.fail('asked twice at a time')));
    assert.deepEqual(await heardFrom(book), said(1));
    assert.deepEqual(await heardFrom(book), said(1));
    assert.deepEqual(await heardFrom(book), said(1));
  });

  it('is known with when it was asked, not with when it was answered', async () => {
    const before = Date.now();
    let answeredAt = Infinity;
    const book = bookOf(async () => {
      await until('a moment to pass', () => Date.now() > before + 5);
      answeredAt = Date.now();
      return said(1);
    });
    const { askedAt } = (await book.of(RUN)) ?? assert.fail();
    assert.ok(askedAt >= before && askedAt < answeredAt);
  });

  it('is unknown where no worker answers, which is not waited for again', async () => {
    let asked = 0;
    const book = bookOf(async () => {
      asked += 1;
      return await Promise.resolve(undefined);
    });
    assert.deepEqual([await book.of(RUN), await book.of(RUN), asked], [undefined, undefined, 1]);
  });
});

function bookOf(progress: () => Promise<Progress | undefined>): ProgressBook {
  return new ProgressBook({ temporalRuns: { progress } } as never);
}

async function heardFrom(book: ProgressBook): Promise<Progress | undefined> {
  return (await book.of(RUN))?.progress;
}

function said(done: number): Progress {
  return { items: { done, seen: 2 } } as Progress;
}
