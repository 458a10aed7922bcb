import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Runners, type HeardRunner } from '@reprise/gateway/shared/runners/runners.ts';
import { ProjectorHost } from '@reprise/gateway/shared/servers/projector-host.ts';
import { WRITE_MODEL } from '@reprise/gateway/shared/servers/tokens.ts';
import { databaseOf, fork, type ReadModel } from '@reprise/read-model';
import { sql } from 'kysely';

const EVERY_MS = 60_000;

/**
 * Records slots and disks of the active runners each minute, in the gateway that projects. A minute without Postgres is
 * missing from the measurements.
 */
@Injectable()
export class RunnerMeasurements implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger('Operations');
  #timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(WRITE_MODEL) private readonly writeModel: ReadModel,
    private readonly runners: Runners,
    private readonly projector: ProjectorHost,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void (this.projector.signs && this.measure(Date.now())), EVERY_MS).unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  /** Adds a measurement of each active runner to its hour. `now` in milliseconds. */
  async measure(now: number): Promise<void> {
    const active = this.runners.list(now).filter(({ alive }) => alive);
    if (active.length === 0) return;
    try {
      await addMeasurements(this.writeModel, active, new Date(now));
    } catch (error) {
      this.#logger.warn(`Could not record the slots and disks of the runners: ${String(error)}`);
    }
  }
}

/** The size and the least free space of a disk are kept, all other columns are sums. */
async function addMeasurements(model: ReadModel, active: readonly HeardRunner[], at: Date): Promise<void> {
  const lists = [
    sql`${active.map(({ runner_id }) => runner_id)}::text[]`,
    sql`${active.map(({ host }) => host)}::text[]`,
    sql`${active.map(({ slots }) => slots)}::bigint[]`,
    sql`${active.map(({ slots_taken }) => slots_taken)}::bigint[]`,
    sql`${active.map(({ disk_bytes }) => disk_bytes)}::bigint[]`,
    sql`${active.map(({ disk_free_bytes }) => disk_free_bytes)}::bigint[]`,
  ];
  await sql`
    insert into operations.runner_hour as known
      (since, measurements, runner_id, host, slots, slots_taken, disk_bytes, disk_free_bytes)
    select date_trunc('hour', ${at.toISOString()}::timestamptz, 'UTC'), 1, * from unnest(${sql.join(lists)})
    on conflict (since, runner_id) do update set
      measurements = known.measurements + 1,
      host = coalesce(excluded.host, known.host),
      slots = known.slots + excluded.slots,
      slots_taken = known.slots_taken + excluded.slots_taken,
      disk_bytes = coalesce(excluded.disk_bytes, known.disk_bytes),
      disk_free_bytes = least(known.disk_free_bytes, excluded.disk_free_bytes)`.execute(databaseOf(fork(model)));
}
