import { userActor } from './actor.ts';
import { indexPeople, nameOfActor } from './actor-names.ts';

const [ana, bo, other] = ['a1b2c3', 'b1c2d3', 'c1d2e3'] as const;
const index = indexPeople({
  people: [
    {
      user_id: ana,
      name: 'Ana Ruiz',
      email: 'ana@lab.example',
      initials: 'AR',
      role: 'admin',
      erased: false,
      disabled: false,
    },
    { user_id: bo, name: '', email: null, initials: '', role: 'operator', erased: true, disabled: true },
  ],
  tokens: [{ token_id: 't1', user_id: ana, name: 'nightly', role: 'viewer' }],
  runners: [
    { runner_id: 'runner-c', host: 'node-3' },
    { runner_id: '01a20e7b-2448-73d3-8fca-86871fdbe001', host: 'node-4' },
    { runner_id: 'runner-d', host: 'node-4' },
  ],
});

describe('the name of an actor', () => {
  it('is recognised from a gateway of an earlier release, which lists no runners', () => {
    expect(nameOfActor('runner:runner-a', indexPeople({ people: [], tokens: [] }))).toBe('Runner a');
  });

  it.each([
    [userActor({ userId: ana }), 'Ana Ruiz'],
    [userActor({ userId: ana, tokenId: 't1' }), 'Ana Ruiz via token nightly'],
    [userActor({ userId: ana, tokenId: 'gone' }), 'Ana Ruiz via token gone'],
    [userActor({ userId: bo }), 'Former user b1c2'],
    [userActor({ userId: bo, tokenId: 't2' }), 'Former user b1c2 via a token'],
    [userActor({ userId: other }), 'User c1d2'],
    ['admin', 'Local administrator'],
    ['system', 'Reprise'],
    ['gateway', 'Reprise'],
    ['runner:runner-a', 'Runner a'],
    ['runner:01a20e7b-2448-73d3-8fca-86871fdbe92b', 'Runner dbe92b'],
    ['runner:runner-c', 'node-3'],
    ['runner:01a20e7b-2448-73d3-8fca-86871fdbe001', 'node-4 (dbe001)'],
    ['runner:runner-d', 'node-4 (d)'],
    ['svc-lims', 'svc-lims'],
  ])('%s is %s', (actor, name) => {
    expect(nameOfActor(actor, index)).toBe(name);
  });
});
