import { Injectable } from '@nestjs/common';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { Histogram, Registry } from 'prom-client';

/** Counts every response by its route as written in the code, so that ids do not create separate series. */
@Injectable()
export class RequestMetrics {
  readonly #requests: Histogram<'method' | 'route' | 'status'>;

  constructor(registry: Registry) {
    this.#requests = new Histogram({
      name: 'reprise_http_request_duration_seconds',
      help: 'Answered requests',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers: [registry],
    });
  }

  readonly middleware: RequestHandler = (request: Request, response: Response, next: NextFunction) => {
    const start = process.hrtime.bigint();
    response.once('close', () => {
      const path = (request.route as { path?: unknown } | undefined)?.path;
      const route = typeof path === 'string' ? path : '(none)';
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      this.#requests.observe({ method: request.method, route, status: String(response.statusCode) }, seconds);
    });
    next();
  };
}
