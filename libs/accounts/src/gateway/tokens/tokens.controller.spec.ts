import { routeInput } from '@reprise/gateway/testing/route-input.ts';
import { MACHINE, type Principal } from '@reprise/gateway/shared/principal.ts';
import { TokensController } from './tokens.controller.ts';

const asked: unknown[] = [];
const tokens = {
  list: async (userId: string) => (asked.push(userId), ['newest', 'oldest']),
  create: async (body: object) => ({ created: body }),
  revoke: async (id: string) => void asked.push(id),
};
const controller = new TokensController(tokens as never);
const listedFor = async (principal: Principal | undefined) =>
  (await controller.list(routeInput({ query: {} }), { principal } as never)).items;
beforeEach(() => void asked.splice(0));

describe('the API tokens of the requester', () => {
  it('are those of the person', async () => {
    expect(await listedFor({ actor: 'user:u1', name: 'Ben', role: 'operator', kind: 'person', userId: 'u1' })).toEqual([
      'newest',
      'oldest',
    ]);
    expect(asked).toEqual(['u1']);
  });

  it('are empty for a requester without an account', async () => {
    for (const nobody of [MACHINE, undefined]) expect(await listedFor(nobody)).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('are created and revoked by the service', async () => {
    const body = { name: 'nightly' } as never;
    expect(await controller.create(routeInput({ body }), {} as never)).toEqual({ created: body });
    await controller.revoke(routeInput({ params: { id: 't1' } }), {} as never);
    expect(asked).toEqual(['t1']);
  });
});
