import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { isDatabaseAway, type ChangeFeed } from '@reprise/read-model';
import { WebhookBackup, WebhookWorker } from '@reprise/webhooks';
import { auditTime, type Subscription } from 'rxjs';
import { CHANGE_FEED } from '../shared/servers/tokens.ts';

/** After the read model moved, so that what moves it has the gateway to itself; what comes meanwhile is taken along. */
const AFTER_MOVE_MS = 250;
const LOOK_EVERY_MS = 1_000;
/** While a delivery is pending: retries fall due. */
const DELIVER_EVERY_MS = 1_000;
/** In any case: another gateway may have stopped half-way. */
const ENQUEUE_EVERY_MS = 5_000;
const PRUNE_EVERY_MS = 3_600_000;

/** Runs the worker while this gateway runs: when the read model moved, and by the clock. */
@Injectable()
export class WebhookHost implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger('Webhooks');
  readonly #running = new Set<Promise<void>>();
  readonly #last = { enqueue: -Infinity, deliver: -Infinity, prune: -Infinity };
  #timer: NodeJS.Timeout | undefined;
  #moves: Subscription | undefined;
  #seen = -1;
  #enqueuing = false;
  /** Whether a delivery may be pending. */
  #isPending = false;
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
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#moves = this.feed.moves.pipe(auditTime(AFTER_MOVE_MS)).subscribe(() => this.#look());
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    this.#moves?.unsubscribe();
    this.worker.stop();
    await Promise.all(this.#running);
  }

  /** Enqueues and delivers at once. */
  wake(): void {
    this.#last.enqueue = -Infinity;
    this.#last.deliver = -Infinity;
    this.#isPending = true;
    this.#look();
  }

  /** Saves changes of subscriptions, before they are answered. A backup that fails is made up for later. */
  save(): Promise<void> {
    return this.backup.save().catch((error: unknown) => this.#logError(error));
  }

  #look(now = performance.now()): void {
    const moved = this.feed.position() !== this.#seen;
    if ((moved || now - this.#last.enqueue >= ENQUEUE_EVERY_MS) && !this.#enqueuing) this.#enqueue(now);
    if (this.#isPending && now - this.#last.deliver >= DELIVER_EVERY_MS) this.#run(() => this.#deliver(now));
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
      await this.worker.enqueue().finally(() => {
        this.#enqueuing = false;
        // Of the others, where one subscription failed.
        this.#isPending = true;
      });
      await this.#deliver(now);
      await this.backup.save();
    });
  }

  async #deliver(now: number): Promise<void> {
    this.#last.deliver = now;
    this.#isPending = await this.worker.deliver();
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
