import assert from 'node:assert/strict';
import { updateResult } from '../../src/cli/connector-update.js';
import { aConnector } from '../support/connectors.js';
import { mappingOf } from '../support/mapping.js';

describe('what a change of a connector has come to', () => {
  const result = (...sameLogin: string[]) =>
    updateResult('emea', {
      connector: aConnector('emea'),
      mapping: mappingOf(),
      judgement: null,
      sameLogin,
    });

  it('names the connectors that are still to get its new password, and how', () => {
    const { exitCode, json, text } = result('emea-cloud');
    assert.equal(exitCode, 0);
    assert.match(
      text,
      /emea-cloud has the same login.*connector update emea-cloud --file F --password-stdin/,
    );
    assert.deepEqual((json as { sameLogin: string[] }).sameLogin, ['emea-cloud']);
    assert.doesNotMatch(result().text, /same login/);
  });
});
