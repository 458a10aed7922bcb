import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { isDatabaseAway, type ChangeFeed } from '@reprise/read-model';
import { WebhookWorker } from '../webhooks/index.ts';
import { EndedAccounts } from './accounts/ended-accounts.ts';
import { auditTime, type Subscription } from 'rxjs';
import { CHANGE_FEED } from '@reprise/gateway/shared/servers/tokens.ts';

/**
 * Delay after the read model has advanced, so that its writer has the gateway to itself. Events that arrive in the
 * meantime are included.
 */
const AFTER_MOVE_MS = 250;
/** While a delivery is pending, each check tries the deliveries that are due, because retries become due. */
const LOOK_EVERY_MS = 1_000;
/**
 * Interval at which events are enqueued even if the read model has not advanced, because another gateway may have
 * stopped half-way. Slightly less than five checks, because a check may come early.
 */
const ENQUEUE_EVERY_MS = 4_500;
const PRUNE_EVERY_MS = 3_600_000;

/** Runs the worker while this gateway runs: when the read model advances, and on a timer. */
@Injectable()
export class WebhookHost implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger('Webhooks');
  readonly #running = new Set<Promise<void>>();
  readonly #last = { enqueue: -Infinity, prune: -Infinity };
  #timer: NodeJS.Timeout | undefined;
  #moves: Subscription | undefined;
  #seen = -1;
  #enqueuing = false;
  #isStopped = false;
  /** Whether a delivery may be pending. */
  #isPending = false;
  #lastError = '';

  constructor(
    private readonly worker: WebhookWorker,
    private readonly accounts: EndedAccounts,
    @Inject(CHANGE_FEED) private readonly feed: ChangeFeed,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#moves = this.feed.moves.pipe(auditTime(AFTER_MOVE_MS)).subscribe(() => this.#look());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    this.#moves?.unsubscribe();
    this.worker.stop();
    await Promise.all(this.#running);
  }

  /**
   * Enqueues and delivers at once. If events are being enqueued already, delivers at once and enqueues again
   * afterwards.
   */
  wake(): void {
    this.#last.enqueue = -Infinity;
    this.#isPending = true;
    this.#look();
  }

  #look(): void {
    if (this.#isStopped) return;
    const now = performance.now();
    const moved = this.feed.position() !== this.#seen;
    if ((moved || now - this.#last.enqueue >= ENQUEUE_EVERY_MS) && !this.#enqueuing) this.#enqueue(now);
    else if (this.#isPending) this.#run(() => this.#deliver());
    if (now - this.#last.prune >= PRUNE_EVERY_MS) {
      this.#last.prune = now;
      this.#run(() => this.worker.prune());
    }
  }

  #enqueue(now: number): void {
    this.#last.enqueue = now;
    this.#seen = this.feed.position();
    this.#enqueuing = true;
    // The timer of each subscription runs before all of them are checked, even if one of them failed.
    this.#isPending = true;
    this.#run(async () => {
      // Before their next messages are enqueued. The others are enqueued even if the accounts cannot be read.
      await this.accounts.end().catch((error: unknown) => this.#logError(error));
      await this.worker.enqueue().finally(() => (this.#enqueuing = false));
      await this.#deliver();
    });
  }

  async #deliver(): Promise<void> {
    const isPending = await this.worker.deliver();
    this.#isPending = isPending || this.#enqueuing;
  }

  /** Runs in the background, so that a slow target does not delay others. Only the shutdown waits. */
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
