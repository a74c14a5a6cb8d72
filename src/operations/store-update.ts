import type { Connector, SourceSettings } from '../domain/connector.js';
import { secretNames } from '../sources/open-source.js';
import type { ConnectorRecord, ConnectorSettings } from '../storage/connectors.js';
import { replaceSecrets, storeSecrets, type GivenSecrets } from './check-login.js';
import { secretsIdOf, withNamesOfFile } from './connector-secrets.js';
import type { Means } from './means.js';
import { removeUnstored, removeUnused, withFreshNames } from './set-up-secrets.js';

export interface Update {
  known: ConnectorRecord;
  settings: ConnectorSettings;
  given: GivenSecrets;
}

/**
 * Stores settings with the secrets that were given for them, and resolves to the connector as it then stands. Rejects as
 * `Connectors.update` and as the secret store does; then nothing has changed.
 *
 * A secret can only be overwritten, settings are compared and set: so secrets are written under names that nothing has
 * had, and the settings change over to them. Whoever reads both meanwhile, or after this broke off, has a login that
 * fits its address, and whoever was slower than somebody else replaces no password.
 */
export async function storeUpdate(means: Means, update: Update): Promise<Connector> {
  const { known, settings, given } = update;
  const id = secretsIdOf(known.connector);
  const fresh = withFreshNames(settings.connector.source, given, { id });
  const changed = await changeOver(means, update, fresh);
  const stored = await underNamesOfFile(means, update, changed);
  // The change is made. What stays lying here the sweep takes.
  await removeUnused(means, [known.connector.source, fresh].flatMap(secretNames)).catch(() => undefined);
  return stored.connector;
}

async function changeOver(
  means: Means,
  { known, settings, given }: Update,
  fresh: SourceSettings,
): Promise<ConnectorRecord> {
  await storeSecrets(fresh, given, means.secrets);
  try {
    return await means.connectors.update(withSource(settings, fresh), known.etag);
  } catch (error) {
    await removeUnstored(means, secretNames(fresh), error);
    throw error;
  }
}

/**
 * Of a secret whose name somebody has chosen the value goes there, too, and then the settings go back to that name: the
 * connector file goes on to be true, and a password can be mended by hand where its owner keeps it.
 */
async function underNamesOfFile(
  means: Means,
  { known, settings, given }: Update,
  changed: ConnectorRecord,
): Promise<ConnectorRecord> {
  const fresh = changed.connector.source;
  const named = withNamesOfFile(fresh, settings.connector.source);
  if (secretNames(named).join() === secretNames(fresh).join()) return changed;
  try {
    await replaceSecrets(named, given, means.secrets);
  } catch (error) {
    // With the mapping that is in force by now.
    const former = { ...known.connector, mapping: settings.mapping.rules };
    await means.connectors.update({ ...settings, connector: former }, changed.etag).catch(() => undefined);
    await removeUnused(means, secretNames(fresh)).catch(() => undefined);
    throw error;
  }
  // Where somebody has saved on top of it meanwhile, theirs stays: the secrets are the same under either name.
  return await means.connectors.update(withSource(settings, named), changed.etag).catch(() => changed);
}

function withSource(settings: ConnectorSettings, source: SourceSettings): ConnectorSettings {
  return { ...settings, connector: { ...settings.connector, source } };
}
