import { inOrder } from './in-order.mjs';

const specs = ['access/auth/age.spec.ts', 'access/users/users.int.spec.ts', 'access/auth/sign.int.spec.ts'];

describe('the specs of a mutant', () => {
  it('begin with those that need no server, then come the nearest ones', () => {
    expect(inOrder(specs, 'access/auth/host.ts', false)).toEqual([specs[0], specs[2], specs[1]]);
    expect(inOrder(specs, 'access/users/users.ts', false)).toEqual([specs[0], specs[1], specs[2]]);
  });

  it('can be the nearest ones only, beside those that need no server', () => {
    expect(inOrder(specs, 'access/users/users.ts', true)).toEqual([specs[0], specs[1]]);
    // None is in its folder: all are as near.
    expect(inOrder(specs, 'access/invites/links.ts', true)).toEqual(specs);
  });
});
