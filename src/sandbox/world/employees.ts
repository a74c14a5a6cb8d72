import type { Identity, Person, TenantUser } from './people.js';
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
  isNumberHidden?: true;
  isKnownByIdOnly?: true;
  hasNoMailbox?: true;
}

/** One of each way to be mapped, and one whose mapping leads to no mailbox. */
export const EMPLOYEES: readonly Employee[] = [
  { name: 'Amélie Østergård-Núñez 🌸', alias: 'amelie.ostergard', csv: 'primary' },
  { name: '田中 さくら', alias: 'sakura.tanaka', csv: 'primary' },
  { name: 'Thandeka Mokoena', alias: 'thandeka.mokoena', csv: 'primary', isKnownByIdOnly: true },
  { name: 'Γιώργος Παπαδάκης', alias: 'giorgos.papadakis', csv: 'primary' },
  { name: 'محمد الفارسي', alias: 'mohammed.alfarsi', email: 'primary' },
  { name: 'Łukasz "Lucky" Żółtowski', alias: 'lukasz.zoltowski', email: 'primary' },
  { name: 'שירה לוי', alias: 'shira.levi', email: 'alias', isNumberHidden: true },
  { name: 'Олена Ковальчук', alias: 'olena.kovalchuk', csv: 'alias', secondPhone: 'primary' },
  { name: 'Zoë O’Brien 👩‍👩‍👧‍👦', alias: 'zoe.obrien', csv: 'gone', email: 'primary' },
  { name: 'Jordan Meyer', alias: 'jordan.meyer', csv: 'primary', hasNoMailbox: true },
];

/** Somebody with a mailbox who never writes, and whose mailbox must stay empty. */
export const BYSTANDER: Employee = { name: 'Sam Quiet', alias: 'sam.quiet', csv: 'primary' };

export interface Hired {
  person: Person;
  user: TenantUser;
  /** A row of the mapping CSV, if the employee has one. */
  mapping?: { digits: string; address: string };
}

export function hire(employee: Employee, random: Random, nextDigits: () => string): Hired {
  const user = tenantUser(employee, random);
  const mailbox = user.hasMailbox ? user.id : null;
  const digits = nextDigits();
  const first: Identity = {
    displayName: employee.name,
    ...(employee.isNumberHidden ? { whatsAppId: hiddenNumberId(random) } : { digits }),
    ...(employee.isKnownByIdOnly && { isKnownByIdOnly: true }),
    ...emailProperty(employee, employee.email),
    mailbox,
  };
  const second = employee.secondPhone && {
    displayName: employee.name,
    digits: nextDigits(),
    ...emailProperty(employee, employee.secondPhone),
    mailbox,
  };
  const person: Person = {
    name: employee.name,
    isEmployee: true,
    identities: second ? [first, second] : [first],
  };
  if (employee.csv === undefined) return { person, user };
  return { person, user, mapping: { digits, address: addressOf(employee, employee.csv) } };
}

/** A WhatsApp id that tells no number, as people have them who hide theirs. */
export function hiddenNumberId(random: Random): string {
  return `${String(random.bits()).padStart(10, '0')}${1000 + random.below(9000)}@lid`;
}

function tenantUser(employee: Employee, random: Random): TenantUser {
  const primary = addressOf(employee, 'primary');
  const account = { id: random.uuid(), displayName: employee.name };
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

function addressOf({ alias }: Employee, address: Address): string {
  const local = { primary: alias, alias: `${alias}.mobile`, gone: `${alias}.left` }[address];
  return `${local}@contoso.example`;
}
