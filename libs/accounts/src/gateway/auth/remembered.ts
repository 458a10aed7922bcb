import { createHash } from 'node:crypto';

const MOST = 5_000;

/** Recent results, keyed by a secret that is not itself stored. */
export class Remembered<T> {
  readonly #byDigest = new Map<string, { readonly at: number; readonly value: T }>();

  set(secret: string, value: T): void {
    const key = digest(secret);
    this.#byDigest.delete(key);
    this.#byDigest.set(key, { at: Date.now(), value });
    const oldest = this.#byDigest.keys().next();
    if (this.#byDigest.size > MOST && !oldest.done) this.#byDigest.delete(oldest.value);
  }

  /** Returns the result if it is not older than `maxAgeMs`. */
  get(secret: string, maxAgeMs: number): T | undefined {
    const known = this.#byDigest.get(digest(secret));
    return known && Date.now() - known.at <= maxAgeMs ? known.value : undefined;
  }

  forget(secret: string): void {
    this.#byDigest.delete(digest(secret));
  }

  clear(): void {
    this.#byDigest.clear();
  }
}

const digest = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
