/** A comparison of a filter: which of the allowed forms it has, and the strings in it, unquoted. */
export interface Clause<Form extends string> {
  form: Form;
  value: string;
  /** The extended property's id, where the form has one. */
  id: string;
}

/** `{value}` and `{id}` stand for OData string literals, `{v}` for the lambda's variable; a blank for white space. */
type Forms<Form extends string> = Record<Form, string>;

const LITERAL = (name: string): string => `'(?<${name}>(?:[^']|'')*)'`;

/**
 * Reads `clause or clause or …` where each clause has one of the given forms. Resolves to undefined for anything
 * else: Graph takes only a few forms for each property, and a parser that knows more would pass what it refuses.
 */
export function parseFilter<Form extends string>(
  filter: string,
  forms: Forms<Form>,
): Clause<Form>[] | undefined {
  const clauses: Clause<Form>[] = [];
  let rest = filter.trim();
  for (;;) {
    const found = firstClause(rest, forms);
    if (found === undefined) return undefined;
    clauses.push(found.clause);
    rest = rest.slice(found.length);
    if (rest === '') return clauses;
    const or = /^\s+or\s+/.exec(rest);
    if (or === null) return undefined;
    rest = rest.slice(or[0].length);
  }
}

function firstClause<Form extends string>(
  text: string,
  forms: Forms<Form>,
): { clause: Clause<Form>; length: number } | undefined {
  for (const form in forms) {
    const match = pattern(forms[form]).exec(text);
    if (match === null) continue;
    const { value = '', id = '' } = match.groups ?? {};
    return { clause: { form, value: unquote(value), id: unquote(id) }, length: match[0].length };
  }
  return undefined;
}

function pattern(form: string): RegExp {
  const source = form
    .replaceAll(/[()/]/g, String.raw`\$&`)
    .replaceAll('{value}', LITERAL('value'))
    .replaceAll('{id}', LITERAL('id'))
    .replace('{v}', String.raw`\s*(?<v>\w+)\s*`)
    .replaceAll('{v}', String.raw`\s*\k<v>`)
    .replaceAll(' ', String.raw`\s+`);
  return new RegExp(`^${source}`);
}

/** A quote inside a literal is written twice (OData 4.01 URL Conventions, 5.1.1.6.1). */
function unquote(literal: string): string {
  return literal.replaceAll("''", "'");
}

/** Splits at commas that stand outside of brackets and literals, as `$expand` needs. */
export function splitTopLevel(text: string): string[] {
  return text.match(/(?:[^,(']|'(?:[^']|'')*'|\((?:[^()']|'(?:[^']|'')*'|\([^()]*\))*\))+/g) ?? [];
}
