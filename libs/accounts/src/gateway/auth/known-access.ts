import type { Principal } from '@reprise/gateway/shared/principal.ts';
import type { AccessEndings } from './access-endings.ts';
import { Remembered } from './remembered.ts';

const AWAY_MS = 10 * 60_000;

/** Access by a secret, as it was last found in the database. It stays valid while the database is unreachable. */
export class KnownAccess<T extends { readonly principal: Principal }> {
  readonly #found = new Remembered<{ readonly access: T; readonly reached: number }>();

  constructor(private readonly endings: AccessEndings) {}

  /** Must be read before the database is queried: see `set`. */
  get reached(): number | undefined {
    return this.endings.reached;
  }

  /**
   * @param access undefined if there is none
   * @param reached sequence that the log had reached before the query; undefined if unknown, so that nothing is kept
   */
  set(secret: string, access: T | undefined, reached: number | undefined): void {
    if (access === undefined || reached === undefined) this.#found.forget(secret);
    else this.#found.set(secret, { access, reached });
  }

  /**
   * Returns the access if it was found within the last ten minutes and no gateway has changed it since. Rejects if the
   * log does not answer either.
   */
  async get(secret: string): Promise<T | undefined> {
    const found = this.#found.get(secret, AWAY_MS);
    if (!found) return undefined;
    const { access, reached } = found;
    return (await this.endings.hasChangedSince(access.principal.userId ?? '', reached)) ? undefined : access;
  }

  clear(): void {
    this.#found.clear();
  }
}
