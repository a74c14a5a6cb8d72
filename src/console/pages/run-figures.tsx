import { addsUp, type Counts, type Report } from '../../domain/report.js';
import type { Strings } from '../strings/index.js';

const OUTCOMES = ['imported', 'partiallyImported', 'skipped', 'failed'] as const;
const FIGURES = ['availableFromSource', 'availableForImport', ...OUTCOMES] as const;

/** The counts in Microsoft's words, each with what it means, and whether they add up. */
export function RunFigures({ report, strings }: { report: Report; strings: Strings }) {
  const { run, tag } = strings;
  const { counts, completedAt } = report;
  return (
    <>
      <h2>{run.counts}</h2>
      <dl class="cards figures">
        {FIGURES.map((name) => (
          <div class="card">
            <dt>{run[name]}</dt>
            <dd>
              <span class={`figure ${looksOf(name, counts)}`}>{counts[name].toLocaleString(tag)}</span>{' '}
              <span class="quiet">{name === 'availableFromSource' ? run.items : run.copies}</span>
            </dd>
            <dd class="quiet">{run.meaning[name]}</dd>
          </div>
        ))}
      </dl>
      {completedAt !== null && <Sum counts={counts} strings={strings} />}
    </>
  );
}

function looksOf(name: keyof Counts, counts: Counts): string {
  if (counts[name] === 0) return '';
  if (name === 'failed') return 'bad';
  return name === 'partiallyImported' ? 'warn' : '';
}

/** `210 = 203 + 2 + 4 + 1`: what was available and what became of it are counted apart from each other. */
function Sum({ counts, strings: { run, tag } }: { counts: Counts; strings: Strings }) {
  const number = (count: number): string => count.toLocaleString(tag);
  const outcomes = OUTCOMES.map((name) => `${number(counts[name])} ${inSentence(run[name], tag)}`).join(
    ' + ',
  );
  const sum = `${number(counts.availableForImport)} ${inSentence(run.availableForImport, tag)} = ${outcomes}`;
  if (addsUp(counts)) return <p class="quiet">{run.addsUp(sum)}</p>;
  const missing = counts.availableForImport - OUTCOMES.reduce((all, name) => all + counts[name], 0);
  return (
    <div class="notice bad">
      <p>{run.addsUpNot(sum, number(missing))}</p>
    </div>
  );
}

/** Only the first word: German nouns keep their capitals. */
function inSentence(words: string, tag: string): string {
  return words.charAt(0).toLocaleLowerCase(tag) + words.slice(1);
}
