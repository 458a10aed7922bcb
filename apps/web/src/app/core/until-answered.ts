import { DestroyRef, effect, inject, signal, untracked } from '@angular/core';
import { Live } from './live/live.ts';
import { ProblemError } from './problem.ts';

const LONGEST_WAIT_MS = 15_000;
const FIRST_WAIT_MS = 1_000;

/**
 * Repeats a request until it gets a response: when the browser or the event stream reconnects, and periodically. The
 * request must be idempotent. Repeating ends when the component that created this object is destroyed.
 */
export class UntilAnswered {
  private readonly live = inject(Live);
  private readonly destroyRef = inject(DestroyRef);
  /** Whether a request is waiting for the server to be reachable. */
  readonly isWaiting = signal(false);
  /** Reason in the last 503 response; empty if the server was not reached. */
  readonly reason = signal('');
  /** Whether it was stopped. The try in flight is then the last one. */
  readonly isStopped = signal(false);
  private wake: (() => void) | undefined;
  private abort: ((error: Error) => void) | undefined;

  constructor() {
    const again = () => this.tryNow();
    window.addEventListener('online', again);
    this.destroyRef.onDestroy(() => {
      window.removeEventListener('online', again);
      this.stop();
    });
    effect(() => {
      if (this.live.state() === 'open') untracked(again);
    });
  }

  /** @throws ProblemError from the response, or from the last try after it was stopped */
  async send<T>(request: () => Promise<T>): Promise<T> {
    this.isStopped.set(false);
    try {
      for (let tries = 0; ; tries++) {
        try {
          return await request();
        } catch (error) {
          if (!isAway(error) || this.isStopped() || this.destroyRef.destroyed) throw error;
          this.reason.set(error.status === 503 ? error.message : '');
          this.isWaiting.set(true);
          await this.pause(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries), error);
        }
      }
    } finally {
      this.isWaiting.set(false);
    }
  }

  tryNow(): void {
    this.wake?.();
  }

  /** Gives up. The request keeps its key, because it may have been accepted. */
  stop(): void {
    this.isStopped.set(true);
    this.abort?.(new Error());
  }

  private async pause(ms: number, reason: ProblemError): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        this.wake = resolve;
        this.abort = () => reject(reason);
        timer = setTimeout(resolve, ms);
      });
    } finally {
      clearTimeout(timer);
      this.wake = this.abort = undefined;
    }
  }
}

/** Statuses that mean that the server is unreachable, some of them sent by a proxy. */
const AWAY = [0, 502, 503, 504];

const isAway = (error: unknown): error is ProblemError => error instanceof ProblemError && AWAY.includes(error.status);
