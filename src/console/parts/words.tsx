/** Our own words with commands and settings in backquotes, as `REASONS` has them. */
export function Words({ text }: { text: string }) {
  const parts = text.split('`');
  return <>{parts.map((part, index) => (index % 2 === 0 ? part : <code>{part}</code>))}</>;
}
