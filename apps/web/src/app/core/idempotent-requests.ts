import { ProblemError } from './problem.ts';

/**
 * Sends commands with an `Idempotency-Key`. A command that got no response keeps its key, so that a retry counts as the
 * same command.
 */
export class IdempotentRequests {
  private readonly unanswered = new Map<string, string>();

  /** @param request everything that distinguishes it from another request, as JSON */
  async send<T>(request: unknown, send: (key: string) => Promise<T>): Promise<T> {
    const id = JSON.stringify(request);
    const key = this.unanswered.get(id) ?? newKey();
    this.unanswered.set(id, key);
    try {
      const answer = await send(key);
      this.unanswered.delete(id);
      return answer;
    } catch (error) {
      if (!mayBeAccepted(error)) this.unanswered.delete(id);
      throw error;
    }
  }
}

/** Returns a random key of 32 hexadecimal digits. */
export function newKey(): string {
  // not `randomUUID`, which browsers have only over TLS or on loopback; a lab's server may use neither
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Whether the server may have accepted the command, because it did not answer or a proxy answered in its place. */
const mayBeAccepted = (error: unknown): boolean =>
  !(error instanceof ProblemError) || error.status === 0 || error.status >= 500;
