import { ProblemException } from '../../shared/http/problem.ts';
import { tooManyStreams } from '@reprise/contracts/routes';

/** Seconds after which a client whose stream was rejected may try again. */
const RETRY_S = 30;

/** Counts the open streams per user, and rejects those beyond a limit. */
export class OpenStreams {
  readonly #limit: number;
  readonly #open = new Map<string, number>();

  /** @param limit streams per user; 0 for no limit */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Counts a stream until the returned function is called. @throws ProblemException 429 above the limit */
  add(person: string): () => void {
    const open = this.#open.get(person) ?? 0;
    if (this.#limit > 0 && open >= this.#limit)
      throw new ProblemException(429, tooManyStreams(this.#limit), {
        headers: { 'retry-after': String(RETRY_S) },
      });
    this.#open.set(person, open + 1);
    return () => this.#remove(person);
  }

  #remove(person: string): void {
    const left = (this.#open.get(person) ?? 1) - 1;
    if (left > 0) this.#open.set(person, left);
    else this.#open.delete(person);
  }
}
