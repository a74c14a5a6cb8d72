import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { ArchiverDeps } from '../../src/activities/deps.js';
import { createActivities } from '../../src/activities/index.js';
import type { Connector } from '../../src/domain/connector.js';
import { ArchiveError } from '../../src/domain/errors.js';
import type { MappingRules } from '../../src/domain/mapping.js';
import type { PauseFlag } from '../../src/domain/pause.js';
import { leavesOpen, type ReasonCode } from '../../src/domain/reasons.js';
import type { Counts } from '../../src/domain/report.js';
import type { ArchiveItemInput, RunPlan, RunRef } from '../../src/domain/run.js';
import type { Window } from '../../src/domain/window.js';
import { openMicrosoft365 } from '../../src/microsoft365/open.js';
import type { AttachmentBytes } from '../../src/sandbox/telemessage/archive.js';
import type { TeleMessageSite } from '../../src/sandbox/telemessage/site.js';
import { Secret } from '../../src/secret.js';
import { parseMappingCsv } from '../../src/mapping/mapping-csv.js';
import { openRepositories } from '../../src/storage/repositories.js';
import { siteSettings, startSite, WINDOW } from '../sources/telemessage/fixture.js';
import { aRecord } from '../sources/telemessage/record.js';
import { newId, openTestStorage } from '../storage/shared-azurite.js';
import { mappingOf } from '../support/mapping.js';
import { ANNA, BEN, CLIENT_SECRET, startTenant, type TestTenant } from '../support/sandbox-tenant.js';

/** Failures are what these tests ask for. */
const QUIET = new DefaultLogger('ERROR');

/** The real activities over Azurite, a TeleMessage site and a tenant, without Temporal: a test says which one runs when. */
export class Bench {
  /** Of the schedule that the connector would have. */
  pause: PauseFlag = { isPaused: false, note: '' };
  /** Runs that Temporal no longer runs. */
  readonly terminated = new Set<string>();

  private constructor(
    readonly connectorId: string,
    readonly deps: ArchiverDeps,
    readonly site: TeleMessageSite,
    readonly tenant: TestTenant,
  ) {}

  static async open(
    target: Partial<Connector['target']> = {},
    schedule: Partial<Connector['schedule']> = {},
  ): Promise<Bench> {
    const account = newId('account');
    const login = { username: 'admin@contoso.example', password: 'right' };
    const { site, source } = await startSite({
      accounts: [{ id: account, ...login, products: ['whatsapp-phone-archiver'] }],
    });
    const tenant = await startTenant();
    const deps: ArchiverDeps = {
      ...openRepositories(await openTestStorage()),
      ...openGraph(tenant),
      sourceOf: () => source,
      readPause: async () => await Promise.resolve(bench.pause),
      setPause: async (_, wanted) => await Promise.resolve((bench.pause = wanted)),
      isRunning: async ({ runId }) => await Promise.resolve(!bench.terminated.has(runId)),
      settleMs: 0,
    };
    const bench = new Bench(newId('connector'), deps, site, tenant);
    const connector = connectorOf(bench.connectorId, site.url, target, schedule);
    await deps.connectors.create({ connector, account, mapping: mappingOf() }, new Date().toISOString());
    return bench;
  }

  async close(): Promise<void> {
    await this.site.close();
    await this.tenant.close();
  }

  /** The activities over these parts, some of which a test may replace; `attempt` as Temporal counts it. */
  activities(parts: Partial<ArchiverDeps> = {}, attempt = 1) {
    const deps = { ...this.deps, ...parts };
    const all = createActivities(deps);
    return Object.fromEntries(
      Object.entries(all).map(([name, activity]) => [
        name,
        async (input: never) =>
          await new MockActivityEnvironment({ attempt, activityType: name }, { logger: QUIET }).run(
            activity,
            input,
          ),
      ]),
    ) as unknown as typeof all;
  }

  /** Opens a backfill's run over the window; for these mailboxes alone where they are given. */
  async openRun(window: Window = WINDOW, mailboxes?: string[]): Promise<RunPlan> {
    return await this.#open({ window, nominalTime: null, ...(mailboxes && { mailboxes }) });
  }

  /** Opens a daily run from the watermark to the schedule's time. */
  async openDaily(nominalTime: string): Promise<RunPlan> {
    return await this.#open({ nominalTime });
  }

