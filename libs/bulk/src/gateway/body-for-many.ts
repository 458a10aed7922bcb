import { readFrontOfMany, type ReadModel } from '@reprise/read-model';

/**
 * Returns the body that is sent to each of many jobs. To move jobs to the front of a queue, all of them get the same
 * priority, because otherwise each job would go ahead of the previous one.
 */
export async function bodyForMany<B extends object>(
  readModel: ReadModel,
  body: B,
  targets: readonly { readonly job_id: string }[],
): Promise<B> {
  if (!('priority' in body) || body.priority !== 'front') return body;
  return {
    ...body,
    priority: await readFrontOfMany(
      readModel,
      targets.map(({ job_id }) => job_id),
    ),
  };
}
