import { Injectable, Logger } from '@nestjs/common';
import { LogUnavailableError, StreamChangedError } from '@reprise/event-log';
import type { Role } from '@reprise/contracts';
import type { Request } from 'express';
import type { Principal } from '../principal.ts';
import { JobId } from '@reprise/contracts/http';
import { AccessTrail } from './access-trail.ts';
import { OnceAMinute } from './once-a-minute.ts';

const MAX_REASON = 500;

export interface Denial {
  readonly route: string;
  readonly needed: Role;
  /** Message of the response. */
  readonly detail: string;
}

/**
 * Records requests that were rejected because of missing rights. Identical requests by the same sender are recorded
 * once a minute.
 */
@Injectable()
export class Denials {
  readonly #once = new OnceAMinute();
  readonly #logger = new Logger(Denials.name);

  constructor(private readonly trail: AccessTrail) {}

  /** Appends `access_denied`. The request is rejected even if the log does not answer. */
  async record(request: Request, by: Principal, { route, needed, detail }: Denial): Promise<void> {
    const { method, params } = request;
    const job_id = route.startsWith('/api/jobs/') ? JobId.safeParse(params['id']).data : undefined;
    if (this.#once.repeats(`${by.actor} ${method} ${route} ${job_id ?? ''}`) > 0) return;
    const data = { method, route, role: by.role, needed, detail, reason: reasonOf(request) };
    const fact = { type: 'access_denied', data: { ...data, ...(job_id && { job_id }) } } as const;
    try {
      await this.trail.record({ ...fact, ...(by.userId && { subject: by.userId }) }, by, request);
    } catch (error) {
      if (!(error instanceof LogUnavailableError || error instanceof StreamChangedError)) throw error;
      this.#logger.error(`A rejected request of ${by.actor} to ${route} could not be recorded: ${error.message}`);
    }
  }
}

function reasonOf({ body }: Request): string | null {
  const reason: unknown = typeof body === 'object' && body !== null ? (body as { reason?: unknown }).reason : undefined;
  return typeof reason === 'string' ? reason.slice(0, MAX_REASON) : null;
}
