import assert from 'node:assert/strict';
import { ANNA, startTenant, type Answer, type TestTenant } from '../support/sandbox-tenant.js';

const MESSAGES = `/users/${ANNA}/messages`;

describe('sandbox Microsoft 365: $batch', () => {
  let site: TestTenant;
  beforeEach(async () => {
    site = await startTenant();
  });
  afterEach(() => site.close());

  const batch = (...requests: object[]) => site.graph('POST', '/$batch', { body: { requests } });
  const get = (id: string, changes: object = {}) => ({ id, method: 'GET', url: MESSAGES, ...changes });
  const post = (id: string, changes: object = {}) => ({
    id,
    method: 'POST',
    url: MESSAGES,
    headers: { 'Content-Type': 'application/json' },
    body: { subject: id },
    ...changes,
  });
  const statuses = ({ json }: Answer) =>
    json.responses.map(({ id, status }: { id: string; status: number }) => [id, status]);

  it('answers each request as if it had come alone', async () => {
    const answer = await batch(post('1'), get('2', { dependsOn: ['1'] }));
    assert.equal(answer.status, 200);
    assert.deepEqual(statuses(answer), [
      ['1', 201],
      ['2', 200],
    ]);
    assert.equal(answer.json.responses[1].body.value[0].subject, '1');
  });

  it('throttles each request by itself, and is answered 200 all the same', async () => {
    site.settings.latencyMs = 50;
    const answer = await batch(...Array.from({ length: 5 }, (_, index) => get(`${index}`)));
    assert.equal(answer.status, 200);
    const refused = answer.json.responses.filter(({ status }: { status: number }) => status === 429);
    assert.equal(refused.length, 1);
    assert.equal(refused[0].headers['retry-after'], '1');
  });

  it('does not start what depends on a failure', async () => {
    const answer = await batch(get('1', { url: `${MESSAGES}?$top=0` }), post('2', { dependsOn: ['1'] }));
    assert.deepEqual(statuses(answer), [
      ['1', 400],
      ['2', 424],
    ]);
    assert.equal(site.messagesOf(ANNA).length, 0);
  });

  it('lets a fault meet one request only', async () => {
    site.failNext(1, { match: 'create', status: 503 });
    assert.deepEqual(statuses(await batch(post('1'), post('2', { dependsOn: [] }))), [
      ['1', 503],
      ['2', 201],
    ]);
  });

  for (const [what, requests] of [
    ['more than 20 requests', Array.from({ length: 21 }, (_, index) => get(`${index}`))],
    ['one id twice', [get('1'), get('1')]],
    ['an absolute address', [get('1', { url: 'https://graph.microsoft.com/v1.0/users' })]],
    ['a dependence on what is not there', [get('1', { dependsOn: ['0'] })]],
    ['a batch within the batch', [post('1', { url: '/$batch', body: { requests: [get('1')] } })]],
    [
      'a batch by a way round',
      [post('1', { url: '/users/../$BATCH?$top=1', body: { requests: [get('1')] } })],
    ],
    ['nothing', []],
  ] as const) {
    it(`refuses ${what} as a whole`, async () => {
      assert.equal((await batch(...requests)).status, 400);
    });
  }

  it('is one request, and holds no more than any other', async () => {
    site.settings.requestBytes = 10_000;
    const { status, json } = await batch(post('1', { body: { subject: 'x'.repeat(10_000) } }));
    assert.deepEqual([status, json.error.code], [413, 'RequestEntityTooLarge']);
    assert.equal((await batch(post('1', { body: { subject: 'x'.repeat(200) } }))).status, 200);
  });
});
