import type { Strings } from '../strings/index.js';

/** What the console has instead of a command, by how the command begins. */
const CONTROLS: readonly [command: string, name: (strings: Strings) => string][] = [
  ['connector resume', ({ connector }) => connector.resume],
  ['connector update', ({ connector }) => connector.edit],
  ['connector list', ({ connectors }) => connectors.title],
  ['runs ', ({ connector }) => connector.runs],
  ['report backfill/', ({ connector }) => connector.backfills],
  ['backfill cancel', ({ connector }) => connector.cancelBackfill],
];

/**
 * What somebody is to do, as the reasons have it, which are written for the command line: a command that has a control
 * is given as that, by the name that stands on it.
 */
export function NextStep({ text, strings }: { text: string; strings: Strings }) {
  const parts = text.split('`');
  const controls = parts.map((part, index) => (index % 2 === 0 ? undefined : controlOf(part, strings)));
  return (
    <>
      {parts.map((part, index) => {
        const control = controls[index];
        if (control !== undefined) return <strong>{control}</strong>;
        if (index % 2 === 1) return <code>{part}</code>;
        return controls[index + 1] === undefined
          ? part
          : part.replace(/\brun $/i, (run) => (run.startsWith('R') ? 'Choose ' : 'choose '));
      })}
    </>
  );
}

function controlOf(command: string, strings: Strings): string | undefined {
  return CONTROLS.find(([start]) => command.startsWith(start))?.[1](strings);
}
