import type { MappingRow } from '../../domain/mapping.js';
import { Instant } from '../parts/instant.js';
import { Pager, pageOf } from '../parts/pager.js';
import type { Strings } from '../strings/index.js';

interface PeopleRowsProps {
  /** How many there are in all. */
  all: number;
  /** Those that were searched. */
  rows: readonly MappingRow[];
  page: number;
  href: (page: number) => string;
  strings: Strings;
}

/** The rows of the CSV in force. */
export function PeopleRows({ all, rows, page: wanted, href, strings }: PeopleRowsProps) {
  const { people, tag } = strings;
  const { rows: shown, page, pages } = pageOf(rows, wanted);
  if (all === 0) return null;
  return (
    <section>
      <h2 id="rows">{people.rows}</h2>
      <p>{people.rowsFound(rows.length.toLocaleString(tag), all.toLocaleString(tag))}</p>
      {shown.length > 0 ? <Table rows={shown} strings={strings} /> : <p>{people.noneFound}</p>}
      <Pager page={page} pages={pages} href={href} label={people.rows} strings={strings} />
    </section>
  );
}

function Table({ rows, strings }: { rows: readonly MappingRow[]; strings: Strings }) {
  const { people } = strings;
  const isBounded = rows.some(({ validFrom, validTo }) => validFrom ?? validTo);
  return (
    <div class="scroll" tabindex={0} role="region" aria-labelledby="rows">
      <table>
        <thead>
          <tr>
            <th scope="col">{people.number}</th>
            <th scope="col">{people.address}</th>
            {isBounded && <th scope="col">{people.validFrom}</th>}
            {isBounded && <th scope="col">{people.validTo}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ number, address, validFrom, validTo }) => (
            <tr>
              <th scope="row">+{number}</th>
              <td>{address}</td>
              {isBounded &&
                [validFrom, validTo].map((at) => (
                  <td>
                    <Instant at={at} strings={strings} otherwise={people.unbounded} />
                  </td>
                ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
