import * as z from 'zod';
import { READING } from '../../access/right.ts';
import { previewedCommandNames, type PreviewedCommandName } from '../../commands/command-names.ts';
import { commands, type Commands } from '../../commands/index.ts';
import { json } from '../../http/answers.ts';
import { OneQuery } from '../../http/page-query.ts';
import { everyRead, sharedProblems } from '../../http/problem-examples.ts';
import type { JsonAnswer, Route } from '../../http/route.ts';
import { JobId } from '../../inputs.ts';
import { previewProblems } from './command-problems.ts';

type Preview<N extends PreviewedCommandName> = Commands[N]['preview'];
type QueryOf<N extends PreviewedCommandName> = Preview<N>['query'] extends infer Q extends z.ZodRawShape
  ? z.ZodObject<(typeof OneQuery)['shape'] & Q>
  : never;

/** Route of the preview of a command, with its types from the catalogue. */
export interface PreviewRoute<N extends PreviewedCommandName> extends Route {
  readonly method: 'GET';
  readonly path: `/api/jobs/{id}/${N}/preview`;
  readonly params: z.ZodObject<{ id: typeof JobId }>;
  readonly query: QueryOf<N>;
  readonly answer: JsonAnswer<Preview<N>['answer']['schema']>;
}

/** Routes of all previews in the catalogue. */
export const previewRoutes = Object.fromEntries(
  previewedCommandNames.map((name) => [name, previewRoute(name)]),
) as unknown as { readonly [N in PreviewedCommandName]: PreviewRoute<N> };

function previewRoute(name: PreviewedCommandName): Route {
  const { summary, query, answer } = commands[name].preview;
  const { unknown_job } = sharedProblems;
  return {
    method: 'GET',
    path: `/api/jobs/{id}/${name}/preview`,
    id: `Preview${name[0]!.toUpperCase()}${name.slice(1)}_preview`,
    summary,
    tag: 'Queries',
    right: READING,
    params: z.object({ id: JobId }),
    query: OneQuery.extend(query),
    answer: json<z.ZodType>(answer.name, answer.schema, answer.example),
    problems: { ...everyRead, unknown_job, ...previewProblems[name] },
  };
}
