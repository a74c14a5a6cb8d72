import { durationText } from '../../domain/pace.js';
import type { RunRecord } from '../../storage/runs.js';
import { may, type User } from '../access/permissions.js';
import { Instant } from '../parts/instant.js';
import type { Strings } from '../strings/index.js';

interface RunFactsProps {
  record: RunRecord;
  user: User | undefined;
  strings: Strings;
  isOpen: boolean;
  /** Whether its connector was deleted, and has no page but that of its runs. */
  isDeleted: boolean;
}

/** What is always the same of a run, and when it began and ended: nobody knows that of one cut off by force. */
export function RunFacts({ record, user, strings, isOpen, isDeleted }: RunFactsProps) {
  const { run } = strings;
  const { connector, startedAt, completedAt } = record;
  return (
    <section>
      <h2 id="facts">{run.facts}</h2>
      <dl class="facts card">
        <dt>{run.connector}</dt>
        <dd>
          {isDeleted ? (
            <a href={`/connectors/${connector.id}/runs`}>
              {strings.connector.deleted(connector.displayName)}
            </a>
          ) : (
            <a href={`/connectors/${connector.id}`}>{connector.displayName}</a>
          )}
        </dd>
        <dt>{run.kind}</dt>
        <dd>{run.kinds[record.kind]}</dd>
        <dt>{run.started}</dt>
        <dd>
          <Instant at={startedAt} strings={strings} />
        </dd>
        <dt>{run.completed}</dt>
        <dd>
          <Instant at={completedAt} strings={strings} otherwise={isOpen ? run.notYet : run.cutOff} />
          {completedAt && ` · ${run.took} ${durationText(Date.parse(completedAt) - Date.parse(startedAt))}`}
        </dd>
        <MappingAndMailboxes
          record={record}
          hasPeople={!isDeleted && may(user, 'people')}
          strings={strings}
        />
        <dt>{run.workflow}</dt>
        <dd>{record.workflowId}</dd>
        <dt>{run.runId}</dt>
        <dd>{record.runId}</dd>
      </dl>
    </section>
  );
}

interface MappingAndMailboxesProps extends Pick<RunFactsProps, 'record' | 'strings'> {
  /** Whether there is a page that shows the mapping, for whoever asks. */
  hasPeople: boolean;
}

function MappingAndMailboxes({ record, hasPeople, strings: { run, tag } }: MappingAndMailboxesProps) {
  const { connector, mapping, mailboxes, relisted } = record;
  const version = run.version(mapping.version.toLocaleString(tag));
  const href = `/connectors/${connector.id}/people?version=${mapping.version}#version`;
  return (
    <>
      <dt>{run.mapping}</dt>
      <dd>{hasPeople ? <a href={href}>{version}</a> : version}</dd>
      {mailboxes && (
        <>
          <dt>{run.mailboxes}</dt>
          <dd>{run.chosen(mailboxes.length.toLocaleString(tag))}</dd>
        </>
      )}
      {relisted > 0 && (
        <>
          <dt>{run.relisted}</dt>
          <dd>
            {relisted.toLocaleString(tag)} {run.items}
          </dd>
        </>
      )}
    </>
  );
}
