import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { includesRole } from '@reprise/contracts';
import { PeopleDirectory } from '@reprise/gateway/shared/access/people-directory.ts';
import { Runners } from '@reprise/gateway/shared/runners/runners.ts';
import { ProjectorHost } from '@reprise/gateway/shared/servers/projector-host.ts';
import { WRITE_MODEL } from '@reprise/gateway/shared/servers/tokens.ts';
import { isDatabaseAway, type ReadModel } from '@reprise/read-model';
import { enqueueOutages, Notices } from '../webhooks/index.ts';

const EVERY_MS = 5_000;

/**
 * Notifies people of runners that are away or have little disk space, in the gateway that projects. Does nothing while
 * heartbeats may be missing because NATS does not answer.
 */
@Injectable()
export class OutageWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger('Notifications');
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | null = null;

  constructor(
    @Inject(WRITE_MODEL) private readonly readModel: ReadModel,
    private readonly runners: Runners,
    private readonly projector: ProjectorHost,
    private readonly people: PeopleDirectory,
    private readonly notices: Notices,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void (this.#looking ??= this.#tryLook()), EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  /** @param now in milliseconds */
  async look(now: number): Promise<void> {
    if (!this.projector.signs || this.projector.isUnheard) return;
    const runners = this.runners
      .list(now)
      .map((runner) => ({ ...runner, is_disk_full: this.runners.isDiskFull(runner.runner_id) }));
    if (runners.length === 0) return;
    const { people } = await this.people.read();
    const roles = new Map(people.map(({ user_id, role, disabled }) => [user_id, disabled === true ? null : role]));
    await enqueueOutages({
      readModel: this.readModel,
      now,
      runners,
      noticeOf: (outage, at) => this.notices.ofOutage(outage, at),
      mayHear: (userId) => includesRole(roles.get(userId) ?? 'viewer', 'operator'),
    });
  }

  async #tryLook(): Promise<void> {
    try {
      await this.look(Date.now());
    } catch (error) {
      if (!isDatabaseAway(error)) this.#logger.warn(`Runners could not be checked, trying again: ${String(error)}`);
    } finally {
      this.#looking = null;
    }
  }
}
