import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { problemOf } from './problem-of.ts';
import { sendProblem } from './problem.ts';

/** Turns any error during an HTTP request into a problem document. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error;
    const response = host.switchToHttp().getResponse<Response>();
    const problem = problemOf(error);
    if (problem.getStatus() >= 500) this.#logger.error({ err: problem.cause ?? error }, problem.detail);
    // The response has started, so it can only be ended.
    if (response.headersSent) response.destroy();
    else sendProblem(host.switchToHttp().getRequest<Request>(), response, problem);
  }
}
