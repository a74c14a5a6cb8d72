import { isCatchingUp, type PersonChange, type Preview } from '../../mapping/preview.js';
import type { Strings } from '../strings/index.js';

/** More than a person reads on a page. */
const MAX_SHOWN = 50;

/** For whom a mapping would change something. It names people: it is for who may see them. */
export function MappingPreview({ preview, strings }: { preview: Preview; strings: Strings }) {
  const { tag } = strings;
  const { change } = strings.people;
  if (preview.seen === 0) return <p>{change.seenNobody}</p>;
  const newly = preview.gaining.filter((each) => !isCatchingUp(each));
  const late = preview.gaining.filter(isCatchingUp);
  return (
    <>
      <People id="gaining" title={change.gaining} changes={newly} strings={strings} hasCopies />
      {late.length > 0 && (
        <People id="late" title={change.catchingUp} changes={late} strings={strings} hasCopies />
      )}
      <People id="losing" title={change.losing} changes={preview.losing} strings={strings} />
      <People id="moving" title={change.moving} changes={preview.moving} strings={strings} hasCopies />
      <div class="card">
        <ul class="plain">
          <li>{change.without(preview.without.toLocaleString(tag), preview.seen.toLocaleString(tag))}</li>
          <li>{change.toCome(preview.copies.toLocaleString(tag))}</li>
          <li>{change.left(preview.left.toLocaleString(tag))}</li>
        </ul>
      </div>
    </>
  );
}

interface PeopleProps {
  id: string;
  title: string;
  changes: readonly PersonChange[];
  strings: Strings;
  hasCopies?: boolean;
}

function People({ id, title, changes, strings, hasCopies = false }: PeopleProps) {
  const { people, tag } = strings;
  const rest = changes.length - MAX_SHOWN;
  return (
    <section>
      <h2 id={id}>{`${title}: ${changes.length.toLocaleString(tag)}`}</h2>
      {changes.length === 0 ? (
        <p class="quiet">{people.change.nobody}</p>
      ) : (
        <Table {...{ id, changes, strings, hasCopies }} />
      )}
      {rest > 0 && <p>{people.more(rest.toLocaleString(tag))}</p>}
    </section>
  );
}

function Table({ id, changes, strings, hasCopies }: Omit<Required<PeopleProps>, 'title'>) {
  const { people, tag } = strings;
  const { change } = people;
  return (
    <div class="scroll" tabindex={0} role="region" aria-labelledby={id}>
      <table class="cards-when-narrow">
        <thead>
          <tr>
            <th scope="col">{people.who}</th>
            <th scope="col">{change.soFar}</th>
            <th scope="col">{change.fromNowOn}</th>
            {hasCopies && (
              <th scope="col" class="number">
                {change.copies}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {changes.slice(0, MAX_SHOWN).map(({ person, displayName, before, after, items }) => (
            <tr>
              <th scope="row">
                {person}
                {displayName && <small>{displayName}</small>}
              </th>
              <td data-label={change.soFar}>{before?.mail ?? <span class="quiet">{people.nothing}</span>}</td>
              <td data-label={change.fromNowOn}>
                {after?.mail ?? <span class="quiet">{people.nothing}</span>}
              </td>
              {hasCopies && (
                <td class="number" data-label={change.copies}>
                  {items.toLocaleString(tag)}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
