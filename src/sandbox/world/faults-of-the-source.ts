import type { Script } from './script.js';

/** Items that can end in no mailbox, and one that the source corrects. */
export function writeFaultsOfTheSource(script: Script): void {
  const { random, threads } = script;
  for (const thread of threads.strangers) {
    for (const text of ['Do I know you?', 'No']) script.say(thread, { text });
  }
  const thread = threads.everybody;
  const broken = {
    recordType: 'message',
    thread,
    sender: random.pick(thread.members),
    content: { text: 'Broken' },
  };
  script.add({
    ...broken,
    isMalformed: true,
    distort: (record) => ({ ...record, messageTime: '57300-06-03T18:46:03Z' }),
  });
  script.add({ ...broken, isMalformed: true, distort: ({ sender: _, ...record }) => record });
  const corrected = script.say(threads.everybody, { text: 'The price is 10' });
  script.correct(corrected, { text: 'The price is 100' });
}
