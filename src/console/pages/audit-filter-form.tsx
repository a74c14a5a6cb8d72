import { AUDIT_ACTIONS } from '../../storage/audit.js';
import type { Strings } from '../strings/index.js';
import { isAny, type AuditFilter } from './audit-filter.js';

/** Sends itself to the same page; what was typed stays. */
export function AuditFilterForm({ filter, strings }: { filter: AuditFilter; strings: Strings }) {
  const { audit } = strings;
  return (
    <form class="filter card" method="get" action="/audit" role="search" aria-label={audit.filter}>
      <div class="field">
        <label for="connector">{audit.connector}</label>
        <input id="connector" name="connector" value={filter.connector} autocomplete="off" />
      </div>
      <div class="field">
        <label for="action">{audit.action}</label>
        <select id="action" name="action">
          <option value="">{audit.anyAction}</option>
          {AUDIT_ACTIONS.map((action) => (
            <option value={action} selected={action === filter.action}>
              {audit.actions[action]}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="who">{audit.who}</label>
        <input id="who" name="who" value={filter.who} autocomplete="off" />
      </div>
      <button>{audit.show}</button>
      {isAny(filter) && <a href="/audit">{audit.showAll}</a>}
    </form>
  );
}
