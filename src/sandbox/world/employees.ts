import type { Identity, Mailboxes, Person, TenantUser } from './people.js';
import type { Random } from './random.js';

/** Which of a person's addresses stands somewhere; `gone` is the address of nobody. */
type Address = 'primary' | 'alias' | 'gone';

interface Employee {
  name: string;
  alias: string;
  /** The address in the mapping CSV; absent: no row. */
  csv?: Address;
  /** The User's Email address property; absent: none. */
  email?: Address;
  /** A second phone that is in no CSV and has this address property. */
  secondPhone?: Address;
  /** Who has the number after the hand-over. The source goes on calling it by the former one's name. */
  successor?: { name: string; alias: string };
  isNumberHidden?: true;
  isKnownByIdOnly?: true;
  hasNoMailbox?: true;
  /** May not sign in, like somebody who has left; the mailbox is there. */
  isBlocked?: true;
  /** A mailbox of several people, whose account nobody signs in with. */
  isShared?: true;
}

/** One of each way to be mapped, and one whose mapping leads to no mailbox. */
export const EMPLOYEES: readonly Employee[] = [
  { name: 'Amélie Østergård-Núñez 🌸', alias: 'amelie.ostergard', csv: 'primary' },
  {
    name: '田中 さくら',
    alias: 'sakura.tanaka',
    csv: 'primary',
    successor: { name: '佐藤 健', alias: 'ken.sato' },
  },
  { name: 'Thandeka Mokoena', alias: 'thandeka.mokoena', csv: 'primary', isKnownByIdOnly: true },
  { name: 'Γιώργος Παπαδάκης', alias: 'giorgos.papadakis', csv: 'primary', isBlocked: true },
  { name: 'محمد الفارسي', alias: 'mohammed.alfarsi', email: 'primary' },
  { name: 'Łukasz "Lucky" Żółtowski', alias: 'lukasz.zoltowski', email: 'primary' },
  { name: 'שירה לוי', alias: 'shira.levi', email: 'alias', isNumberHidden: true },
  { name: 'Олена Ковальчук', alias: 'olena.kovalchuk', csv: 'alias', secondPhone: 'primary' },
  { name: 'Zoë O’Brien 👩‍👩‍👧‍👦', alias: 'zoe.obrien', csv: 'gone', email: 'primary' },
  { name: 'Jordan Meyer', alias: 'jordan.meyer', csv: 'primary', hasNoMailbox: true },
  { name: 'Trading Desk', alias: 'trading.desk', csv: 'primary', isShared: true },
];

/** Somebody with a mailbox who never writes, and whose mailbox must stay empty. */
export const BYSTANDER: Employee = { name: 'Sam Quiet', alias: 'sam.quiet', csv: 'primary' };

/** A row of the mapping CSV; its bounds are instants, empty without one. */
export interface CsvRow {
  digits: string;
  address: string;
  validFrom?: string;
  validTo?: string;
}

export interface Hired {
  person: Person;
  users: TenantUser[];
  rows: CsvRow[];
}

/** What a seed has for every employee alike. */
interface Hiring {
  random: Random;
  nextDigits: () => string;
  /** When successors get their numbers. */
  handOver: string;
}

export function hire(employee: Employee, { random, nextDigits, handOver }: Hiring): Hired {
  const user = tenantUser(employee, random);
  const digits = nextDigits();
  const first: Identity = {
    displayName: employee.name,
    ...(employee.isNumberHidden ? { whatsAppId: hiddenNumberId(random) } : { digits }),
    ...(employee.isKnownByIdOnly && { isKnownByIdOnly: true }),
    ...emailProperty(employee, employee.email),
    mailboxes: mailboxesOf(user, employee),
  };
  const second = employee.secondPhone && {
    displayName: employee.name,
    digits: nextDigits(),
    ...emailProperty(employee, employee.secondPhone),
    mailboxes: mailboxesOf(user, { email: employee.secondPhone }),
  };
  const successor = employee.successor && tenantUser(employee.successor, random);
  if (successor) first.handedOver = { at: handOver, mailbox: successor.id };
  return {
    person: { name: employee.name, isEmployee: true, identities: second ? [first, second] : [first] },
    users: successor ? [user, successor] : [user],
    rows: rowsOf(employee, digits, handOver),
  };
}

/** A WhatsApp id that tells no number, as people have them who hide theirs. */
export function hiddenNumberId(random: Random): string {
  return `${String(random.bits()).padStart(10, '0')}${1000 + random.below(9000)}@lid`;
}

function mailboxesOf(
  { id, hasMailbox }: TenantUser,
  { csv, email }: Pick<Employee, 'csv' | 'email'>,
): Mailboxes {
  const through = (address: Address | undefined) =>
    hasMailbox && address !== undefined && address !== 'gone' ? id : null;
  return { csv: through(csv), automatic: through(email) };
}

function rowsOf({ csv, successor, ...employee }: Employee, digits: string, handOver: string): CsvRow[] {
  if (csv === undefined) return [];
  const address = addressOf(employee, csv);
  if (successor === undefined) return [{ digits, address }];
  return [
    { digits, address, validTo: handOver },
    { digits, address: addressOf(successor, 'primary'), validFrom: handOver },
  ];
}

function tenantUser(employee: Employee, random: Random): TenantUser {
  const primary = addressOf(employee, 'primary');
  const account = {
    id: random.uuid(),
    displayName: employee.name,
    accountEnabled: !employee.isBlocked && !employee.isShared,
    userType: 'Member' as const,
    userPurpose: employee.isShared ? ('shared' as const) : ('user' as const),
  };
  if (employee.hasNoMailbox) {
    return { ...account, userPrincipalName: primary, mail: null, proxyAddresses: [], hasMailbox: false };
  }
  return {
    ...account,
    // Not the mail address, as in tenants that were renamed once.
    userPrincipalName: `${employee.alias}@id.contoso.example`,
    mail: primary,
    proxyAddresses: [`SMTP:${primary}`, `smtp:${addressOf(employee, 'alias')}`],
    hasMailbox: true,
  };
}

/** Capitalized, otherwise than the tenant has it: letter case names nobody else. */
function emailProperty(employee: Employee, address: Address | undefined): { userEmailAddress?: string } {
  if (address === undefined) return {};
  return {
    userEmailAddress: addressOf(employee, address).replace(/^[a-z]/, (letter) => letter.toUpperCase()),
  };
}

function addressOf({ alias }: Pick<Employee, 'alias'>, address: Address): string {
  const local = { primary: alias, alias: `${alias}.mobile`, gone: `${alias}.left` }[address];
  return `${local}@contoso.example`;
}
