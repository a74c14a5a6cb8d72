import { participantNumber } from '../../domain/participant.js';
import type { UnmappedPersonLine } from '../../operations/mapping-unmapped.js';
import { Pager, pageOf } from '../parts/pager.js';
import { Words } from '../parts/words.js';
import type { Strings } from '../strings/index.js';

/** Who has a row that does not hold then, or a mailbox by now: another row is not what they lack. */
const NEEDS_NO_ROW: readonly UnmappedPersonLine['guess']['code'][] = ['mapped-now', 'row-of-another-time'];

interface UnmappedPeopleProps {
  all: readonly UnmappedPersonLine[];
  /** Those that were searched. */
  people: readonly UnmappedPersonLine[];
  page: number;
  href: (page: number) => string;
  /** Where a person is given a mailbox; undefined for who may not. */
  changes: string | undefined;
  /** Where all of them are as a file. */
  download: string;
  strings: Strings;
}

/** Who was seen without a mailbox, how often, why that may be, and a row for them at hand. */
export function UnmappedPeople({
  all,
  people: found,
  page: wanted,
  href,
  changes,
  download,
  strings,
}: UnmappedPeopleProps) {
  const { people, tag } = strings;
  const { rows, page, pages } = pageOf(found, wanted);
  const waiting = all.filter((each) => each.waiting > 0).length;
  return (
    <section>
      <h2 id="unmapped">{people.unmapped}</h2>
      <p>
        {all.length === 0
          ? people.everybody
          : people.unmappedLead(all.length.toLocaleString(tag), waiting.toLocaleString(tag))}{' '}
        {all.length > 0 && (
          <a href={download} download>
            {people.downloadUnmapped}
          </a>
        )}
      </p>
      {rows.length > 0 && <Table rows={rows} changes={changes} strings={strings} />}
      {rows.length === 0 && all.length > 0 && <p>{people.noneFound}</p>}
      <Pager page={page} pages={pages} href={href} label={people.unmapped} strings={strings} />
    </section>
  );
}

type TableProps = Pick<UnmappedPeopleProps, 'changes' | 'strings'>;

function Table({ rows, changes, strings }: TableProps & { rows: readonly UnmappedPersonLine[] }) {
  const { people } = strings;
  return (
    <div class="scroll" tabindex={0} role="region" aria-labelledby="unmapped">
      <table class="cards-when-narrow">
        <thead>
          <tr>
            <th scope="col">{people.who}</th>
            <th scope="col">{people.seen}</th>
            <th scope="col" class="number">
              {people.items}
            </th>
            <th scope="col" class="number">
              {people.waiting}
            </th>
            <th scope="col">{people.why}</th>
            {changes && <th scope="col">{people.give}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((line, index) => (
            <Person line={line} index={index} changes={changes} strings={strings} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type PersonProps = TableProps & { line: UnmappedPersonLine; index: number };

function Person({ line, index, changes, strings }: PersonProps) {
  const { people, tag } = strings;
  const { participants, firstSeen, lastSeen, items, waiting, guess } = line;
  const name = participants.flatMap(({ displayName }) => displayName ?? [])[0];
  return (
    <tr>
      <th scope="row">
        {whoOf(line)}
        {name && <small>{name}</small>}
      </th>
      <td data-label={people.seen}>
        <span class="day">{day(firstSeen)}</span>
        {day(lastSeen) !== day(firstSeen) && <span class="day"> – {day(lastSeen)}</span>}
      </td>
      <td class="number" data-label={people.items}>
        {items.toLocaleString(tag)}
      </td>
      <td class={waiting > 0 ? 'number warn' : 'number'} data-label={people.waiting}>
        {waiting.toLocaleString(tag)}
      </td>
      <td class="text">
        <strong>{guess.why}</strong>{' '}
        <span class="below">
          <Words text={guess.nextStep} />
        </span>
      </td>
      {changes && (
        <td>
          <GiveForm line={line} index={index} changes={changes} strings={strings} />
        </td>
      )}
    </tr>
  );
}

function GiveForm({ line, index, changes, strings: { people } }: PersonProps) {
  const number = numberOf(line);
  if (number === undefined) return <span class="quiet">{people.hidden}</span>;
  if (NEEDS_NO_ROW.includes(line.guess.code)) return null;
  const id = `address-${index}`;
  return (
    <form class="inline" method="post" action={changes}>
      <input type="hidden" name="number" value={number} />
      <label class="unseen" for={id}>
        {people.addressOf(whoOf(line))}
      </label>
      <input
        id={id}
        type="email"
        name="address"
        value={line.suggestion ?? ''}
        placeholder="name@contoso.com"
        autocomplete="off"
        required
      />
      <button>{people.preview}</button>
    </form>
  );
}

function numberOf({ participants }: UnmappedPersonLine): string | undefined {
  return participants.flatMap((each) => participantNumber(each) ?? [])[0];
}

function whoOf(line: UnmappedPersonLine): string {
  const number = numberOf(line);
  return number === undefined ? line.who : `+${number}`;
}

/** Days in UTC, as the archive counts them. */
function day(instant: string): string {
  return instant.slice(0, 10);
}
