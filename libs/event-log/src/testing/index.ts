export * from './simulated-runner.ts';
