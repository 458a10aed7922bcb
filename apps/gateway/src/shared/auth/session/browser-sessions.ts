import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { filter, interval, merge, Subject, take, type Observable } from 'rxjs';
import type { SignedOutSessions } from './signed-out-sessions.ts';

/** A browser's session as stored in its cookie. Times are in milliseconds since 1970. */
export interface BrowserSession {
  readonly id: string;
  readonly openedAt: number;
  /** Last use that the cookie records. */
  readonly usedAt: number;
}

export interface BrowserSessionOptions {
  readonly key: Buffer;
  /** Milliseconds without a request after which a session expires. */
  readonly idleMs: number;
  /** Milliseconds after the sign-in at which the session expires in any case; evaluated each time. */
  readonly maxMs: () => number;
  readonly signedOut: SignedOutSessions;
  readonly now?: () => number;
}

/** Part of the idle time after which a cookie in use is renewed. */
const RENEWALS = 20;
const LOOK_EVERY_MS = 15_000;

/**
 * Browser sessions in signed cookies. They are stateless, so that signing in requires neither NATS nor Postgres. Only
 * signed-out sessions are stored.
 */
export class BrowserSessions {
  readonly #options: Required<BrowserSessionOptions>;
  readonly #ended = new Subject<string>();

  constructor(options: BrowserSessionOptions) {
    this.#options = { now: Date.now, ...options };
  }

  open(): BrowserSession {
    const now = this.#options.now();
    return { id: randomBytes(12).toString('base64url'), openedAt: now, usedAt: now };
  }

  /** Text of the cookie. */
  cookieOf({ id, openedAt, usedAt }: BrowserSession): string {
    const text = `${id}.${openedAt.toString(36)}.${usedAt.toString(36)}`;
    return `${text}.${this.#sign(text).toString('base64url')}`;
  }

  /** Returns the session of a cookie; undefined if it was not signed here, has expired, or was signed out. */
  find(cookie: string): BrowserSession | undefined {
    const [id = '', opened = '', used = '', signature = '', ...more] = cookie.split('.');
    const [expected, given] = [this.#sign(`${id}.${opened}.${used}`), Buffer.from(signature, 'base64url')];
    if (more.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    const session = { id, openedAt: Number.parseInt(opened, 36), usedAt: Number.parseInt(used, 36) };
    return this.#options.now() < this.expiryOf(session) && !this.#options.signedOut.has(id) ? session : undefined;
  }

  /** Returns the session with its last use set to now; undefined while its cookie is recent enough. */
  renew(session: BrowserSession): BrowserSession | undefined {
    const now = this.#options.now();
    return now - session.usedAt < this.#options.idleMs / RENEWALS ? undefined : { ...session, usedAt: now };
  }

  /** Time at which the session expires if it is not used again, in milliseconds since 1970. */
  expiryOf({ openedAt, usedAt }: BrowserSession): number {
    return Math.min(usedAt + this.#options.idleMs, openedAt + this.#options.maxMs());
  }

  /** Ends a session, including copies of its cookie. */
  signOut(session: BrowserSession): void {
    this.#options.signedOut.add(session.id, session.openedAt + this.#options.maxMs());
    this.#ended.next(session.id);
  }

  /**
   * Emits once, when a session has ended. While one of its streams is open, the session is ended only by the absolute
   * limit or by signing out.
   */
  endOf({ id, openedAt }: BrowserSession): Observable<unknown> {
    const { now, maxMs } = this.#options;
    return merge(
      this.#ended.pipe(filter((ended) => ended === id)),
      interval(LOOK_EVERY_MS).pipe(filter(() => now() >= openedAt + maxMs())),
    ).pipe(take(1));
  }

  #sign(text: string): Buffer {
    return createHmac('sha256', this.#options.key).update(text).digest();
  }
}
