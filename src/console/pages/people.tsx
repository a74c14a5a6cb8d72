import type { ArchiveError } from '../../domain/errors.js';
import { listUnmapped } from '../../operations/mapping-unmapped.js';
import { mappingVersions, showVersion } from '../../operations/mapping-version.js';
import type { ConnectorRecord } from '../../storage/connectors.js';
import { may } from '../access/permissions.js';
import type { ConsoleContext } from '../environment.js';
import { ErrorNotice } from '../parts/error-notice.js';
import { orError } from '../or-error.js';
import { page } from '../parts/page.js';
import { Search } from '../parts/search.js';
import { refusal } from '../refusal.js';
import { connectorOf } from './with-connector.js';
import { peoplePath } from './people-path.js';
import { findRows, findUnmapped, peopleQuery, readShownPeople, type ShownPeople } from './people-filter.js';
import { MappingInForce, RemoveForm, UploadForm } from './people-mapping.js';
import { PeopleRows } from './people-rows.js';
import { UnmappedPeople } from './people-unmapped.js';
import { VersionChanges, Versions } from './people-versions.js';

/** Whose mailbox is whose, who has none, and every version of the mapping there was. */
export async function peoplePage(c: ConsoleContext) {
  return await peopleWith(c, undefined);
}

/** The same, above it why what was asked for was refused. */
export async function peopleWith(c: ConsoleContext, error: ArchiveError | undefined) {
  const record = await connectorOf(c);
  if (record === undefined) return await refusal(c, 'notFound');
  const { strings } = c.var;
  const { connector } = record;
  return await page(c, {
    title: strings.people.title(connector.displayName),
    lead: strings.people.lead,
    actions: (
      <a class="button" href={`/connectors/${connector.id}`}>
        {strings.people.backToConnector}
      </a>
    ),
    content: (
      <>
        {error && <ErrorNotice error={error} strings={strings} />}
        {await contentOf(c, record)}
      </>
    ),
  });
}

async function contentOf(c: ConsoleContext, record: ConnectorRecord) {
  const { console, strings, user } = c.var;
  const { means } = console;
  const { id } = record.connector;
  const shown = readShownPeople(c);
  const path = peoplePath(id);
  const versions = await mappingVersions(means, id);
  const [unmapped, version] = await Promise.all([
    orError(listUnmapped(means, id)),
    orError(showVersion(means, id, { versions, wanted: shown.version })),
  ]);
  const rows = (await means.connectors.mappingRows(record.mapping)) ?? [];
  const href = (others: Partial<ShownPeople>, part: string): string =>
    `${path}${peopleQuery({ ...shown, ...others })}#${part}`;
  const changes = may(user, 'administer') ? `${path}/changes` : undefined;
  return (
    <>
      <Done shown={shown} record={record} c={c} />
      <MappingInForce mapping={record.mapping} path={path} strings={strings} />
      <Search
        action={path}
        label={strings.people.search}
        value={shown.search}
        isNarrowed={shown.search !== ''}
        strings={strings}
      />
      {'code' in unmapped ? (
        <ErrorNotice error={unmapped} strings={strings} />
      ) : (
        <UnmappedPeople
          all={unmapped}
          people={findUnmapped(unmapped, shown.search)}
          page={shown.unmapped}
          href={(to) => href({ unmapped: to }, 'unmapped')}
          changes={changes}
          download={`${path}/unmapped.csv`}
          strings={strings}
        />
      )}
      <PeopleRows
        all={rows.length}
        rows={findRows(rows, shown.search)}
        page={shown.page}
        href={(to) => href({ page: to }, 'rows')}
        strings={strings}
      />
      {changes && <UploadForm action={changes} strings={strings} />}
      {changes && record.mapping.csv && (
        <RemoveForm action={changes} rules={record.mapping.rules} strings={strings} />
      )}
      <Versions versions={versions} href={(to) => href({ version: to }, 'version')} strings={strings} />
      {'code' in version ? (
        <ErrorNotice error={version} strings={strings} />
      ) : (
        <VersionChanges shown={version} strings={strings} />
      )}
    </>
  );
}

/** What has just been done, and what can be done next. */
function Done({ shown, record, c }: { shown: ShownPeople; record: ConnectorRecord; c: ConsoleContext }) {
  const { strings, user } = c.var;
  const { people, tag } = strings;
  if (shown.done === undefined) return null;
  if (shown.done === 'expired') return <p class="notice warn">{people.change.noSuchChange}</p>;
  if (shown.done === 'unchanged') return <p class="notice">{people.unchanged}</p>;
  return (
    <div class="notice good" role="status">
      <p>{people.installed(record.mapping.version.toLocaleString(tag))}</p>
      {may(user, 'operate') && (
        <form method="post" action={`${peoplePath(record.connector.id)}/apply`}>
          <p>{people.applyLead}</p>
          <button class="main">{people.apply}</button>
        </form>
      )}
    </div>
  );
}
