import { newId } from '@reprise/event-log';
import type { NextFunction, Request, Response } from 'express';

declare module 'express-serve-static-core' {
  interface Request {
    /** Id of everything that this request causes: log lines, events and the response. */
    correlationId: string;
  }
}

const SANE = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/;

/** Accepts a valid `x-correlation-id` of the caller or creates one, and returns it in the response. */
export function correlationId(request: Request, response: Response, next: NextFunction): void {
  const given = request.get('x-correlation-id');
  request.correlationId = given && SANE.test(given) ? given : newId();
  response.set('x-correlation-id', request.correlationId);
  next();
}
