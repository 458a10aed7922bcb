import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import type { FieldProblem, Problem } from '@reprise/contracts';
import type { Request, Response } from 'express';

/** A problem response: its status, message, and invalid fields. */
export class ProblemException extends HttpException {
  readonly detail: string;
  readonly errors: FieldProblem[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    detail: string,
    extra: { errors?: FieldProblem[]; headers?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(detail, status, { cause: extra.cause });
    this.detail = detail;
    this.errors = extra.errors;
    this.headers = extra.headers ?? {};
  }
}

export const jobNotFound = (jobId: string): ProblemException =>
  new ProblemException(404, `There is no job ${jobId.slice(0, 100)}.`);

/** @param name of the path parameter, such as `id` */
export const nothingFound = (name: string, value: string): ProblemException =>
  new ProblemException(404, `There is nothing with the ${name} “${value.slice(0, 100)}”.`);

export const unknownRunner = (id: string): ProblemException =>
  new ProblemException(404, `There is no runner ${id}: none of that name was heard within a day.`);

export const wrongFields = (errors: FieldProblem[]): ProblemException =>
  new ProblemException(422, errors.map(({ field, message }) => `${field}: ${message}`).join('; '), { errors });

/** Reports that a dependency is unavailable: which one, what to do, and after how many seconds to retry. */
export const unavailable = (detail: string, retryAfter: number, cause?: unknown): ProblemException =>
  new ProblemException(503, detail, { headers: { 'retry-after': String(retryAfter) }, cause });

/** Responds with a problem document (RFC 9457). */
export function sendProblem(request: Request, response: Response, problem: ProblemException): void {
  const status = problem.getStatus();
  const body: Problem = {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: problem.detail,
    instance: request.originalUrl.split('?', 1)[0] ?? '/',
    correlation_id: request.correlationId,
    ...(problem.errors && { errors: problem.errors }),
  };
  response
    .status(status)
    .set({ ...problem.headers, 'cache-control': 'no-store' })
    .type('application/problem+json')
    .send(JSON.stringify(body));
}
