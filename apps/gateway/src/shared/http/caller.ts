import { randomBytes } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Role } from '@reprise/contracts';
import type { Request } from 'express';
import type { Principal } from '../principal.ts';
import { wrongFields } from './problem.ts';

/** Sender of a command, and context for its events. */
export interface Caller {
  readonly actor: string;
  /** Role of the sender; absent for commands that a service sends automatically. */
  readonly role?: Role;
  readonly principal?: Principal;
  readonly correlation_id: string;
  /** W3C Trace Context: the caller's own, or a new one. */
  readonly traceparent: string;
  /** Key that makes a repeated command take effect only once. */
  readonly idempotency_key?: string;
}

const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;
const KEY = /^[\x21-\x7e]{1,200}$/;

export const CallerParam = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const request = context.switchToHttp().getRequest<Request>();
  const [traceparent, key] = [request.get('traceparent'), request.get('idempotency-key')];
  if (key !== undefined && !KEY.test(key))
    throw wrongFields([{ field: 'Idempotency-Key', message: 'must be 1 to 200 visible ASCII characters' }]);
  return {
    actor: request.actor,
    ...(request.principal && { role: request.principal.role }),
    ...(request.principal && { principal: request.principal }),
    correlation_id: request.correlationId,
    traceparent: traceparent && TRACEPARENT.test(traceparent) ? traceparent : newTrace(),
    ...(key !== undefined && { idempotency_key: key }),
  };
});

/** Creates a trace that is not sampled. Source: W3C Trace Context, "traceparent header". */
const newTrace = (): string => `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-00`;
