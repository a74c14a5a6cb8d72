import type { MappingRules, MappingVersion } from '../../domain/mapping.js';
import { Instant } from '../parts/instant.js';
import type { Strings } from '../strings/index.js';

interface MappingInForceProps {
  mapping: MappingVersion;
  path: string;
  strings: Strings;
}

/** The rules in force, and since when. */
export function MappingInForce({ mapping, path, strings }: MappingInForceProps) {
  const { people, tag } = strings;
  const { version, at, by, csv, rules } = mapping;
  return (
    <section>
      <h2 id="in-force">{people.inForce}</h2>
      <dl class="facts card">
        <dt>{people.version}</dt>
        <dd>
          {version.toLocaleString(tag)}, <Instant at={at} strings={strings} /> {people.by(by)}
        </dd>
        <dt>{people.csvRows}</dt>
        <dd>
          {csv ? csv.rows.toLocaleString(tag) : people.noCsv}{' '}
          {csv && (
            <a href={`${path}/mapping.csv`} download>
              {people.download}
            </a>
          )}
        </dd>
        <dt>{people.automatic}</dt>
        <dd>{rules.automatic ? people.on : people.off}</dd>
        {rules.defaultCountry && (
          <>
            <dt>{people.country}</dt>
            <dd>{rules.defaultCountry}</dd>
          </>
        )}
        {rules.catchAllMailbox && (
          <>
            <dt>{people.catchAll}</dt>
            <dd>{rules.catchAllMailbox}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

/** Another file, which is looked at before it is in force. */
export function UploadForm({ action, strings: { people } }: { action: string; strings: Strings }) {
  return (
    <section>
      <h2 id="upload">{people.upload}</h2>
      <form class="fields card" method="post" action={action} enctype="multipart/form-data">
        <div class="field">
          <label for="file">{people.file}</label>
          <span class="hint" id="file-hint">
            {people.uploadLead}
          </span>
          <input
            id="file"
            type="file"
            name="file"
            accept=".csv,.txt,text/csv"
            aria-describedby="file-hint"
            required
          />
        </div>
        <div class="actions">
          <button>{people.preview}</button>
        </div>
      </form>
    </section>
  );
}

interface RemoveFormProps {
  action: string;
  rules: MappingRules;
  strings: Strings;
}

/** No file any more, which is looked at as well before it is so. Offered only where somebody would still have a mailbox. */
export function RemoveForm({ action, rules, strings: { people } }: RemoveFormProps) {
  return (
    <section>
      <h2 id="remove">{people.remove}</h2>
      <form class="fields card" method="post" action={action}>
        <p class="hint">{rules.automatic ? people.removeLead : people.removeNobody}</p>
        {rules.automatic && (
          <div class="actions">
            <button name="remove" value="yes">
              {people.preview}
            </button>
          </div>
        )}
      </form>
    </section>
  );
}
