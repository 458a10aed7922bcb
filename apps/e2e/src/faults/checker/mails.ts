import { deliveriesOf, replay } from '../system/requests.ts';
import type { System } from '../system/system.ts';

/** Reprise repeats a try after 5 s, and the next one after 5 minutes. */
const SOON_MS = 15_000;

/** E-mails by event. The API says which message is about which event, and the mail server which messages it has. */
export class Mails {
  readonly #system: System;
  readonly #subscription: string;
  readonly #replayed = new Set<string>();
  /** Number of messages by event id. */
  received: ReadonlyMap<string, number> = new Map();

  constructor(system: System, subscription: string) {
    this.#system = system;
    this.#subscription = subscription;
  }

  /** Number of messages that were replayed. */
  get replayed(): number {
    return this.#replayed.size;
  }

  /** Counts the messages, and replays those whose next try is minutes away, as an administrator can. */
  async look(): Promise<this> {
    const deliveries = await deliveriesOf(this.#system, this.#subscription);
    const soon = Date.now() + SOON_MS;
    for (const { delivery_id: id, status, next_try_at } of deliveries) {
      if (status !== 'pending' || next_try_at === null || Date.parse(next_try_at) < soon) continue;
      await replay(this.#system, this.#subscription, id);
      this.#replayed.add(id);
    }
    const counts = Map.groupBy(this.#system.mail.received, (id) => id);
    this.received = new Map(
      deliveries.flatMap(({ delivery_id, event_id }) => {
        const count = counts.get(delivery_id)?.length;
        return event_id === null || count === undefined ? [] : [[event_id, count] as const];
      }),
    );
    return this;
  }
}
