import type { ChangeFeed } from '@reprise/read-model';

/**
 * Sequences, by job and by user, that this gateway appended and that the tables may not contain yet; needed for
 * read-your-writes. Other gateways do not know them, so a client that changes gateways sends `min_seq`.
 */
export class OwnWrites {
  readonly #jobs = new Map<string, number>();
  readonly #actors = new Map<string, number>();

  constructor(private readonly feed: Pick<ChangeFeed, 'position'>) {}

  add(seq: number, jobId: string, actor: string): void {
    const position = this.feed.position();
    forget(this.#jobs, position);
    forget(this.#actors, position);
    remember(this.#jobs, jobId, seq);
    remember(this.#actors, actor, seq);
  }

  /** Last sequence appended for the job, or by the user if no job is given; 0 if the tables have reached it. */
  lastOf({ jobId, actor }: { readonly jobId?: string | undefined; readonly actor: string }): number {
    const seq = (jobId === undefined ? this.#actors.get(actor) : this.#jobs.get(jobId)) ?? 0;
    return seq > this.feed.position() ? seq : 0;
  }
}

/** The map is ordered by sequence. */
function remember(map: Map<string, number>, key: string, seq: number): void {
  const last = Math.max(seq, map.get(key) ?? 0);
  map.delete(key);
  map.set(key, last);
}

function forget(map: Map<string, number>, position: number): void {
  for (const [key, seq] of map) {
    if (seq > position) return;
    map.delete(key);
  }
}
