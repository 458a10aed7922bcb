import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { GATEWAY } from '@reprise/contracts';
import { newId } from '@reprise/event-log';
import { Approvals } from './approvals.ts';
import type { ApprovalRecord } from './fold-approvals.ts';

const EVERY_MS = 60_000;

/** Records undecided requests as expired. They count as expired from then on, recorded or not. */
@Injectable()
export class ApprovalExpiry implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #logger = new Logger(ApprovalExpiry.name);
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly approvals: Approvals) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => {
      this.record().catch((error: unknown) =>
        this.#logger.warn(`Expired approvals were not recorded: ${String(error)}`),
      );
    }, EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  /** Records each expired one; only one of several gateways does. A failure does not delay the others. */
  async record(): Promise<void> {
    for (const approval of await this.approvals.list()) {
      if (approval.status !== 'expired' || approval.decision_id !== null) continue;
      await this.#recordOne(approval).catch((error: unknown) =>
        this.#logger.warn(`The expired approval ${approval.approval_id} was not recorded: ${String(error)}`),
      );
    }
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
