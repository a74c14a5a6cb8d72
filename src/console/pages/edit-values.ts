import { z } from 'zod';
import type { ConnectorRecord } from '../../storage/connectors.js';
import { Form } from '../form.js';
import type { Strings } from '../strings/index.js';
import type { FieldValues } from './edit-conflict.js';
import { readTypedConnector, REMOVE_KEY, typedConnector, type TypedConnector } from './edit-form.js';

/** The version of the mapping is no field, but a file that somebody has installed meanwhile is a change as well. */
const MAPPING_VERSION = 'mappingVersion';

const ON = 'on';

/** As the form keeps them from when it was opened. They come back from a browser, and are shown to its owner only. */
const Opened = z.record(z.string(), z.string());

/** What stands in the fields that the form has, by their names. Pure. */
export function valuesOf(typed: TypedConnector): FieldValues {
  const { displayName, schedule, source, removesKey, mapping, target } = typed;
  const { timezone: targetTimezone, ...mailbox } = target;
  const { url, host, port, directory, hostKey, secretKind, username } = source;
  const place = source.type === 'telemessage' ? { url } : { host, port, directory, hostKey, secretKind };
  return {
    displayName,
    ...schedule,
    ...place,
    username,
    ...(removesKey && { [REMOVE_KEY]: ON }),
    automatic: mapping.automatic ? ON : '',
    defaultCountry: mapping.defaultCountry ?? '',
    catchAllMailbox: mapping.catchAllMailbox ?? '',
    ...mailbox,
    targetTimezone,
  };
}

/** The same of what is stored, with the version of the mapping. */
export function storedValues({ connector, mapping }: ConnectorRecord): FieldValues {
  return { ...valuesOf(typedConnector(connector)), [MAPPING_VERSION]: String(mapping.version) };
}

export function typedFrom(values: FieldValues, { connector }: ConnectorRecord): TypedConnector {
  const sent = Object.entries(values).map(([name, text]) => [name, text ?? '']);
  return readTypedConnector(Form.from(Object.fromEntries(sent) as Record<string, string>), connector);
}

/** What stood in the form when it was opened; of one that does not say, nothing. */
export function openedValues(form: Form): FieldValues {
  try {
    return Opened.catch({}).parse(JSON.parse(form.text('opened')));
  } catch {
    return {};
  }
}

/** What a field is called. */
export function labelOf(name: string, strings: Strings): string {
  const { edit, userMapping } = strings;
  const { displayName, time, cron, timezone, lookbackHours, folder } = strings.schedule;
  const { url, host, port, directory, hostKey, username, secretIs: secretKind } = strings.login;
  const { itemClass, maxItemBytes, maxMailBytes, targetTimezone } = edit;
  const labels: Readonly<Record<string, string>> = {
    displayName,
    time,
    cron,
    timezone,
    lookbackHours,
    url,
    host,
    port,
    directory,
    hostKey,
    username,
    secretKind,
    automatic: userMapping.automatic,
    defaultCountry: userMapping.country,
    catchAllMailbox: userMapping.catchAll,
    folder,
    itemClass,
    maxItemBytes,
    maxMailBytes,
    targetTimezone,
    [MAPPING_VERSION]: edit.mappingVersion,
  };
  return labels[name] ?? name;
}

/** A value as people read it. */
export function shownValue(name: string, value: string | undefined, strings: Strings): string {
  const { login, people, review } = strings;
  if (name === 'automatic') return value === ON ? review.on : review.off;
  if (name === 'secretKind') return login.secretKinds[value === 'privateKey' ? 'privateKey' : 'password'];
  return value || people.nothing;
}
