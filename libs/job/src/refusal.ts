/** Why a command was not allowed. `code` is the HTTP status that fits: 400 for the status, 409 for the world. */
export interface Refusal {
  readonly refused: true;
  readonly code: 400 | 404 | 409;
  /** The sentence that a person reads. */
  readonly detail: string;
}

export const refuse = (code: Refusal['code'], detail: string): Refusal => ({ refused: true, code, detail });

/** "Cannot cancel job with status: completed", as the original API says it. */
export const wrongStatus = (verb: string, status: string): Refusal =>
  refuse(400, `Cannot ${verb} job with status: ${status}`);

export const isRefusal = (decision: unknown): decision is Refusal =>
  typeof decision === 'object' && decision !== null && 'refused' in decision;
