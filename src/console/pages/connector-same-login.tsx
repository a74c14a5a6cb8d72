import { withoutNewPassword } from '../../operations/connector-secrets.js';
import type { Means } from '../../operations/means.js';
import type { ConnectorRecord } from '../../storage/connectors.js';
import { orError } from '../or-error.js';
import type { Strings } from '../strings/index.js';

interface Props {
  record: ConnectorRecord;
  means: Means;
  strings: Strings;
}

/** After a new password: which connectors have the same login and not that one yet, and where they get it. */
export async function ConnectorSameLogin({ record, means, strings: { connector: words } }: Props) {
  const found = await orError(withoutNewPassword(means, record.connector));
  // Where that cannot be found out the page is there all the same: the password has been saved.
  if (!Array.isArray(found) || found.length === 0) return null;
  return (
    <div class="notice warn" role="status">
      <p>{words.sameLogin}</p>
      <ul>
        {found.map(({ id, displayName }) => (
          <li>
            <a href={`/connectors/${id}/edit`}>{displayName}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
