import { ArchiveError } from '../../domain/errors.js';

const MAX_COUNT = 10_000_000;

/**
 * The names that a manifest (`*.mf`) lists: a line `Count: <number>`, then one name a line, in UTF-8. Throws DropRefused
 * where it is otherwise, or where its count is not the number of its names.
 */
export function parseManifest(bytes: Buffer): string[] {
  const lines = textOf(bytes)
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const counts = lines.filter((line) => /^count\s*:/i.test(line));
  const names = lines.filter((line) => !/^count\s*:/i.test(line));
  const [, count] = /^count\s*:\s*(\d{1,8})$/i.exec(counts[0] ?? '') ?? [];
  if (counts.length !== 1 || count === undefined || Number(count) > MAX_COUNT)
    throw refused('its manifest has no count, or more than one');
  if (Number(count) !== names.length)
    throw refused(`its manifest counts ${Number(count)} files and names ${names.length}`);
  if (new Set(names).size !== names.length) throw refused('its manifest names a file twice');
  return names;
}

/** Throws DropRefused where the ZIP does not hold exactly the files that the manifest names. */
export function checkAgainst(manifest: readonly string[], names: ReadonlySet<string>): void {
  const absent = manifest.filter((name) => !names.has(name)).length;
  if (absent > 0) throw refused(`its manifest names files that are not in it: ${absent}`);
  const unlisted = names.size - manifest.length;
  if (unlisted > 0) throw refused(`it holds files that its manifest does not name: ${unlisted}`);
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refused('its manifest is no text in UTF-8');
  }
}

function refused(what: string): ArchiveError {
  return new ArchiveError('DropRefused', what);
}
