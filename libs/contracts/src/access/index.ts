export * from './actor.ts';
export * from './actor-names.ts';
export * from './initials.ts';
export * from './command-rights.ts';
export * from './people.ts';
export * from './right.ts';
export * from '../fields/role.ts';
