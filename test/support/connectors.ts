import type { Connector } from '../../src/domain/connector.js';

/** When every connector of a test begins. */
export const START = '2026-11-20T02:00:00.000Z';

/** A connector of nobody's site, mapped automatically, which runs each night. */
export function aConnector(id: string, changes: Partial<Connector> = {}): Connector {
  return {
    id,
    displayName: `WhatsApp ${id}`,
    source: {
      type: 'telemessage',
      product: 'whatsapp-phone-archiver',
      url: 'https://archive.example',
      username: 'u',
      passwordSecret: 's',
    },
    schedule: { cron: '0 2 * * *', timezone: 'UTC', start: START, lookbackHours: 24 },
    mapping: { automatic: true },
    target: { folder: 'WhatsApp Archiver', itemClass: 'IPM.Note', maxItemBytes: 10_485_760 },
    termsAccepted: { by: 'admin@contoso.example', at: START },
    ...changes,
  };
}
