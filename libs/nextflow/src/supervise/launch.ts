import type { Launch, LaunchSpec } from './spec.ts';

/** Starts a supervisor and, under it, a child that waits at the gate. Durable: a starter that dies finds it again by `inspectAttempt`. */
export async function launchGated(_spec: LaunchSpec): Promise<Launch> {
  throw new Error('not built yet');
}
