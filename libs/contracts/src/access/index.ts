export * from './actor.ts';
export * from './role.ts';
