import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { findDamage, REPAIR_TABLES, type Damage, type ReadModel } from '@reprise/read-model';
import { READ_MODEL } from '../shared/servers/tokens.ts';

/** Maximum time for one table. */
const WITHIN_MS = 2_000;
/** Interval between checks. A rebuild repairs the tables while the gateway runs, so a failed check is repeated. */
const AGAIN_MS = 60_000;

/**
 * Reads the tables once after startup, and repeatedly while one is damaged. Otherwise an invalid page that no request
 * reads would not be detected before the next verification.
 */
@Injectable()
export class TableDamage implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #logger = new Logger('Database');
  #found: readonly Damage[] = [];
  #problem: string | null = null;
  #failure: string | null = null;
  #again: NodeJS.Timeout | undefined;
  #isStopping = false;

  constructor(@Inject(READ_MODEL) private readonly readModel: ReadModel) {}

  /** Describes the damage and the command that repairs it; null if there is none. */
  problem(): string | null {
    return this.#problem;
  }

  /** Not awaited, so that startup is not delayed. */
  onApplicationBootstrap(): void {
    void this.#look();
  }

  onApplicationShutdown(): void {
    this.#isStopping = true;
    clearTimeout(this.#again);
  }

  async #look(): Promise<void> {
    try {
      // Damaged tables are read completely, so that a busy disk does not make them look intact.
      const wholly = this.#found.map(({ table }) => table);
      this.#note(await findDamage(this.readModel, { withinMs: WITHIN_MS, wholly }));
      this.#failure = null;
    } catch (error) {
      this.#warn(String(error));
    }
    if (this.#isStopping || (this.#problem === null && this.#failure === null)) return;
    this.#again = setTimeout(() => void this.#look(), AGAIN_MS).unref();
  }

  #note(found: readonly Damage[]): void {
    const tables = found.map(({ table, message }) => `${table} (${message})`).join(', ');
    const problem = tables === '' ? null : `Tables cannot be read: ${tables}. ${REPAIR_TABLES}`;
    if (problem !== null && problem !== this.#problem) this.#logger.error(problem);
    this.#found = found;
    this.#problem = problem;
  }

  /** Logs each reason once. Logs nothing while the gateway stops, because its connections are then closed. */
  #warn(failure: string): void {
    if (!this.#isStopping && failure !== this.#failure)
      this.#logger.warn(`The tables were not checked for damage: ${failure}`);
    this.#failure = failure;
  }
}
