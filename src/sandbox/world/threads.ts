import { hasMailbox, type Identity, type Person } from './people.js';
import type { Random } from './random.js';

export interface ChatThread {
  threadId: string;
  type: 'direct' | 'group';
  name?: string;
  members: Identity[];
}

export interface Threads {
  direct: ChatThread[];
  groups: ChatThread[];
  /** Everybody, with every phone; also one of the groups. */
  everybody: ChatThread;
  /** Nobody in it has a mailbox. */
  strangers: ChatThread[];
}

export function makeThreads(people: Person[], random: Random): Threads {
  const employees = people.filter((person) => person.isEmployee);
  const outsiders = people.filter((person) => !person.isEmployee);
  const unmapped = people.filter(({ identities }) => !identities.some(hasMailbox));
  const everybody = group(random, '=1+1;<b>"Q4"</b>\r\nX-Name: all', people);
  const groups = [
    group(random, 'Sales Group', [...employees.slice(0, 3), ...outsiders.slice(0, 1)]),
    group(random, 'Проект Nordlicht 🚀 極光', [...employees.slice(4, 8), ...outsiders.slice(3, 4)]),
    group(random, undefined, [...employees.slice(7), ...outsiders.slice(1, 3)]),
    everybody,
  ];
  return {
    direct: directThreads(employees, outsiders, random),
    groups,
    everybody,
    strangers: unmappedThreads(unmapped, random),
  };
}

/** Every employee's every phone with an outsider, and each employee with the next one. */
function directThreads(employees: Person[], outsiders: Person[], random: Random): ChatThread[] {
  const toOutsiders = employees.flatMap(({ identities }) =>
    identities.map((identity) => direct(random, identity, random.pick(outsiders).identities[0])),
  );
  const toColleagues = employees.slice(1).map(({ identities }, index) => {
    const previous = employees[index]?.identities ?? identities;
    return direct(random, previous[0], identities[0]);
  });
  return [...toOutsiders, ...toColleagues];
}

function unmappedThreads(unmapped: Person[], random: Random): ChatThread[] {
  const [first, second] = unmapped;
  if (first === undefined || second === undefined)
    throw new RangeError('There are not two people without a mailbox.');
  return [
    direct(random, first.identities[0], second.identities[0]),
    group(random, 'Nobody we know', unmapped),
  ];
}

function direct(random: Random, one: Identity, other: Identity): ChatThread {
  return { threadId: `direct-${random.hex(12)}`, type: 'direct', members: [one, other] };
}

function group(random: Random, name: string | undefined, people: Person[]): ChatThread {
  const threadId = `1203630${String(random.bits()).padStart(10, '0')}@g.us`;
  const members = people.flatMap(({ identities }) => identities);
  return { threadId, type: 'group', ...(name !== undefined && { name }), members };
}
