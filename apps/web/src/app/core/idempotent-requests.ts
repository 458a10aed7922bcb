import { ProblemError } from './problem.ts';

/** Sends wishes of a person. One that got no answer keeps its key: sent again unchanged, it is done once. */
export class Wishes {
  private readonly unanswered = new Map<string, string>();

  /** `wish`: all that makes it another one, as JSON. */
  async send<T>(wish: unknown, send: (key: string) => Promise<T>): Promise<T> {
    const id = JSON.stringify(wish);
    const key = this.unanswered.get(id) ?? newKey();
    this.unanswered.set(id, key);
    try {
      const answer = await send(key);
      this.unanswered.delete(id);
      return answer;
    } catch (error) {
      if (!mayBeDone(error)) this.unanswered.delete(id);
      throw error;
    }
  }
}

function newKey(): string {
  // not `randomUUID`: browsers have that only over TLS or loopback, and a lab's server may have neither
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** No answer, or one of something on the way that did not get one either. */
const mayBeDone = (error: unknown): boolean =>
  !(error instanceof ProblemError) || error.status === 0 || error.status >= 500;
