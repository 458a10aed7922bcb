import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { isDatabaseAway, type ChangeFeed } from '@reprise/read-model';
import { WebhookBackup, WebhookWorker } from '@reprise/webhooks';
import { CHANGE_FEED } from '../shared/servers/tokens.ts';

const LOOK_EVERY_MS = 250;
/** Periods of each task in any case: retries fall due, and another gateway may have stopped half-way. */
const DELIVER_EVERY_MS = 1_000;
const ENQUEUE_EVERY_MS = 5_000;
const PRUNE_EVERY_MS = 3_600_000;

/** Runs the worker while this gateway runs: at once when the read model moved, and by the clock. */
@Injectable()
export class WebhookHost implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger('Webhooks');
  readonly #running = new Set<Promise<void>>();
  readonly #last = { enqueue: -Infinity, deliver: -Infinity, prune: -Infinity };
  #timer: NodeJS.Timeout | undefined;
  #seen = -1;
  #enqueuing = false;
  #lastError = '';

  constructor(
    private readonly worker: WebhookWorker,
    private readonly backup: WebhookBackup,
    @Inject(CHANGE_FEED) private readonly feed: ChangeFeed,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const restored = await this.backup.restore();
    if (restored > 0)
      this.#logger.warn(`The database had no webhooks: ${String(restored)} were restored from the backup`);
    this.#timer = setInterval(() => this.#look(performance.now()), LOOK_EVERY_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    this.worker.stop();
    await Promise.all(this.#running);
  }

  /** Makes the next look enqueue and deliver at once. */
  wake(): void {
    this.#last.enqueue = -Infinity;
    this.#last.deliver = -Infinity;
  }

  /** Saves changes of subscriptions, before they are answered. A backup that fails is made up for later. */
  save(): Promise<void> {
    return this.backup.save().catch((error: unknown) => this.#logError(error));
  }

  #look(now: number): void {
    const moved = this.feed.position() !== this.#seen;
    if ((moved || now - this.#last.enqueue >= ENQUEUE_EVERY_MS) && !this.#enqueuing) this.#enqueue(now);
    if (now - this.#last.deliver >= DELIVER_EVERY_MS) {
      this.#last.deliver = now;
      this.#run(() => this.worker.deliver());
    }
    if (now - this.#last.prune >= PRUNE_EVERY_MS) {
      this.#last.prune = now;
      this.#run(() => this.worker.prune());
    }
  }

  #enqueue(now: number): void {
    this.#last.enqueue = now;
    this.#seen = this.feed.position();
    this.#enqueuing = true;
    this.#run(async () => {
      await this.worker.enqueue().finally(() => (this.#enqueuing = false));
      await this.worker.deliver();
      await this.backup.save();
    });
  }

  /** Runs in the background: a slow target delays no other. Only the shutdown waits. */
  #run(work: () => Promise<void>): void {
    const running = work()
      .then(
        () => (this.#lastError = ''),
        (error: unknown) => this.#logError(error),
      )
      .then(() => void this.#running.delete(running));
    this.#running.add(running);
  }

  #logError(error: unknown): void {
    if (isDatabaseAway(error) || String(error) === this.#lastError) return;
    this.#lastError = String(error);
    this.#logger.error({ err: error }, 'Webhooks could not be worked on; they are tried again');
  }
}
