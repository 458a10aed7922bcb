import type { GateAnswer } from './spec.ts';

/** Lets the child at the gate become the program. Opening twice is opening once. */
export async function openGate(_attemptDir: string): Promise<GateAnswer> {
  throw new Error('not built yet');
}

/** Ends the child at the gate: nothing of the program ever runs. */
export async function abortGate(_attemptDir: string): Promise<GateAnswer> {
  throw new Error('not built yet');
}
