import type { ConnectorView } from '../connectors/overview.js';
import { statusOf, type Status } from '../connectors/status.js';
import type { Strings } from '../strings/index.js';

const LOOKS: Record<Status, 'good' | 'bad' | 'warn' | 'busy' | 'quiet'> = {
  running: 'busy',
  waiting: 'quiet',
  paused: 'warn',
  attention: 'bad',
  good: 'good',
  new: 'quiet',
};

/** How a connector stands as a word in a badge: never by its color alone. */
export function ConnectorState({ view, strings }: { view: ConnectorView; strings: Strings }) {
  const status = statusOf(view);
  return <span class={`state ${LOOKS[status]}`}>{strings.connectors.statuses[status]}</span>;
}
