import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Metrics } from './metrics.ts';

/** Counts every answer by its route as it is written in the code, so that ids make no series of their own. */
export const countRequests =
  (metrics: Metrics): RequestHandler =>
  (request: Request, response: Response, next: NextFunction) => {
    const start = process.hrtime.bigint();
    response.once('close', () => {
      const route = (request.route as { path?: unknown } | undefined)?.path;
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      metrics.request(request.method, typeof route === 'string' ? route : '(none)', response.statusCode, seconds);
    });
    next();
  };
