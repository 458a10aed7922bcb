import type { CommandBus } from '@nestjs/cqrs';
import { MemoryEventLog, newId, type EventLog } from '@reprise/event-log';
import { AccessTrail } from '@reprise/gateway/shared/access/access-trail.ts';
import type { PeopleDirectory } from '@reprise/gateway/shared/access/people-directory.ts';
import type { Principal } from '@reprise/gateway/shared/principal.ts';
import type { Caller } from '@reprise/gateway/shared/http/caller.ts';
import { Trail } from '@reprise/gateway/shared/servers/trail.ts';
import { personWith } from '@reprise/gateway/testing/as-principal.ts';
import { ApprovalRequests } from './approval-requests.ts';
import { Approvals } from './records/approvals.ts';
import { Decisions } from './decisions.ts';

/** Maximum time in milliseconds that a request waits. */
export const TIME_MS = 86_400_000;

/** Requests and decisions on an in-memory log. */
export class ApprovalLog {
  readonly log = new MemoryEventLog();
  readonly approvals = this.opened();
  /** Commands that were sent. */
  readonly sent: unknown[] = [];
  readonly ana = personWith('operator');
  readonly bo = personWith('operator');
  readonly #directory = {
    read: async () => ({
      people: [{ user_id: this.bo.userId!, name: 'Bo Berg', erased: false }],
      tokens: [],
      runners: [],
    }),
  } as unknown as PeopleDirectory;
  readonly requests = new ApprovalRequests(this.approvals, this.#directory, {
    approvals: { commands: ['rerun'], timeMs: TIME_MS },
  });
  readonly decisions = new Decisions(this.approvals, {
    execute: async (command: unknown) => void this.sent.push(command),
  } as unknown as CommandBus);

  /** Opens the approvals of the log, as a gateway does. */
  opened(log: EventLog = this.log): Approvals {
    const same = { assertSame: async () => undefined };
    const trail = new Trail(log, same as never, { add: () => undefined } as never);
    return new Approvals(log, new AccessTrail(trail));
  }

  /** Requests a rerun. Returns the ids of the command. */
  async ask(by: Principal, { ids = idsOf(), jobId = newId(), body = {} as object, name = 'rerun' as const } = {}) {
    const answer = await this.requests.ask({ ids, name, jobId, body: { ...body }, caller: callerOf(by) });
    return { ids, jobId, answer };
  }

  decide(id: string, verdict: 'approve' | 'reject' | 'withdraw', by: Principal, reason: string | null = null) {
    return this.decisions.decide(id, verdict, { by, caller: callerOf(by), reason });
  }
}

/** Ids of a command with an `Idempotency-Key`. */
export function idsOf() {
  return { id: newId(), causation_id: newId(), repeatable: true };
}

function callerOf({ actor, role }: Principal): Caller {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  return { actor, role, correlation_id: `correlation of ${actor}`, traceparent };
}
