import assert from 'node:assert/strict';
import { conflictOf } from '../../src/console/pages/edit-conflict.js';

const OPENED = { name: 'A', time: '02:00' };

describe('a form that somebody else has saved meanwhile', () => {
  it('is none where they have changed nothing that it has', () => {
    assert.equal(conflictOf({ opened: OPENED, stored: OPENED, typed: { ...OPENED, name: 'B' } }), undefined);
  });

  it('takes over what was not touched in it, and keeps what was typed', () => {
    const stored = { ...OPENED, time: '03:00' };
    const conflict = conflictOf({ opened: OPENED, stored, typed: { ...OPENED, name: 'B' } });
    assert.deepEqual(conflict?.merged, { name: 'B', time: '03:00' });
    assert.equal(conflict.collides, false);
    assert.deepEqual(conflict.changed, [{ name: 'time', opened: '02:00', stored: '03:00', here: '03:00' }]);
  });

  it('collides where both have changed a field, but not to the same', () => {
    const stored = { ...OPENED, name: 'Theirs' };
    const collides = (name: string) =>
      conflictOf({ opened: OPENED, stored, typed: { ...OPENED, name } })?.collides;
    assert.deepEqual([collides('Mine'), collides('Theirs')], [true, false]);
  });

  it('collides in all that differs where it does not say what it was opened with', () => {
    const conflict = conflictOf({ opened: {}, stored: OPENED, typed: { ...OPENED, name: 'B' } });
    assert.equal(conflict?.collides, true);
    assert.deepEqual(conflict.merged, { name: 'B', time: '02:00' });
  });

  it('shows what is no field as changed, and takes it for no collision', () => {
    const conflict = conflictOf({ opened: { version: '1' }, stored: { version: '2' }, typed: {} });
    assert.deepEqual(conflict?.changed, [{ name: 'version', opened: '1', stored: '2', here: undefined }]);
    assert.equal(conflict.collides, false);
  });
});
