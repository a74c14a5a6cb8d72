import { badRequest } from './graph-error.js';

const GUID = String.raw`[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}`;
const TAG = /^(?<type>\w+) 0x(?<tag>[0-9a-f]{1,4})$/i;
const NAMED = new RegExp(
  `^(?<type>\\w+) \\{(?<set>${GUID})\\} (?:Name (?<name>\\S.*)|Id 0x(?<id>[0-9a-f]{1,8}))$`,
  'i',
);

const MAX_INT32 = 2 ** 31 - 1;

/** What a value must look like, by MAPI type. Graph carries every value as a string. */
const VALUES: Record<string, (value: string) => boolean> = {
  String: () => true,
  Binary: isBase64,
  Boolean: (value) => /^(true|false)$/i.test(value),
  CLSID: (value) => new RegExp(`^${GUID}$`, 'i').test(value),
  Double: isNumber,
  Float: isNumber,
  Currency: isInteger,
  Integer: (value) => isInteger(value) && Math.abs(Number(value)) <= MAX_INT32,
  Short: (value) => isInteger(value) && Math.abs(Number(value)) < 2 ** 15,
  SystemTime: (value) =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)$/.test(value) &&
    !Number.isNaN(Date.parse(value)),
};

/** Tags from here on are each mailbox's own numbers for named properties (ExtendedFieldURI, Exchange Web Services reference). */
const FIRST_NAMED_TAG = 0x8000;

/** PidTagCreationTime and PidTagLastModificationTime, which some tenants refuse with 400; so does this one. */
const REFUSED_TAGS = new Set([0x3007, 0x3008]);

/**
 * The form under which Graph keeps and returns an id: hexadecimals in lower case without leading zeros, so that
 * `Integer 0x0E07` comes back as `Integer 0xe07`. Throws 400 `ErrorInvalidProperty` for anything that is none of the
 * three documented forms (learn.microsoft.com/graph/api/resources/extended-properties-overview).
 */
export function canonicalPropertyId(id: string): string {
  const groups = (TAG.exec(id) ?? NAMED.exec(id))?.groups;
  const type = groups?.['type'] ?? '';
  if (groups === undefined) throw malformedId();
  // Seen for 'Long …': github.com/microsoftgraph/microsoft-graph-docs/issues/2251.
  if (VALUES[type] === undefined)
    throw badRequest(
      'ErrorInvalidExtendedProperty',
      'The extended property attribute combination is invalid.',
    );
  const { tag, set, name, id: dispatch } = groups;
  if (tag !== undefined) return `${type} ${canonicalTag(tag)}`;
  return `${type} {${set?.toLowerCase()}} ${name === undefined ? `Id ${hex(dispatch)}` : `Name ${name}`}`;
}

/** Throws 400 `ErrorInvalidProperty` where the value does not fit the id's type. The value itself is not repeated. */
export function checkPropertyValue(canonicalId: string, value: string): void {
  const type = canonicalId.slice(0, canonicalId.indexOf(' '));
  if (VALUES[type]?.(value) === true) return;
  throw badRequest(
    'ErrorInvalidProperty',
    `The value of the extended property '${canonicalId}' is no ${type}.`,
  );
}

/** Extended properties by id, in whatever spelling the id is asked for. */
export class ExtendedProperties {
  readonly #values = new Map<string, string>();

  /** Throws what `canonicalPropertyId` and `checkPropertyValue` throw. */
  set(id: string, value: string): void {
    const canonicalId = canonicalPropertyId(id);
    checkPropertyValue(canonicalId, value);
    this.#values.set(canonicalId, value);
  }

  get(id: string): string | undefined {
    return this.#values.get(canonicalPropertyId(id));
  }

  /** For many look-ups with one id, which then need be made canonical only once. */
  getCanonical(canonicalId: string): string | undefined {
    return this.#values.get(canonicalId);
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.#values[Symbol.iterator]();
  }
}

/** Standard base64 with its padding and without line breaks. */
export function isBase64(value: string): boolean {
  return value.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(value);
}

function isInteger(value: string): boolean {
  return /^-?\d{1,19}$/.test(value);
}

function isNumber(value: string): boolean {
  return value.trim() !== '' && Number.isFinite(Number(value));
}

function canonicalTag(tag: string): string {
  const number = Number.parseInt(tag, 16);
  if (number === 0 || number >= FIRST_NAMED_TAG) throw malformedId();
  if (REFUSED_TAGS.has(number)) throw badRequest('ErrorInvalidProperty', 'This property cannot be set here.');
  return hex(tag);
}

function hex(digits = '0'): string {
  return `0x${Number.parseInt(digits, 16).toString(16)}`;
}

/** The wording is the real one: github.com/microsoftgraph/msgraph-sdk-powershell/issues/2784. */
function malformedId(): Error {
  return badRequest(
    'ErrorInvalidProperty',
    "PropertyId values may only be in one of the following formats: 'MapiPropertyType namespaceGuid Name propertyName', 'MapiPropertyType namespaceGuid Id propertyId' or 'MapiPropertyType propertyTag'.",
  );
}
