import { checkConnector, connectorFileOf } from '../../connector-file.js';
import { DEFAULT_MAX_MAIL_BYTES, type Connector, type SourceSettings } from '../../domain/connector.js';
import { loginSecret } from '../../sources/open-source.js';
import type { Form } from '../form.js';
import type { Strings } from '../strings/index.js';
import { faultsOf } from './connector-faults.js';
import { readRules, rulesWords } from './rules-fields.js';
import { readTypedSchedule, scheduleOf, typedSchedule, type TypedSchedule } from './schedule-fields.js';
import { readTypedSource, sourceOf, typedSource, type Faults, type TypedSource } from './source-fields.js';
import { withDecryption } from './source-secrets.js';

/** What of a connector can be edited, as it stands in the form. */
export interface TypedConnector {
  displayName: string;
  schedule: TypedSchedule;
  source: TypedSource;
  /** That the key for encrypted messages goes, where there is one. */
  removesKey: boolean;
  mapping: Connector['mapping'];
  target: Record<'folder' | 'itemClass' | 'maxItemBytes' | 'maxMailBytes' | 'timezone', string>;
}

/** The box that is ticked for it. */
export const REMOVE_KEY = 'removeDecryptionKey';

interface Edited extends TypedConnector {
  hasNewKey: boolean;
}

/** Pure. */
export function typedConnector({
  displayName,
  schedule,
  source,
  mapping,
  target,
}: Connector): TypedConnector {
  const { folder, itemClass, maxItemBytes, maxMailBytes = DEFAULT_MAX_MAIL_BYTES, timezone = '' } = target;
  const limits = { maxItemBytes: String(maxItemBytes), maxMailBytes: String(maxMailBytes) };
  return {
    displayName,
    schedule: typedSchedule(schedule),
    source: typedSource(source),
    removesKey: false,
    mapping,
    target: { folder, itemClass, ...limits, timezone },
  };
}

/** What was sent; type and product are those of the connector, whatever was sent for them. */
export function readTypedConnector(form: Form, { source: { type, product } }: Connector): TypedConnector {
  return {
    displayName: form.text('displayName'),
    schedule: readTypedSchedule(form),
    source: { ...readTypedSource(form), type, product },
    removesKey: form.isChecked(REMOVE_KEY),
    mapping: readRules(form),
    target: {
      folder: form.text('folder'),
      itemClass: form.text('itemClass'),
      maxItemBytes: form.text('maxItemBytes'),
      maxMailBytes: form.text('maxMailBytes'),
      timezone: form.text('targetTimezone'),
    },
  };
}

/** The connector as it would be, or what is wrong with which field. Pure but for what it knows of time zones. */
export function editedConnector(
  known: Connector,
  { displayName, schedule, source, removesKey, mapping, target, hasNewKey }: Edited,
  strings: Strings,
): { connector: Connector } | { faults: Faults } {
  const { timezone, ...others } = target;
  const { start } = known.schedule;
  const login = loginSecret(known.source);
  const key = { login, known: known.source, isGiven: hasNewKey, isRemoved: removesKey };
  const file = {
    ...connectorFileOf(known),
    displayName,
    schedule: { ...scheduleOf(schedule), start },
    source: withDecryption({ ...furtherKeys(known.source), ...sourceOf(source, login) }, key),
    mapping,
    target: {
      ...others,
      maxItemBytes: bytes(target.maxItemBytes),
      maxMailBytes: bytes(target.maxMailBytes),
      ...(timezone && { timezone }),
    },
  };
  const checked = checkConnector(file, { now: new Date(start) });
  if ('connector' in checked) return { connector: checked.connector };
  const { faults } = checked;
  return {
    faults: {
      ...faultsOf(faults, strings.schedule.faults),
      ...faultsOf(faults, strings.login.faults, 'source.'),
      ...faultsOf(faults, rulesWords(strings), 'mapping.'),
    },
  };
}

/** What the form has no field for stays. */
function furtherKeys(source: SourceSettings): object {
  return source.type === 'telemessage-sftp' && source.account ? { account: source.account } : {};
}

function bytes(text: string): number {
  return text === '' ? NaN : Number(text);
}
