import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DEFAULT_QUEUE, GATEWAY, GATEWAY_SOURCE } from '@reprise/contracts';
import { newId } from '@reprise/event-log';
import { QueueStore } from '@reprise/job-store';
import { readOpenJobs, type ReadModel } from '@reprise/read-model';
import { Runners } from '../../shared/runners/runners.ts';
import { FollowedLog } from '../../shared/servers/followed-log.ts';
import { ProjectorHost } from '../../shared/servers/projector-host.ts';
import { READ_MODEL } from '../../shared/servers/tokens.ts';

const EVERY_MS = 2_000;

/**
 * Pauses the queues while no runner has disk space, and resumes them when a runner has some again, in the gateway that
 * projects. Does not change pauses set by users.
 */
@Injectable()
export class FullDisk implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger('Storage');
  #timer: NodeJS.Timeout | undefined;
  /** Whether the queues were paused because of a full disk; null until known. */
  #isPaused: boolean | null = null;
  #isUnderWay = false;

  constructor(
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    private readonly runners: Runners,
    private readonly queues: QueueStore,
    private readonly log: FollowedLog,
    private readonly projector: ProjectorHost,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.look(), EVERY_MS).unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  /** Compares the queues with the runners' reports. Does nothing if there are no heartbeats. */
  async look(): Promise<void> {
    const full = this.runners.fullDisk(Date.now());
    if (!this.projector.signs) this.#isPaused = null;
    else if (full !== undefined && this.#isPaused !== (full !== null) && !this.#isUnderWay) await this.#tell(full);
  }

  /** @param full sentence about the full disk; null if there is space */
  async #tell(full: string | null): Promise<void> {
    this.#isUnderWay = true;
    try {
      await this.log.assertSame();
      const { queues } = await readOpenJobs(this.readModel);
      for (const queue of new Set([DEFAULT_QUEUE, ...queues.map(({ name }) => name)])) {
        const id = newId();
        const context = { id, actor: GATEWAY, source: GATEWAY_SOURCE, correlation_id: id, causation_id: id };
        const name = full === null ? 'resume_queue' : 'pause_queue';
        const command = { name, reason: full ?? 'There is room on a disk again.', cause: 'disk_full' } as const;
        await this.queues.handle(queue, command, context);
      }
      this.#isPaused = full !== null;
    } catch (error) {
      this.#logger.warn(`Could not notify the queues about the disk, trying again: ${String(error)}`);
    } finally {
      this.#isUnderWay = false;
    }
  }
}
