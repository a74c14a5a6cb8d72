import type { Call, Deletion } from '../../domain/item.js';
import type { Draft } from './draft.js';
import type { Script } from './script.js';
import { ORDINARY_TEXTS } from './texts.js';

const CALL_STATUSES: readonly Call['status'][] = ['answered', 'missed', 'rejected', 'busy', 'failed'];
const DELETED_FOR: readonly Deletion['deletedFor'][] = ['everyone', 'me', 'unknown', undefined];
const READ_STATES: readonly Deletion['readState'][] = ['read', 'unread', 'unknown', undefined];
const REACTIONS: readonly (string | undefined)[] = ['👍', '❤️', '🏳️‍🌈', '😂', '', undefined];

/** Everything that is not a message. */
export function writeEvents(script: Script): void {
  writeCalls(script);
  writeDeletions(script);
  writeEditsAndReactions(script);
  writeGroupEvents(script);
  writeUnknownTypes(script);
}

function writeCalls(script: Script): void {
  const { random, threads } = script;
  for (const media of ['voice', 'video'] as const) {
    for (const status of CALL_STATUSES) {
      for (const thread of [random.pick(threads.direct), random.pick(threads.groups)]) {
        const call = { callId: `call-${random.hex(8)}`, media, status };
        const isAnswered = status === 'answered';
        const timed = isAnswered ? { ...call, durationSeconds: random.below(5400) } : call;
        script.add({ recordType: 'call', thread, sender: random.pick(thread.members), call: timed });
      }
    }
  }
}

/** The original text comes once more, without attachments; the field for whom or read state may be missing. */
function writeDeletions(script: Script): void {
  const { random } = script;
  for (const deletedFor of DELETED_FOR) {
    for (const readState of READ_STATES) {
      const thread = script.anyThread();
      const text = random.pick(ORDINARY_TEXTS);
      const original = script.say(thread, { text });
      const deletion: Deletion = {
        deletedItemId: original.itemId,
        ...(deletedFor !== undefined && { deletedFor }),
        ...(readState !== undefined && { readState }),
      };
      script.add({ recordType: 'deletion', thread, sender: original.sender, content: { text, deletion } });
    }
  }
}

function writeEditsAndReactions(script: Script): void {
  const { random } = script;
  for (const emoji of REACTIONS) {
    const thread = script.anyThread();
    const target = script.say(thread, { text: `${random.pick(ORDINARY_TEXTS)} (tpyo)` });
    const event = { thread, sender: target.sender };
    const edit = { editedItemId: target.itemId };
    script.add({ recordType: 'edit', ...event, content: { text: random.pick(ORDINARY_TEXTS), edit } });
    const reaction = { targetItemId: target.itemId, ...(emoji !== undefined && { emoji }) };
    script.add({
      recordType: 'reaction',
      thread,
      sender: random.pick(thread.members),
      content: { reaction },
    });
  }
}

function writeGroupEvents(script: Script): void {
  const { random, threads } = script;
  for (const thread of threads.groups) {
    const add = (groupEvent: NonNullable<Draft['groupEvent']>) =>
      script.add({ recordType: 'group-event', thread, sender: random.pick(thread.members), groupEvent });
    // Not in the thread, where there is such a one: the event alone names them, and it concerns them.
    const others = threads.everybody.members.filter((member) => !thread.members.includes(member));
    const newcomer = random.pick(others.length > 0 ? others : thread.members);
    add({ type: 'created', newName: thread.name ?? '' });
    add({ type: 'participant-added', participants: [newcomer] });
    add({ type: 'participant-promoted', participants: [newcomer] });
    add({ type: 'participant-removed', participants: [newcomer] });
    add({ type: 'name-changed', newName: 'Ünïcode\r\n<i>name</i> 🎯' });
    add({ type: 'participant-left' });
  }
}

/** Types the list does not have, with content of their own. */
function writeUnknownTypes(script: Script): void {
  const { threads, random } = script;
  for (const recordType of ['keep-in-chat', 'payment', 'Message', 'привіт <b>']) {
    const thread = random.pick(threads.direct);
    script.add({
      recordType,
      thread,
      sender: random.pick(thread.members),
      content: { text: 'What is this?' },
      distort: (record) => ({
        ...record,
        somethingNew: { amount: 12.5, currency: 'EUR', nested: [[null, true]] },
      }),
    });
  }
}
