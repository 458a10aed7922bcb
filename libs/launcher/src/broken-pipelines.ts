import type { PipelineList } from '@reprise/contracts';
import type { StartPlan } from './start-plan.ts';

/**
 * Returns a line for each pipeline that the gateway could not load. Empty if the local administrator's token is
 * disabled; a single line if the gateway does not return a list.
 * @throws the error of the request
 */
export async function brokenPipelines({ url, token }: Pick<StartPlan, 'url' | 'token'>): Promise<string[]> {
  const answer = await fetch(`${url}/api/pipelines?limit=1`, { headers: { authorization: `Bearer ${token}` } });
  if (answer.status === 401) return [];
  if (!answer.ok)
    return [
      `Pipelines that are wrong are not listed here: the gateway answered ${String(answer.status)} when it was asked.`,
    ];
  const { broken } = (await answer.json()) as PipelineList;
  return broken.map(
    ({ file, field, reason }) =>
      `A pipeline is not there, the others are: ${file}${field ? `, ${field}` : ''}: ${reason}. Correct it: it is read again by itself.`,
  );
}
