import type { NextFunction, Request, Response } from 'express';
import { ProblemException, sendProblem } from './problem.ts';

/** A body in another format would be passed over in silence: refuse it. */
export function jsonOnly(request: Request, response: Response, next: NextFunction): void {
  const hasBody = Number(request.get('content-length') ?? 0) > 0 || request.get('transfer-encoding') !== undefined;
  if (hasBody && !request.is(['json', '+json']))
    return sendProblem(request, response, new ProblemException(415, 'Send the body as application/json.'));
  next();
}
