import type { NextFunction, Request, Response } from 'express';
import { ProblemException, sendProblem } from '../problem.ts';

/** Bytes of a file, sent over tus. */
const PART_OF_UPLOAD = /^\/uploads\/[^/]+$/;

/** Where the directory of the organization posts a form, as OpenID Connect has it. */
export const FORM = '/auth/backchannel-logout';

/** Refuses bodies in other formats, which would be ignored in silence. */
export function jsonOnly(request: Request, response: Response, next: NextFunction): void {
  const hasBody = Number(request.get('content-length') ?? 0) > 0 || request.get('transfer-encoding') !== undefined;
  const isPart = request.method === 'PATCH' && PART_OF_UPLOAD.test(request.path);
  if (hasBody && !isPart && request.path !== FORM && !request.is(['json', '+json']))
    return sendProblem(request, response, new ProblemException(415, 'Send the body as application/json.'));
  next();
}