  async #open(input: {
    window?: Window;
    only?: 'open-items';
    mailboxes?: string[];
    nominalTime: string | null;
  }): Promise<RunPlan> {
    const { connectorId } = this;
    const runId = newId('run');
    const startedAt = input.nominalTime ?? '2026-11-21T02:00:00.000Z';
    return await this.activities().openRun({
      connectorId,
      workflowId: `run/${runId}`,
      runId,
      startedAt,
      ...input,
    });
  }

  /** Opens a run that only takes up what earlier runs left. */
  async openApply(): Promise<RunPlan> {
    return await this.#open({ only: 'open-items', nominalTime: null });
  }

  /** New rules and rows of the CSV, `number,address` each; null for no CSV. */
  async map(rules: MappingRules, rows: string[] | null): Promise<void> {
    const { connectors } = this.deps;
    const { connector, account, mapping, etag } = await connectors.get(this.connectorId);
    const header = 'number,address,validFrom,validTo';
    const file = rows && Buffer.from([header, ...rows].join('\n'));
    const csv = file && (await connectors.putMapping(this.connectorId, file, parseMappingCsv(file).rows));
    const changes = {
      connector: { ...connector, mapping: rules },
      mapping: mappingOf({ rules, csv }, mapping),
    };
    await connectors.update({ account, ...changes }, etag);
  }

  /** The first page of one of the run's slices, the first one unless it is said. */
  async listPage({ run, slices }: RunPlan, index = 0, activities = this.activities()) {
    const slice = slices[index];
    if (slice === undefined) throw new RangeError('The run has no such slice.');
    return await activities.fetchWindow({ run, slice, listing: 0, page: 0 });
  }

  /** A new item for Anna and Ben, staged, converted and mapped for a run of its own. */
  async prepareItem(
    changes: object = {},
    bytesOf?: AttachmentBytes,
  ): Promise<{ run: RunRef; itemKey: string; mailbox: string }> {
    this.site.addItems([forBoth({ itemId: newId('item'), ...changes })], bytesOf);
    const plan = await this.openRun();
    const { blob, items } = await this.listPage(plan);
    const { itemKey = '', index = 0 } = items.at(-1) ?? {};
    return await this.stage({ run: plan.run, itemKey, record: { blob, index } });
  }

  async stage(item: { run: RunRef; itemKey: string; record?: { blob: string; index: number } }) {
    const { stageItem, convertItem, mapItem } = this.activities();
    await stageItem(item);
    await convertItem(item);
    const { mailboxes } = await mapItem(item);
    return { run: item.run, itemKey: item.itemKey, mailbox: mailboxes[0] ?? '' };
  }

  /** An item to its end, as the workflow brings it there. */
  async archive(item: ArchiveItemInput, activities = this.activities()): Promise<void> {
    const reasons: ReasonCode[] = [];
    let { openMark } = item;
    const fail = async (mailbox: string | null, error: unknown): Promise<void> => {
      if (!(error instanceof ArchiveError)) throw error;
      await activities.recordFailure({ ...item, mailbox, reason: error.code });
      reasons.push(error.code);
    };
    try {
      await activities.stageItem(item);
      await activities.convertItem(item);
      const mapped = await activities.mapItem(item);
      reasons.push(...(mapped.refused ?? []));
      openMark = mapped.openMark ?? openMark;
      for (const mailbox of mapped.mailboxes)
        await activities.importItem({ ...item, mailbox }).catch(async (error) => await fail(mailbox, error));
    } catch (error) {
      await fail(null, error);
    }
    const left = reasons.filter(leavesOpen);
    const isRefused = left.length > 0;
    if (left.some((reason) => reason !== 'NoLongerMapped') || (!item.isOpenItem && !isRefused)) return;
    await activities.settleItem({ ...item, ...(openMark && { openMark }), isRefused });
  }

  /** Lists a day and archives what is new in it. */
  async archiveDay(window?: Window, activities = this.activities()): Promise<RunPlan> {
    const plan = await this.openRun(window);
    await this.archiveListed(plan, activities);
    return plan;
  }

  /** Lists a run's first slice and archives what is new in it. */
  async archiveListed(plan: RunPlan, activities = this.activities()): Promise<void> {
    const { blob, items } = await this.listPage(plan, 0, activities);
    for (const { itemKey, index } of items)
      await this.archive({ run: plan.run, itemKey, record: { blob, index } }, activities);
  }

  /** What earlier runs left, archived in this run. Resolves to the run's counts. */
  async takeUp({ run }: RunPlan, activities = this.activities()): Promise<Counts> {
    const { items } = await activities.listOpenItems({ run, after: null });
    for (const item of items) await this.archive({ run, ...item }, activities);
    const { counts } = await activities.reportRun({ run, ended: 'done', reason: null, relisted: 0 });
    return counts;
  }

  /** Entra object id. */
  idOf(userPrincipalName: string): string {
    return this.tenant.users.find((user) => user.userPrincipalName === userPrincipalName)?.id ?? '';
  }

  countMails(mailbox: string): number {
    return this.tenant.messagesOf(mailbox).length;
  }

  async countsOf({ runId }: RunRef): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for await (const { status } of this.deps.outcomes.read(runId)) counts[status] = (counts[status] ?? 0) + 1;
    return counts;
  }
}

/** A record whose sender and recipient have a mailbox each. */
export function forBoth(changes: object = {}): Record<string, unknown> {
  return aRecord({
    sender: { phoneNumber: '+447700900123', userEmailAddress: ANNA },
    recipients: [{ phoneNumber: '+447700900124', userEmailAddress: BEN }],
    ...changes,
  });
}

/** The tenant as a worker sees it that has just started. */
export function openGraph(tenant: TestTenant, now?: () => number) {
  const settings = {
    cloud: 'worldwide',
    tenantId: tenant.tenantId,
    clientId: tenant.clientId,
    credential: { clientSecret: new Secret(CLIENT_SECRET) },
    authorityHost: tenant.url,
    graphUrl: tenant.url,
  } as const;
  return openMicrosoft365(settings, now);
}

function connectorOf(
  id: string,
  url: string,
  target: Partial<Connector['target']>,
  schedule: Partial<Connector['schedule']>,
): Connector {
  return {
    id,
    displayName: 'WhatsApp EMEA',
    source: siteSettings(url),
    schedule: { cron: '0 2 * * *', timezone: 'UTC', start: WINDOW.from, lookbackHours: 24, ...schedule },
    mapping: { automatic: true },
    target: {
      folder: 'WhatsApp Archiver',
      itemClass: 'IPM.ExternalData.WhatsAppArchiver',
      maxItemBytes: 10_485_760,
      ...target,
    },
    termsAccepted: { by: 'admin@contoso.example', at: '2026-11-20T09:00:00Z' },
  };
}
