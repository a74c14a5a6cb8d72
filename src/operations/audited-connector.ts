import { connectorFileOf } from '../connector-file.js';
import type { ConnectorSettings } from '../storage/connectors.js';

/** A connector's settings as the audit log keeps them: its file, of secrets their names, of the mapping which version. */
export function auditedConnector({ connector, account, mapping }: ConnectorSettings) {
  return { ...connectorFileOf(connector), account, mappingVersion: mapping.version };
}
