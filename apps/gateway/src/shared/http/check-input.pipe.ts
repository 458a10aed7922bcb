import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { inSentences, type FieldProblem } from '@reprise/contracts';
import { z } from 'zod';
import { jobNotFound, wrongFields, type ProblemException } from './problem.ts';

/**
 * Validates bodies, queries and headers with the zod schema of the parameter. Invalid fields lead to a 422 that names
 * each of them. An invalid path parameter leads to a 404, because no such resource can exist.
 */
@Injectable()
export class CheckInputPipe implements PipeTransform {
  transform(value: unknown, { type, data, schema }: ArgumentMetadata & { schema?: unknown }): unknown {
    if (!(schema instanceof z.ZodType)) return value;
    const result = schema.safeParse(value, inSentences);
    if (result.success) return result.data;
    if (type === 'param') throw jobNotFound(String(value));
    throw wrongInput(result.error.issues, data);
  }
}

/** Problem that names each invalid field. */
export const wrongInput = (issues: readonly z.core.$ZodIssue[], name?: string): ProblemException =>
  wrongFields(issues.flatMap((issue) => fieldsOf(issue, name)));

function fieldsOf(issue: z.core.$ZodIssue, name: string | undefined): FieldProblem[] {
  const path = [...(name ? [name] : []), ...issue.path.map(String)];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ field: [...path, key].join('.'), message: 'is not known here' }));
  return [{ field: path.join('.') || 'body', message: issue.message }];
}
