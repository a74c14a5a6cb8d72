/** Markup that is safe as it stands. Only the tag `markup` makes it, so text cannot become markup by accident. */
export class Markup {
  constructor(readonly source: string) {}
}

type Child = string | Markup | readonly Child[];

/**
 * Tag for templates: the literal parts are our own markup, everything put in is escaped unless it is markup already.
 * Not named `html`: code formatters rewrite templates of that name, and with them the bytes that are archived.
 */
export function markup(literals: TemplateStringsArray, ...children: Child[]): Markup {
  return new Markup(String.raw({ raw: literals }, ...children.map(render)));
}

function render(child: Child): string {
  if (child instanceof Markup) return child.source;
  if (typeof child === 'string') return escape(child);
  return child.map(render).join('');
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Right between tags and within quoted attributes, which are the only places we put text. */
function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
