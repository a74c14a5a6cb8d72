import type { Content } from './draft.js';
import type { Script } from './script.js';
import { HARD_TEXTS, ORDINARY_TEXTS } from './texts.js';
import type { ChatThread } from './threads.js';

/** Everything that can stand in a message besides attachments. */
export function writeMessages(script: Script): void {
  const { random, threads } = script;
  for (const text of HARD_TEXTS) script.say(random.pick(threads.direct), { text });
  for (const thread of [...threads.direct, ...threads.groups]) writeDialogue(script, thread);
  writeSharedThings(script);
}

/** A question, a reply that quotes it, a forward. */
function writeDialogue(script: Script, thread: ChatThread): void {
  const { random } = script;
  const question = script.say(thread, { text: random.pick(ORDINARY_TEXTS) });
  const others = thread.members.filter((member) => member !== question.sender);
  const answer = { text: random.pick(ORDINARY_TEXTS), quotedItemId: question.itemId };
  script.say(thread, answer, random.pick(others));
  if (random.below(3) === 0) script.say(thread, { text: random.pick(ORDINARY_TEXTS), forwarded: true });
}

function writeSharedThings(script: Script): void {
  const { random, threads } = script;
  const say = (content: Content) => script.say(random.pick(threads.direct), content);
  say({ location: { latitude: 51.5034, longitude: -0.1276 } });
  say({
    location: {
      latitude: -33.8568,
      longitude: 151.2153,
      name: 'Opera <House>',
      address: 'Bennelong Point\r\nSydney',
    },
  });
  say({ contacts: [{ name: 'Ana “Annie” Núñez', phoneNumbers: ['+44 7700 900000', '+1 202 555 0199'] }] });
  say({ contacts: [{ phoneNumbers: ['+12025550198'] }, { name: 'No number' }, {}] });
  say({ poll: { question: 'Lunch? 🍜', options: ['Yes', 'No', '<b>Maybe</b>', ''] } });
  say({ poll: { question: '', options: [] } });
  say({
    text: 'Quotes something from before the archive began',
    quotedItemId: `tm-${script.prefix}-never-archived`,
  });
  say({});
}

/** One more ordinary message. */
export function writeSmallTalk(script: Script): void {
  script.say(script.anyThread(), { text: script.random.pick(ORDINARY_TEXTS) });
}
