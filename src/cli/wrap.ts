/** What a terminal takes that nobody has made wider. */
export const WIDTH = 100;

/** By words; a word that is longer than a line stays whole. */
export function wrap(text: string, width: number): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines.push(`${lines.pop()} ${word}`);
    else lines.push(word);
  }
  return lines.join('\n');
}

/** Wherever a line is full: for ids and names, which have no words. */
export function broken(text: string, width: number): string {
  return text.match(new RegExp(`.{1,${width}}`, 'gsu'))?.join('\n') ?? '';
}

/** What others have chosen: nothing of it may steer a terminal. */
export function oneLine(text: string): string {
  return text.replaceAll(/\p{C}|\p{Zl}|\p{Zp}/gu, ' ');
}
