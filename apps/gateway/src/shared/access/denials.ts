import { Injectable, Logger } from '@nestjs/common';
import { LogUnavailableError, StreamChangedError } from '@reprise/event-log';
import type { Role } from '@reprise/contracts';
import type { Request } from 'express';
import type { Principal } from '../auth/principal.ts';
import { JobId } from '../http/job-id.ts';
import { AccessTrail } from './access-trail.ts';

/** The same request of the same person is recorded once in this time. */
const ONCE_MS = 60_000;
const MAX_REMEMBERED = 1_000;
const MAX_REASON = 500;

export interface Denial {
  readonly route: string;
  readonly needed: Role;
  /** Message of the response. */
  readonly detail: string;
}

/** Records requests that were rejected for lack of rights. */
@Injectable()
export class Denials {
  /** When each was recorded last, epoch milliseconds. */
  readonly #recorded = new Map<string, number>();
  readonly #logger = new Logger(Denials.name);

  constructor(private readonly trail: AccessTrail) {}

  /** Appends `access_denied`. The request is rejected in any case: a log that does not answer changes nothing. */
  async record(request: Request, by: Principal, { route, needed, detail }: Denial): Promise<void> {
    const { method, params } = request;
    const job_id = route.startsWith('/api/jobs/') ? JobId.safeParse(params['id']).data : undefined;
    if (!this.isNew(`${by.actor} ${method} ${route} ${job_id ?? ''}`, Date.now())) return;
    const data = { method, route, role: by.role, needed, detail, reason: reasonOf(request) };
    const fact = { type: 'access_denied', data: { ...data, ...(job_id && { job_id }) } } as const;
    try {
      await this.trail.record({ ...fact, ...(by.userId && { subject: by.userId }) }, by, request);
    } catch (error) {
      if (!(error instanceof LogUnavailableError || error instanceof StreamChangedError)) throw error;
      this.#logger.error(`A rejected request of ${by.actor} to ${route} could not be recorded: ${error.message}`);
    }
  }

  private isNew(key: string, now: number): boolean {
    if (now - (this.#recorded.get(key) ?? 0) < ONCE_MS) return false;
    this.#recorded.delete(key);
    this.#recorded.set(key, now);
    const [oldest] = this.#recorded.keys();
    if (this.#recorded.size > MAX_REMEMBERED && oldest !== undefined) this.#recorded.delete(oldest);
    return true;
  }
}

function reasonOf({ body }: Request): string | null {
  const reason: unknown = typeof body === 'object' && body !== null ? (body as { reason?: unknown }).reason : undefined;
  return typeof reason === 'string' ? reason.slice(0, MAX_REASON) : null;
}
