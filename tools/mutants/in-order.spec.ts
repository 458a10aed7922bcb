import { inOrder } from './in-order.mjs';

const project = 'apps/gateway';
const specs = ['auth/age.spec.ts', 'users/users.int.spec.ts', 'auth/sign.int.spec.ts'].map(
  (spec) => `/copy/apps/gateway/${spec}`,
);

describe('the specs of a mutant', () => {
  it('begin with those that need no server, followed by the nearest ones', () => {
    expect(inOrder(specs, '/checkout/apps/gateway/auth/host.ts', { project, onlyNearest: false })).toEqual([
      specs[0],
      specs[2],
      specs[1],
    ]);
    expect(inOrder(specs, '/checkout/apps/gateway/users/users.ts', { project, onlyNearest: false })).toEqual([
      specs[0],
      specs[1],
      specs[2],
    ]);
  });

  it('can be limited to the nearest ones, plus those that need no server', () => {
    expect(inOrder(specs, '/checkout/apps/gateway/users/users.ts', { project, onlyNearest: true })).toEqual([
      specs[0],
      specs[1],
    ]);
    // None is in its folder, so all are equally near.
    expect(inOrder(specs, '/checkout/apps/gateway/invites/links.ts', { project, onlyNearest: true })).toEqual(specs);
  });
});
