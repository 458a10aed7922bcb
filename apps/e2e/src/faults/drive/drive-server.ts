import { random } from '@reprise/testing/random';
import {
  attributesBody,
  decodeRequest,
  encodeFailure,
  encodeReply,
  initBody,
  openBody,
  statfsBody,
  writtenBody,
  type FuseRequest,
} from './fuse.ts';
import type { Cut, WriteCache } from './write-cache.ts';

/**
 * - `cut`: loses unsynced blocks, except that each is kept with this probability; open handles fail from then on
 * - `delay`: delays each write and sync
 * - `fail`: writes at or after this offset fail with EIO
 * - `lie`: acknowledges syncs without writing anything to the medium, like a drive with a broken cache
 * - `heal`: ends delays, failures and lies
 */
export type Order =
  | { readonly name: 'cut'; readonly kept: number; readonly seed: number }
  | { readonly name: 'delay'; readonly milliseconds: number }
  | { readonly name: 'fail'; readonly from: number }
  | { readonly name: 'lie' }
  | { readonly name: 'heal' };

/** Answers requests for the blocks of a drive. A handle is the number of power cuts before it was opened. */
export class DriveServer {
  readonly #cache: WriteCache;
  readonly #bytes: number;
  readonly #reply: (message: Buffer) => void;
  #cuts = 0;
  #delay = 0;
  #failsFrom = Infinity;
  #isLying = false;

  /** @param reply sends a message to the kernel */
  constructor(cache: WriteCache, bytes: number, reply: (message: Buffer) => void) {
    this.#cache = cache;
    this.#bytes = bytes;
    this.#reply = reply;
  }

  /** Returns the result of a power cut; null for other orders. */
  obey(order: Order): Cut | null {
    if (order.name === 'cut') {
      this.#cuts += 1;
      return this.#cache.cut((block) => random(order.seed * 2 ** 20 + block)() < order.kept);
    }
    if (order.name === 'delay') this.#delay = order.milliseconds;
    else if (order.name === 'fail') this.#failsFrom = order.from;
    else if (order.name === 'lie') this.#isLying = true;
    else [this.#delay, this.#failsFrom, this.#isLying] = [0, Infinity, false];
    return null;
  }

  /** Handles a message of the kernel, after the delay. */
  take(message: Buffer): void {
    const request = decodeRequest(message);
    const isDelayed = this.#delay > 0 && (request.operation === 'write' || request.operation === 'sync');
    // Timers of the same length keep the order.
    if (isDelayed) setTimeout(() => this.#answer(request), this.#delay);
    else this.#answer(request);
  }

  #answer(request: FuseRequest): void {
    const { operation, offset, length, data, handle } = request;
    const isDead = handle !== this.#cuts;
    const replyWith = (body?: Buffer) => this.#reply(encodeReply(request, body));
    if (operation === 'silent') return;
    if (operation === 'unknown') this.#reply(encodeFailure(request, 'ENOSYS'));
    else if (operation === 'accepted') replyWith();
    else if (operation === 'statfs') replyWith(statfsBody());
    else if (operation === 'init') replyWith(initBody());
    else if (operation === 'getattr') replyWith(attributesBody(this.#bytes));
    else if (operation === 'open') replyWith(openBody(this.#cuts));
    else if (isDead || this.#fails(request)) this.#reply(encodeFailure(request, 'EIO'));
    else if (operation === 'read') replyWith(this.#cache.read(offset, length));
    else if (operation === 'write') {
      this.#cache.write(offset, data);
      replyWith(writtenBody(data.length));
    } else {
      if (!this.#isLying) this.#cache.sync();
      replyWith();
    }
  }

  #fails({ operation, offset }: FuseRequest): boolean {
    return operation === 'write' && offset >= this.#failsFrom;
  }
}
