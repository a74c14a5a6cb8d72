import type { ConsoleContext } from '../environment.js';

interface DoneNoticeProps {
  c: ConsoleContext;
  /** What the page can say, by the codes that stand for it. */
  words: Readonly<Record<string, string>>;
}

/** What was just done, for whoever is led here. Its address has a code and no words: no link makes a page say others. */
export function DoneNotice({ c, words }: DoneNoticeProps) {
  const code = c.req.query('done') ?? '';
  if (!Object.hasOwn(words, code)) return null;
  return (
    <p class="notice good" role="status" data-done="">
      <span>{words[code]}</span>
    </p>
  );
}
