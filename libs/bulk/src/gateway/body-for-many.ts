import { readFrontOfMany, type ReadModel } from '@reprise/read-model';

/**
 * Returns the body that is sent to each of many jobs. The front of a queue is a single priority for all of them,
 * because otherwise each job would go ahead of the previous one.
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
