import type { Child } from 'hono/jsx';
import type { Strings } from '../strings/index.js';

/** More than anybody types into a search. */
export const MAX_SEARCH_CHARACTERS = 200;

interface SearchProps {
  /** Where the form leads, with a `#part` of the page. */
  action: string;
  label: string;
  value: string;
  strings: Strings;
  /** Further fields. */
  children?: Child;
  /** Whether something narrows what is shown: then there is a way back to all. */
  isNarrowed: boolean;
}

/** A form that narrows down what a page shows; its address says how, so that it can be sent to somebody. */
export function Search({ action, label, value, strings, children, isNarrowed }: SearchProps) {
  return (
    <form class="filter" method="get" action={action} role="search">
      <div class="field">
        <label for="search">{label}</label>
        <input id="search" type="search" name="q" value={value} maxlength={MAX_SEARCH_CHARACTERS} />
      </div>
      {children}
      <button>{strings.common.search}</button>
      {isNarrowed && <a href={action}>{strings.common.showAll}</a>}
    </form>
  );
}

/** A choice among texts; `options` maps what is sent to what is shown, and nothing chosen is `all`. */
export function Choice({
  name,
  label,
  all,
  options,
  value,
}: {
  name: string;
  label: string;
  all: string;
  options: Readonly<Record<string, string>>;
  value: string | undefined;
}) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <select id={name} name={name}>
        <option value="">{all}</option>
        {Object.entries(options).map(([sent, shown]) => (
          <option value={sent} selected={sent === value}>
            {shown}
          </option>
        ))}
      </select>
    </div>
  );
}
