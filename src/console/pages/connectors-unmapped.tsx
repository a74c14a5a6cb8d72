import type { ConnectorView } from '../connectors/overview.js';
import { MAX_COUNTED } from '../connectors/unmapped-counts.js';
import type { Strings } from '../strings/index.js';

interface UnmappedLineProps {
  views: readonly ConnectorView[];
  /** Whether the reader may see the people of a connector. */
  mayPeople: boolean;
  strings: Strings;
  /** Whether it says which connector they are of. */
  isNamed?: boolean;
}

/**
 * How many people stand without a mailbox, of all connectors on one line: most have some, for whoever writes from outside
 * the organisation has none either. Nothing where there are none.
 */
export function UnmappedLine({ views, strings, ...shown }: UnmappedLineProps) {
  const found = views.filter(({ unmapped }) => unmapped > 0);
  const { connectors } = strings;
  if (found.length === 0) return null;
  return (
    <li>
      <strong>{connectors.unmapped}:</strong>{' '}
      {found.map((view, index) => (
        <>
          {index > 0 && ', '}
          <Count view={view} strings={strings} {...shown} />
        </>
      ))}
      . {connectors.unmappedNext}
    </li>
  );
}

type CountProps = Omit<UnmappedLineProps, 'views'> & { view: ConnectorView };

function Count({ view: { record, unmapped }, mayPeople, strings, isNamed = false }: CountProps) {
  const { id, displayName } = record.connector;
  const count = `${unmapped.toLocaleString(strings.tag)}${unmapped < MAX_COUNTED ? '' : '+'}`;
  const text = isNamed ? `${displayName} (${count})` : count;
  return mayPeople ? <a href={`/connectors/${id}/people#unmapped`}>{text}</a> : <>{text}</>;
}
