import assert from 'node:assert/strict';
import type { SourceSettings } from '../../src/domain/connector.js';
import type { MappingVersion } from '../../src/domain/mapping.js';
import { Examination } from '../../src/doctor/examination.js';
import type { Area, Finding, State } from '../../src/doctor/finding.js';
import type { ConnectorRecord } from '../../src/storage/connectors.js';
import { newId } from '../storage/shared-azurite.js';
import { mappingOf } from '../support/mapping.js';

/** An examination that nobody hurries. */
export function anExamination(area: Area, checkMs?: number): Examination {
  return new Examination(area, { over: patience() }, checkMs);
}

/** A signal that nobody aborts. */
export const patience = (): AbortSignal => new AbortController().signal;

export function findingOf(findings: readonly Finding[], check: string): Finding {
  const found = findings.filter((finding) => finding.check === check);
  assert.equal(found.length, 1, `${check} was found ${found.length} times in ${JSON.stringify(findings)}`);
  return found[0] as Finding;
}

/** What is asked of a finding: its state, and what its words and its next step hold. A next step is there where a person is needed, and beside what is good only where one is asked for. */
export function assertFinding(
  findings: readonly Finding[],
  check: string,
  state: State,
  words: { detail?: RegExp; nextStep?: RegExp } = {},
): void {
  const finding = findingOf(findings, check);
  assert.equal(finding.state, state, JSON.stringify(finding));
  assert.match(finding.detail, words.detail ?? /./);
  if (words.nextStep) assert.match(finding.nextStep ?? '', words.nextStep);
  else if (state === 'good') assert.equal(finding.nextStep, null);
  if (state === 'bad') assert.ok(finding.nextStep);
}

/** Each check with its state, in the order they are shown. */
export function statesOf(findings: readonly Finding[]): Record<string, State> {
  return Object.fromEntries(findings.map(({ check, state }) => [check, state]));
}

/** A connector as storage has it. */
export function aRecord(
  changes: { source?: SourceSettings; account?: string; mapping?: MappingVersion; id?: string } = {},
): ConnectorRecord {
  const { source = NOWHERE, account = 'account-1', mapping = mappingOf(), id = newId('connector') } = changes;
  return {
    connector: {
      id,
      displayName: 'WhatsApp EMEA',
      source,
      schedule: { cron: '0 2 * * *', timezone: 'UTC', start: START, lookbackHours: 24 },
      mapping: mapping.rules,
      target: { folder: 'WhatsApp Archiver', itemClass: 'IPM.Note', maxItemBytes: 10_485_760 },
      termsAccepted: { by: 'admin@contoso.example', at: START },
    },
    account,
    mapping,
    watermark: START,
    createdAt: START,
    etag: 'etag',
  };
}

const START = '2026-11-18T02:00:00.000Z';

const NOWHERE: SourceSettings = {
  type: 'telemessage',
  product: 'whatsapp-phone-archiver',
  url: 'https://archive.example',
  username: 'admin',
  passwordSecret: 'password',
};
