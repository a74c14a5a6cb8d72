import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nextMapping, type MappingRules } from '../../src/domain/mapping.js';
import type { Participant } from '../../src/domain/item.js';
import { startAzurite, type Azurite } from '../../src/processes/azurite.js';
import { Secret } from '../../src/secret.js';
import { openStorage } from '../../src/storage/azure.js';
import { openRepositories, type Repositories } from '../../src/storage/repositories.js';
import { newId } from '../storage/shared-azurite.js';
import {
  CLIENT_ID,
  CLIENT_SECRET,
  startTenant,
  TENANT_ID,
  type TestTenant,
} from '../support/sandbox-tenant.js';

const AT = '2026-11-18T02:00:00.000Z';

const SOURCE = {
  type: 'telemessage' as const,
  product: 'whatsapp-phone-archiver' as const,
  url: 'https://archive.example',
  username: 'u',
  passwordSecret: 's',
};
const TERMS = { by: 'admin@contoso.example', at: AT };

const USERS = [
  {
    userPrincipalName: 'ann@contoso.example',
    displayName: 'Ann',
    proxyAddresses: ['SMTP:ann@contoso.example', 'smtp:ann.alias@contoso.example'],
  },
  { userPrincipalName: 'bob@contoso.example', displayName: 'Bob' },
  { userPrincipalName: 'nomail@contoso.example', displayName: 'No Mail', hasMailbox: false },
];

/** Storage of its own and a tenant of Ann and Bob, for mapping commands in this process; nothing else runs. */
export class MappingStage {
  #files = 0;

  private constructor(
    readonly directory: string,
    readonly azurite: Azurite,
    readonly tenant: TestTenant,
    readonly repositories: Repositories,
  ) {}

  static async start(): Promise<MappingStage> {
    const [directory, azurite, tenant] = await Promise.all([
      mkdtemp(join(tmpdir(), 'whatsapp-archiver-mapping-')),
      startAzurite(),
      startTenant({ users: USERS }),
    ]);
    const storage = openStorage({ connectionString: new Secret(azurite.connectionString) });
    const stage = new MappingStage(directory, azurite, tenant, openRepositories(storage));
    await writeFile(join(directory, 'settings.env'), stage.#environment());
    return stage;
  }

  async close(): Promise<void> {
    await this.tenant.close();
    await this.azurite.close();
    await rm(this.directory, { recursive: true });
  }

  /** As every command takes them. */
  get options() {
    return { json: false, verbose: false, envFile: [join(this.directory, 'settings.env')] };
  }

  /** Writes lines as a file and resolves to its path. */
  async csv(...lines: string[]): Promise<string> {
    this.#files += 1;
    const path = join(this.directory, `mapping-${this.#files}.csv`);
    await writeFile(path, `${lines.join('\r\n')}\r\n`);
    return path;
  }

  /** Writes the file of a connector that there is not yet, and resolves to its path. */
  async connectorFile(id: string, mapping: Partial<MappingRules>): Promise<string> {
    const path = join(this.directory, `${id}.json`);
    const file = { id, displayName: id, source: SOURCE, mapping, termsAccepted: TERMS };
    await writeFile(path, JSON.stringify(file));
    return path;
  }

  /** A connector without a CSV; resolves to its id. */
  async connector(rules: MappingRules = { automatic: true }): Promise<string> {
    const id = newId('c');
    const rows = { added: 0, removed: 0, changed: 0 };
    const mapping = nextMapping(undefined, { rules, csv: null, rows, by: 'creator', at: AT });
    const connector = {
      id,
      displayName: 'WhatsApp EMEA',
      source: SOURCE,
      schedule: { cron: '0 2 * * *', timezone: 'UTC', start: AT, lookbackHours: 24 },
      mapping: rules,
      target: { folder: 'WhatsApp Archiver', itemClass: 'IPM.Note', maxItemBytes: 10_485_760 },
      termsAccepted: TERMS,
    };
    await this.repositories.connectors.create({ connector, account: newId('account'), mapping }, AT);
    return id;
  }

  /** Somebody who took part in so many items, with a copy in the mailbox where one is named. */
  async see(
    id: string,
    participant: Participant,
    items: number,
    mailbox: string | null = null,
  ): Promise<void> {
    const key = newId('').slice(-24).replaceAll('-', '0');
    await this.repositories.seen.addPerson(id, { key, participant });
    for (let item = 0; item < items; item += 1) {
      const itemKey = newId('').slice(-32).replaceAll('-', '0');
      const people = [{ key, mailbox }];
      await this.repositories.seen.putAppearance(id, { itemKey, archivedTime: AT, messageTime: AT, people });
    }
  }

  #environment(): string {
    return [
      `AZURE_STORAGE_CONNECTION_STRING="${this.azurite.connectionString}"`,
      `AZURE_TENANT_ID=${TENANT_ID}`,
      `AZURE_CLIENT_ID=${CLIENT_ID}`,
      `AZURE_CLIENT_SECRET=${CLIENT_SECRET}`,
      `AZURE_AUTHORITY_HOST=${this.tenant.url}`,
      `ARCHIVER_GRAPH_URL=${this.tenant.url}`,
    ].join('\n');
  }
}
