export * from './account.ts';
export * from './actor.ts';
export * from './people.ts';
export * from './role.ts';
export * from './sign-in.ts';
export * from './token.ts';
export * from './user.ts';
