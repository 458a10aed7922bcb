export * from './simulated-runner.ts';
export * from './poison.ts';
export * from './store-messages.ts';
