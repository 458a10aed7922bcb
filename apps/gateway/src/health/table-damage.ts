import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { findDamage, REPAIR_TABLES, type ReadModel } from '@reprise/read-model';
import { READ_MODEL } from '../shared/servers/tokens.ts';

/** Longest time for one table. */
const WITHIN_MS = 2_000;
/** A rebuild repairs the tables while the gateway runs. */
const AGAIN_MS = 60_000;

/**
 * Reads the tables once after the start, and again while one is damaged: an invalid page that no request meets shows up
 * nowhere else before the next verification.
 */
@Injectable()
export class TableDamage implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #logger = new Logger('Database');
  #problem: string | null = null;
  #again: NodeJS.Timeout | undefined;
  #isStopping = false;

  constructor(@Inject(READ_MODEL) private readonly readModel: ReadModel) {}

  /** Damage, and the command that repairs it; null where none was found. */
  problem(): string | null {
    return this.#problem;
  }

  /** Not awaited, so that the start does not wait for it. */
  onApplicationBootstrap(): void {
    void this.#look();
  }

  onApplicationShutdown(): void {
    this.#isStopping = true;
    clearTimeout(this.#again);
  }

  async #look(): Promise<void> {
    try {
      const found = await findDamage(this.readModel, WITHIN_MS);
      const tables = found.map(({ table, message }) => `${table} (${message})`).join(', ');
      const problem = tables === '' ? null : `Tables cannot be read: ${tables}. ${REPAIR_TABLES}`;
      if (problem !== null && problem !== this.#problem) this.#logger.error(problem);
      this.#problem = problem;
    } catch (error) {
      // The servers are closed meanwhile.
      if (!this.#isStopping) this.#logger.warn(`The tables were not checked for damage: ${String(error)}`);
    }
    if (this.#problem !== null && !this.#isStopping)
      this.#again = setTimeout(() => void this.#look(), AGAIN_MS).unref();
  }
}
