import type { RequestHandler } from 'express';
import { ProblemException, sendProblem } from '../problem.ts';

/** Bytes of a file, sent over tus. */
const PART_OF_UPLOAD = /^\/uploads\/[^/]+$/;

/**
 * Rejects bodies in other formats, because they would be ignored silently.
 * @param formPaths paths that take a form instead
 */
export const jsonOnly =
  (formPaths: readonly string[]): RequestHandler =>
  (request, response, next) => {
    const hasBody = Number(request.get('content-length') ?? 0) > 0 || request.get('transfer-encoding') !== undefined;
    const isPart = request.method === 'PATCH' && PART_OF_UPLOAD.test(request.path);
    if (hasBody && !isPart && !formPaths.includes(request.path) && !request.is(['json', '+json']))
      return sendProblem(request, response, new ProblemException(415, 'Send the body as application/json.'));
    next();
  };
