import assert from 'node:assert/strict';
import type { Connector } from '../../src/domain/connector.js';
import { housePng } from '../golden/pictures.js';
import { fileRecord } from '../golden/site-records.js';
import { newId } from '../storage/shared-azurite.js';
import { Bench } from './bench.js';

const HOUSE = housePng();

describe('a mailbox copy', () => {
  let bench: Bench;

  afterEach(() => bench.close());

  /** The copy in Anna's mailbox. */
  async function imported(record: object, target: Partial<Connector['target']> = {}) {
    bench = await Bench.open(target);
    const item = await bench.prepareItem({ itemId: newId('item'), ...record }, () => HOUSE);
    await bench.activities().importItem(item);
    const [message] = bench.tenant.messagesOf(item.mailbox);
    assert.ok(message);
    return message;
  }

  it('shows its pictures under the ids by which it carries them', async () => {
    const attachments = [fileRecord('house.png', 'image/png', HOUSE, { kind: 'image' })];
    const { attachments: carried, body } = await imported({ attachments });
    const [picture] = carried;
    assert.equal(picture?.isInline, true);
    assert.deepEqual(picture.bytes, HOUSE);
    assert.ok(body.content.includes(`src="cid:${picture.contentId}"`));
  });

  it('carries the contacts of the record as files', async () => {
    const { attachments } = await imported({
      contacts: [{ name: 'Dan', phoneNumbers: ['+44 7700 900789'] }],
    });
    assert.deepEqual(
      attachments.map(({ name, isInline }) => [name, isInline]),
      [['Dan.vcf', false]],
    );
    assert.match(attachments[0]?.bytes.toString() ?? '', /^FN:Dan\r$/m);
  });

  it('shows times in the zone of the connector too', async () => {
    const { body } = await imported({ text: 'Hello' }, { timezone: 'Europe/Berlin' });
    assert.ok(body.content.includes('Fri, 20 Nov 2026 08:00:00 UTC (09:00:00 Europe/Berlin)'));
  });

  it('shows times in UTC only where the connector names no zone', async () => {
    const { body } = await imported({ text: 'Hello' });
    assert.ok(body.content.includes('<bdi>Fri, 20 Nov 2026 08:00:00 UTC</bdi>'));
  });
});
