import { userActor, type PeopleView } from '@reprise/contracts';
import { actorNames } from './people-directory.ts';

const [ana, bo, other] = ['a1b2', 'b1c2', 'c1d2'] as const;
const view: PeopleView = {
  people: [
    { user_id: ana, name: 'Ana Ruiz', email: 'ana@lab.example', initials: 'AR', role: 'admin', erased: false },
    { user_id: bo, name: '', email: null, initials: '', role: 'operator', erased: true },
  ],
  tokens: [{ token_id: 't1', user_id: ana, name: 'nightly', role: 'viewer' }],
};

describe('the names of actors', () => {
  it.each([
    [userActor({ userId: ana }), 'Ana Ruiz'],
    [userActor({ userId: ana, tokenId: 't1' }), 'Ana Ruiz via token nightly'],
    [userActor({ userId: ana, tokenId: 'gone' }), 'Ana Ruiz via token gone'],
    [userActor({ userId: bo }), 'Former user b1c2'],
    [userActor({ userId: other }), 'User c1d2'],
    ['admin', 'Local administrator'],
    ['runner:r1', 'runner:r1'],
    ['gateway', 'gateway'],
  ])('%s is %s', (actor, name) => {
    expect(actorNames(view)(actor)).toBe(name);
  });
});
