import type { NamedToken, PeopleIndex, Person } from '@reprise/contracts';
import { actorName, isKnown } from './actor-name.ts';

const ana: Person = {
  user_id: '3f2a0e7b-2448-43d3-8fca-86871fdbe92b',
  name: 'Ana Ruiz',
  email: 'ana@lab.example',
  initials: 'AR',
  role: 'operator',
  erased: false,
  disabled: false,
};
const nightly: NamedToken = { token_id: 't1', user_id: ana.user_id, name: 'nightly', role: 'viewer' };
const directory = (...people: Person[]): PeopleIndex => ({
  people: new Map(people.map((person) => [person.user_id, person])),
  tokens: new Map([[nightly.token_id, nightly]]),
  runners: new Map([['runner-c', 'node-3']]),
});
const actor = `user:${ana.user_id}`;
const text = (of: string, names = directory(ana)) => actorName(of, names).text;

describe('the name of an actor', () => {
  it("is the person's, followed by the name of the token", () => {
    expect(actorName(actor, directory(ana))).toEqual({ text: 'Ana Ruiz', initials: 'AR', title: 'ana@lab.example' });
    expect(text(`${actor}/token:t1`)).toBe('Ana Ruiz via token nightly');
  });

  it('distinguishes former users by the start of their ids', () => {
    const erased = { ...ana, name: '', email: null, initials: '', erased: true };
    expect(actorName(actor, directory(erased))).toEqual({ text: 'Former user 3f2a', initials: '', title: actor });
  });

  it('is a shortened id until the directory is read', () => {
    expect(text(actor, directory())).toBe('User 3f2a');
    expect([isKnown(actor, directory()), isKnown(actor, directory(ana))]).toEqual([false, true]);
    expect([isKnown(`${actor}/token:t2`, directory(ana)), isKnown('admin', directory())]).toEqual([false, true]);
  });

  it('states which runner or service acted', () => {
    const actors = ['admin', 'system', 'runner:01a20e7b-2448-73d3-8fca-86871fdbe92b', 'runner:runner-a', 'svc-lims'];
    const names = ['Local administrator', 'Reprise', 'Runner dbe92b', 'Runner a', 'svc-lims'];
    expect(actors.map((of) => text(of))).toEqual(names);
    expect(actorName('runner:runner-c', directory())).toEqual({
      text: 'node-3',
      initials: '',
      title: 'runner:runner-c',
    });
    expect(['runner:runner-c', 'runner:runner-a'].map((of) => isKnown(of, directory()))).toEqual([true, false]);
  });
});
