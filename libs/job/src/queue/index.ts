export * from './claimable.ts';
export * from './decide.ts';
export * from './expected-waits.ts';
export * from './line.ts';
export * from './queue.ts';
export * from './slots-for.ts';
