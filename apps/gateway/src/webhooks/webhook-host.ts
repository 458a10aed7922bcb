import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { isDatabaseAway, type ChangeFeed } from '@reprise/read-model';
import type { WebhookWorker } from '@reprise/webhooks';

const LOOK_EVERY_MS = 250;
/** How often each is done in any case: retries fall due, and another gateway may have ended in the middle. */
const DELIVER_EVERY_MS = 1_000;
const ENQUEUE_EVERY_MS = 5_000;
const PRUNE_EVERY_MS = 3_600_000;

/** Lets a worker work while this gateway runs: at once when the tables moved, and by the clock. */
export class WebhookHost implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger('Webhooks');
  readonly #running = new Set<Promise<void>>();
  readonly #last = { enqueue: -Infinity, deliver: -Infinity, prune: -Infinity };
  #timer: NodeJS.Timeout | undefined;
  #seen = -1;
  #enqueuing = false;
  #told = '';

  constructor(
    private readonly worker: WebhookWorker,
    private readonly feed: ChangeFeed,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => this.#look(performance.now()), LOOK_EVERY_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    this.worker.stop();
    await Promise.all(this.#running);
  }

  /** Something may be due now. */
  wake(): void {
    this.#last.enqueue = -Infinity;
    this.#last.deliver = -Infinity;
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
    });
  }

  /** A slow target holds up nobody else: nothing waits for this but the end. */
  #run(work: () => Promise<void>): void {
    const running = work()
      .then(
        () => (this.#told = ''),
        (error: unknown) => this.#tell(error),
      )
      .then(() => void this.#running.delete(running));
    this.#running.add(running);
  }

  #tell(error: unknown): void {
    if (isDatabaseAway(error) || String(error) === this.#told) return;
    this.#told = String(error);
    this.#logger.error({ err: error }, 'Webhooks could not be worked on; they are tried again');
  }
}
