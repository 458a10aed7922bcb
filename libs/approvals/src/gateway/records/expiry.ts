import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { GATEWAY } from '@reprise/contracts';
import { newId } from '@reprise/event-log';
import { Approvals } from './approvals.ts';
import type { ApprovalRecord } from './fold-approvals.ts';

/** At most the shortest time that a request can be given, so that none expires unnoticed. */
const LONGEST_WAIT_MS = 60_000;
const FIRST_WAIT_MS = 1_000;

/**
 * Records undecided requests as expired. They count as expired once their time is up, even if this is not recorded yet.
 */
@Injectable()
export class ApprovalExpiry implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #logger = new Logger(ApprovalExpiry.name);
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(private readonly approvals: Approvals) {}

  onApplicationBootstrap(): void {
    this.#recordIn(FIRST_WAIT_MS);
  }

  onApplicationShutdown(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  /** Records expired requests after a few milliseconds, and again when the next request expires. */
  #recordIn(ms: number): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => {
      void this.record()
        .catch((error: unknown) => {
          this.#logger.warn(`Expired approvals were not recorded: ${String(error)}`);
          return LONGEST_WAIT_MS;
        })
        .then((wait) => this.#recordIn(wait));
    }, ms).unref();
  }

  /**
   * Records each expired request. If there are several gateways, only one of them does so. One failure does not delay
   * the other requests.
   * @returns milliseconds until the next check
   */
  async record(): Promise<number> {
    const all = await this.approvals.list();
    for (const approval of all) {
      if (approval.status !== 'expired' || approval.decision_id !== null) continue;
      await this.#recordOne(approval).catch((error: unknown) =>
        this.#logger.warn(`The expired approval ${approval.approval_id} was not recorded: ${String(error)}`),
      );
    }
    const waiting = all.filter(({ status }) => status === 'waiting');
    const next = Math.min(...waiting.map(({ expires_at }) => Date.parse(expires_at) - Date.now()));
    return Math.min(Math.max(next, 0), LONGEST_WAIT_MS);
  }

  async #recordOne({ approval_id, command, job_id, request }: ApprovalRecord): Promise<void> {
    await this.approvals.append(
      (records) =>
        records.get(approval_id)!.status === 'waiting'
          ? { type: 'approval_expired', subject: approval_id, data: { approval_id, command, job_id } }
          : null,
      GATEWAY,
      { correlationId: request.correlation_id, causationId: newId() },
    );
  }
}
