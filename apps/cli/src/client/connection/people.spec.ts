import { peopleIn } from './people.ts';

const ANNA = '0196f0c8-5b7e-7c3a-9a52-7c1d5e8f2b90';
const people = peopleIn({
  people: [{ user_id: ANNA, name: 'Anna Berg', email: 'anna@example.org' }],
  tokens: [{ token_id: 't1', name: 'nightly' }],
});

describe('people', () => {
  it('have names, with that of the token that they used', () => {
    expect(people.nameOf(`user:${ANNA}`)).toBe('Anna Berg');
    expect(people.nameOf(`user:${ANNA}/token:t1`)).toBe('Anna Berg (nightly)');
    expect(people.nameOf('admin')).toBe('admin');
    expect(people.nameOf('runner:a')).toBe('Runner a');
  });

  it('are found by name or e-mail', () => {
    expect(people.actorOf('anna berg')).toBe(`user:${ANNA}`);
    expect(people.actorOf('Anna@Example.org')).toBe(`user:${ANNA}`);
    expect(people.actorOf('anna')).toBeUndefined();
  });
});
