import type { PeopleView, Person } from '../../access/people.ts';

const person: Person = {
  user_id: '7c8e2c0a-54e5-4f0f-8a39-3b1d6f0f2c11',
  name: 'Ana Ruiz',
  email: 'ana@lab.example',
  initials: 'AR',
  role: 'admin',
  erased: false,
  disabled: false,
};
const people: PeopleView = {
  people: [person],
  tokens: [
    { token_id: '3b0a6e8e-2f53-4a0e-9a35-1c7a52b8d0f4', user_id: person.user_id, name: 'nightly', role: 'operator' },
  ],
  runners: [{ runner_id: '01a20e7b-2448-73d3-8fca-86871fdbe92b', host: 'node-3' }],
};

export const peopleExample = people;
