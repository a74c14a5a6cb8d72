import assert from 'node:assert/strict';
import { ArchiveError } from '../../src/domain/errors.js';
import { GraphFault, isDefiniteRefusal, reasonOf, unreachable } from '../../src/microsoft365/graph-errors.js';

const NOW = Date.parse('2026-11-20T02:00:00Z');

describe('reasonOf', () => {
  for (const [status, graphCode, expected] of [
    [400, 'ErrorInvalidProperty', 'GraphRefused'],
    [400, undefined, 'GraphRefused'],
    [401, 'InvalidAuthenticationToken', 'GraphRefusedLogin'],
    [403, 'ErrorAccessDenied', 'AccessDenied'],
    [403, undefined, 'AccessDenied'],
    [404, 'MailboxNotEnabledForRESTAPI', 'MailboxNotFound'],
    [404, 'MailboxNotSupportedForRESTAPI', 'MailboxNotFound'],
    [404, 'ErrorInvalidUser', 'MailboxNotFound'],
    [404, 'ErrorNonExistentMailbox', 'MailboxNotFound'],
    [404, 'ResourceNotFound', 'MailboxNotFound'],
    [404, 'Request_ResourceNotFound', 'MailboxNotFound'],
    [404, 'ErrorItemNotFound', 'GraphRefused'],
    [407, undefined, 'GraphUnreachable'],
    [408, undefined, 'GraphUnreachable'],
    [409, 'ErrorFolderExists', 'GraphRefused'],
    [413, undefined, 'ItemTooLarge'],
    [400, 'ErrorMessageSizeExceeded', 'ItemTooLarge'],
    [400, 'ErrorAttachmentSizeLimitExceeded', 'ItemTooLarge'],
    [429, 'ApplicationThrottled', 'Throttled'],
    [429, undefined, 'Throttled'],
    [403, 'ApplicationThrottled', 'Throttled'],
    [507, undefined, 'MailboxFull'],
    [507, 'QuotaExceededException', 'MailboxFull'],
    [400, 'ErrorQuotaExceeded', 'MailboxFull'],
    [500, 'ErrorMessageStoreQuotaExceeded', 'MailboxFull'],
    [500, 'ErrorInternalServerError', 'GraphUnreachable'],
    [502, undefined, 'GraphUnreachable'],
    [503, 'MailboxInfoStale', 'GraphUnreachable'],
    [504, undefined, 'GraphUnreachable'],
    [302, undefined, 'GraphUnreachable'],
    // Not a code of ours but a name that every object has.
    [404, 'constructor', 'GraphRefused'],
  ] as const) {
    it(`takes ${status} ${graphCode ?? 'without a code'} for ${expected}`, () => {
      assert.equal(reasonOf(status, graphCode), expected);
    });
  }
});

describe('GraphFault', () => {
  const refusal = { status: 503, graphCode: undefined, requestId: undefined, retryAfter: null };

  it('carries the wait that Graph asks for, also with a 503', () => {
    assert.equal(new GraphFault('testing', { ...refusal, retryAfter: '7' }, NOW).retryAfterMs, 7_000);
    assert.equal(new GraphFault('testing', refusal, NOW).retryAfterMs, undefined);
  });

  it('says what was answered, for what, and under which request id Microsoft finds it', () => {
    const fault = new GraphFault(
      'creating a copy',
      { status: 403, graphCode: 'ErrorAccessDenied', requestId: 'a-1', retryAfter: null },
      NOW,
    );
    assert.equal(
      fault.message,
      'Microsoft Graph answered 403 ErrorAccessDenied while creating a copy (request a-1).',
    );
    assert(fault instanceof ArchiveError);
    assert.equal(fault.graphCode, 'ErrorAccessDenied');
  });
});

describe('isDefiniteRefusal', () => {
  it('holds for what Graph refused, so that the mail may be sent again without a look-up', () => {
    for (const code of ['Throttled', 'GraphRefused', 'MailboxFull', 'AccessDenied', 'FolderGone'] as const) {
      assert(isDefiniteRefusal(new ArchiveError(code, 'refused')), code);
    }
  });

  it('does not hold where the mail may have been created', () => {
    assert(!isDefiniteRefusal(unreachable('testing', 'ECONNRESET')));
    assert(!isDefiniteRefusal(new ArchiveError('Unexpected', 'a defect')));
    assert(!isDefiniteRefusal(new Error('canceled')));
    assert(!isDefiniteRefusal(undefined));
  });
});
