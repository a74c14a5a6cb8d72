import type { ConnectorRecord } from '../../storage/connectors.js';
import { acceptedText } from '../parts/accepted-text.js';
import { Instant } from '../parts/instant.js';
import type { Strings } from '../strings/index.js';

/** What was decided about a connector, by whom and when. */
export function ConnectorFacts({ record, strings }: { record: ConnectorRecord; strings: Strings }) {
  const { connector: words, tag } = strings;
  const { connector, mapping, createdAt } = record;
  const { source, schedule, target, termsAccepted } = connector;
  return (
    <section>
      <h2 id="facts">{words.facts}</h2>
      <dl class="facts card">
        <dt>{words.product}</dt>
        <dd>{words.products[source.product]}</dd>
        <dt>{words.source}</dt>
        <dd>
          {source.type === 'telemessage' ? source.url : `${source.host}:${source.port}${source.directory}`}
        </dd>
        <dt>{words.start}</dt>
        <dd>
          <Instant at={schedule.start} strings={strings} />
        </dd>
        <dt>{words.lookback}</dt>
        <dd>{words.hours(schedule.lookbackHours.toLocaleString(tag))}</dd>
        <dt>{words.mapping}</dt>
        <dd>
          {words.mappingText(mapping.version.toLocaleString(tag), mapping.csv?.rows.toLocaleString(tag))}
        </dd>
        <dt>{words.folder}</dt>
        <dd>{target.folder}</dd>
        <dt>{words.terms}</dt>
        <dd>
          {termsAccepted.by} · <Instant at={termsAccepted.at} strings={strings} />
          {termsAccepted.version && ` · ${acceptedText(termsAccepted, strings)}`}
        </dd>
        {createdAt && (
          <>
            <dt>{words.created}</dt>
            <dd>
              <Instant at={createdAt} strings={strings} />
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}
