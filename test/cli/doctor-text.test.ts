import assert from 'node:assert/strict';
import { doctorText } from '../../src/cli/doctor-text.js';
import { bad, good, unknown, type Finding } from '../../src/doctor/finding.js';

const COMMAND = `An administrator runs: ${'temporal operator namespace update '.repeat(5)}--retention 30d`;

const FINDINGS: Finding[] = [
  { area: 'settings', check: 'AZURE_TENANT_ID', ...bad('is missing', 'Set it.') },
  { area: 'settings', check: 'AZURE_CLIENT_ID', ...bad('is missing', 'Set it.') },
  {
    area: 'temporal',
    check: 'retention',
    ...bad('ended runs are kept for 24 hours only '.repeat(4), COMMAND),
  },
  { area: 'storage', check: 'clock', ...good("within 1 s of storage's") },
  {
    area: 'source',
    check: 'a-connector-with-a-long-name: secret telemessage-a-connector-with-a-long-name',
    ...unknown('not checked because storage does not answer'),
  },
];

describe('the table of doctor', () => {
  const lines = doctorText(FINDINGS).split('\n');
  const end = lines.indexOf('');

  it('fits on a terminal of 100 columns, with its columns in line', () => {
    for (const line of lines.slice(0, end)) assert.ok(line.length <= 100, line);
    const column = lines[0]?.indexOf('Found') ?? 0;
    assert.ok(column > 0);
    for (const line of lines.slice(0, end)) assert.match(line.slice(column - 1), /^( \S|$)/);
  });

  it('says in words what is good, bad and unknown, and how much of each there is', () => {
    assert.match(lines[1] ?? '', /^bad +settings +AZURE_TENANT_ID +is missing$/);
    assert.ok(lines.some((line) => /^good +storage +clock/.test(line)));
    assert.equal(lines[end + 1], '1 good, 3 bad, 1 unknown');
  });

  it('gives a next step once, for all it mends, and unbroken, so that a command can be copied', () => {
    const steps = lines.slice(lines.indexOf('What to do:') + 1);
    assert.deepEqual(steps, [
      '- settings AZURE_TENANT_ID, settings AZURE_CLIENT_ID: Set it.',
      `- temporal retention: ${COMMAND}`,
    ]);
  });

  it('lets no note of a pause steer the terminal', () => {
    const note = bad('paused: \u001b[2J\nbad', 'Mend\u0007 it.');
    const text = doctorText([{ area: 'temporal', check: 'schedule of emea', ...note }]);
    assert.ok(!text.includes('\u001b') && !text.includes('\u0007'));
    assert.match(text, /paused: {2}\[2J bad/);
  });

  it('asks for nothing where all is good', () => {
    const text = doctorText(FINDINGS.filter(({ state }) => state === 'good'));
    assert.doesNotMatch(text, /What to do/);
  });
});
