import type { PeopleView, Role } from '@reprise/contracts';
import type { Request } from 'express';
import { routeInput } from '../testing/route-input.ts';
import { PeopleController } from './people.controller.ts';

const view: PeopleView = {
  people: [
    {
      user_id: 'u1',
      name: 'Ana Ruiz',
      email: 'ana@lab.example',
      initials: 'AR',
      role: 'admin',
      erased: false,
      disabled: false,
    },
  ],
  tokens: [],
  runners: [],
};
const controller = new PeopleController({ read: async () => view } as never);
const seenBy = (role: Role | undefined) => controller.list(routeInput(), { principal: role && { role } } as Request);

describe('the list of people', () => {
  it('contains only names for viewers', async () => {
    expect((await seenBy('viewer')).people).toMatchObject([{ name: 'Ana Ruiz', email: null, role: null }]);
  });

  it.each(['reviewer', 'operator', 'admin'] as const)('is complete for a %s', async (role) => {
    expect(await seenBy(role)).toEqual(view);
  });
});
