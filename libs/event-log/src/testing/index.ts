export * from './simulated-runner.ts';
export * from './poison.ts';
