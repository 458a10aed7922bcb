import { peopleIn } from './people.ts';

const ANNA = '0196f0c8-5b7e-7c3a-9a52-7c1d5e8f2b90';
const GONE = '1a96f0c8-5b7e-7c3a-9a52-7c1d5e8f2b90';
const people = peopleIn({
  people: [
    {
      user_id: ANNA,
      name: 'Anna Berg',
      email: 'anna@example.org',
      initials: 'AB',
      role: 'operator',
      erased: false,
      disabled: false,
    },
    { user_id: GONE, name: '', email: null, initials: '', role: 'viewer', erased: true, disabled: true },
  ],
  tokens: [{ token_id: 't1', user_id: ANNA, name: 'nightly', role: 'operator' }],
  runners: [],
});

describe('names of people', () => {
  it.each([
    [`user:${ANNA}`, 'Anna Berg'],
    [`user:${ANNA}/token:t1`, 'Anna Berg via token nightly'],
    [`user:${GONE}`, 'Former user 1a96'],
    ['admin', 'Local administrator'],
    ['runner:a', 'Runner a'],
    ['svc-lims', 'svc-lims'],
  ])('are those of the page: %s', (actor, name) => expect(people.nameOf(actor)).toBe(name));

  it('are found by name or e-mail', () => {
    expect(people.actorOf('anna berg')).toBe(`user:${ANNA}`);
    expect(people.actorOf('Anna@Example.org')).toBe(`user:${ANNA}`);
    expect(people.actorOf('anna')).toBeUndefined();
  });

  it('map back to the same actor', () => {
    for (const actor of [`user:${ANNA}`, `user:${ANNA}/token:t1`, `user:${GONE}`, 'admin'])
      expect(people.actorOf(people.nameOf(actor))).toBe(actor);
  });
});
