/** What a browser sends of a form that nobody has touched; without what is ticked. */
export function fieldsOf(html: string): Record<string, string> {
  const inputs = [...html.matchAll(/<input (?![^>]*type="(?:radio|checkbox)")[^>]*>/g)].map(([tag]) => tag);
  return Object.fromEntries(inputs.map((tag) => [attribute(tag, 'name'), attribute(tag, 'value')]));
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  return value.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}
