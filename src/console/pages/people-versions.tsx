import type { MappingRow, MappingVersion } from '../../domain/mapping.js';
import { kindOf } from '../../mapping/row-difference.js';
import type { ShownVersion } from '../../operations/mapping-version.js';
import { Instant } from '../parts/instant.js';
import type { Strings } from '../strings/index.js';

/** More than a person reads on a page; the download of a version has them all. */
const MAX_CHANGES = 50;

interface VersionsProps {
  /** Oldest first. */
  versions: readonly MappingVersion[];
  href: (version: number) => string;
  strings: Strings;
}

/** Who changed what when, newest first. */
export function Versions({ versions, href, strings }: VersionsProps) {
  const { people, tag } = strings;
  return (
    <section>
      <h2 id="versions">{people.versions}</h2>
      <div class="scroll" tabindex={0} role="region" aria-labelledby="versions">
        <table class="cards-when-narrow">
          <thead>
            <tr>
              <th scope="col">{people.version}</th>
              <th scope="col">{people.at}</th>
              <th scope="col">{people.changedBy}</th>
              <th scope="col">{people.rowChanges}</th>
              <th scope="col">{people.rules}</th>
            </tr>
          </thead>
          <tbody>
            {versions.toReversed().map(({ version, at, by, difference }) => (
              <tr>
                <th scope="row">
                  <a href={href(version)}>{version.toLocaleString(tag)}</a>
                </th>
                <td>
                  <Instant at={at} strings={strings} />
                </td>
                <td data-label={people.changedBy}>{by}</td>
                <td data-label={people.rowChanges}>{differenceText(difference, strings)}</td>
                <td data-label={people.rules}>{difference.rules.join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** What the version said otherwise than the one before it. */
export function VersionChanges({ shown, strings }: { shown: ShownVersion; strings: Strings }) {
  const { people, tag } = strings;
  const { mapping, changes } = shown;
  const rest = changes.length - MAX_CHANGES;
  return (
    <section>
      <h2 id="version">{people.changesOf(mapping.version.toLocaleString(tag))}</h2>
      {changes.length === 0 ? <p>{people.noChanges}</p> : <Changes shown={shown} strings={strings} />}
      {rest > 0 && <p>{people.more(rest.toLocaleString(tag))}</p>}
    </section>
  );
}

function Changes({ shown: { changes }, strings }: { shown: ShownVersion; strings: Strings }) {
  const { people } = strings;
  return (
    <div class="scroll" tabindex={0} role="region" aria-labelledby="version">
      <table>
        <thead>
          <tr>
            <th scope="col">{people.number}</th>
            <th scope="col">{people.kind}</th>
            <th scope="col">{people.before}</th>
            <th scope="col">{people.after}</th>
          </tr>
        </thead>
        <tbody>
          {changes.slice(0, MAX_CHANGES).map((change) => (
            <tr>
              <th scope="row">+{change.number}</th>
              <td>{people.kinds[kindOf(change)]}</td>
              <td>
                <Side row={change.before} strings={strings} />
              </td>
              <td>
                <Side row={change.after} strings={strings} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** An address, and the time for which it holds. */
function Side({ row, strings }: { row: MappingRow | null; strings: Strings }) {
  if (row === null) return <>{strings.people.nothing}</>;
  const { address, validFrom, validTo } = row;
  if (!validFrom && !validTo) return <>{address}</>;
  return (
    <>
      {address}
      <small>
        <Instant at={validFrom} strings={strings} otherwise="…" /> –{' '}
        <Instant at={validTo} strings={strings} otherwise="…" />
      </small>
    </>
  );
}

/** `3 added, 1 removed, 2 changed` */
export function differenceText(
  { added, removed, changed }: Omit<MappingVersion['difference'], 'rules'>,
  { people, tag }: Strings,
): string {
  return people.difference(
    added.toLocaleString(tag),
    removed.toLocaleString(tag),
    changed.toLocaleString(tag),
  );
}
