import { initialsOf } from './initials.ts';

it('are the first letters of the first and the last word', () => {
  for (const [name, initials] of [
    ['Ana Ruiz', 'AR'],
    ['ana maria de la ruiz', 'AR'],
    ['  émile  Øen ', 'ÉØ'],
    ['Plato', 'P'],
    ['𝒜na', '𝒜'],
    ['Vera "V" Öz 🧬', 'VÖ'],
    ['🧬', ''],
  ] as const)
    expect([name, initialsOf(name)]).toEqual([name, initials]);
});
