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

/** An update whose settings stand, with secrets under fresh names. */
interface Changed {
  means: Means;
  update: Update;
  changed: ConnectorRecord;
}

/**
 * Stores settings with the secrets that were given for them, and resolves to the connector as it then stands. Rejects as
 * `Connectors.update` and as the secret store does; then nothing has changed, but for a new mapping on top of which
 * somebody else has saved between the two steps: that one is not in force, and the rest is.
 *
 * A secret can only be overwritten, settings are compared and set: so secrets are written under names that nothing has
 * had, and the settings change over to them. Whoever reads both meanwhile, or after this broke off, has a login that
 * fits its address, and whoever was slower than somebody else replaces no password.
 */
export async function storeUpdate(means: Means, update: Update): Promise<Connector> {
  const { known, settings, given } = update;
  const id = secretsIdOf(known.connector);
  const fresh = withFreshNames(settings.connector.source, given, { id });
  const named = withNamesOfFile(fresh, settings.connector.source);
  const isNamed = secretNames(named).join() !== secretNames(fresh).join();
  // A version of the mapping that was in force cannot be taken back: it waits for what may still fail.
  const changed = await changeOver(means, isNamed ? withFormerMapping(update) : update, fresh);
  const stored = isNamed ? await underNames(named, { means, update, changed }) : changed;
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
async function underNames(
  named: SourceSettings,
  { means, update: { known, settings, given }, changed }: Changed,
): Promise<ConnectorRecord> {
  const { connectors, secrets } = means;
  try {
    await replaceSecrets(named, given, secrets);
  } catch (error) {
    const { connector, account, mapping } = known;
    await connectors.update({ connector, account, mapping }, changed.etag).catch(() => undefined);
    await removeUnused(means, secretNames(changed.connector.source)).catch(() => undefined);
    throw error;
  }
  return await connectors.update(withSource(settings, named), changed.etag).catch((error: unknown) => {
    // Where somebody has saved on top of it meanwhile, theirs stays: the secrets are the same under either name.
    if (settings.mapping.version === changed.mapping.version) return changed;
    throw error;
  });
}

function withFormerMapping({ known, settings, given }: Update): Update {
  const { mapping } = known;
  const connector = { ...settings.connector, mapping: known.connector.mapping };
  return { known, settings: { ...settings, connector, mapping }, given };
}

function withSource(settings: ConnectorSettings, source: SourceSettings): ConnectorSettings {
  return { ...settings, connector: { ...settings.connector, source } };
}
