import type { JobView } from '@reprise/contracts';
import { CliError, EXIT } from '../cli-error.ts';
import type { Connection } from './connection.ts';

const WHOLE_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const PREFIX = /^[0-9a-f][0-9a-f-]{3,35}$/;
const PAGE = 1000;
const SHOWN = 5;

/** Returns the job id for a full id or a prefix. @throws CliError if there is no such job, or if it is ambiguous */
export async function findJob(connection: Pick<Connection, 'api'>, given: string): Promise<string> {
  const id = given.toLowerCase();
  if (WHOLE_ID.test(id)) return id;
  if (!PREFIX.test(id))
    throw new CliError(
      `${given} is not the id of a job.`,
      EXIT.usage,
      'Give at least four characters of the id that `reprise jobs` shows.',
    );
  const { found, hasMore } = await jobsFrom(connection, id);
  const [only] = found;
  if (!only) throw new CliError(`No job has an id that begins with ${given}.`, EXIT.notFound, 'See: reprise jobs');
  if (found.length === 1) return only.job_id;
  const lines = found.slice(0, SHOWN).map(({ job_id, sample_name }) => `  ${job_id}  ${sample_name}`);
  throw new CliError(
    [`${hasMore ? 'At least ' : ''}${String(found.length)} jobs have an id that begins with ${given}:`, ...lines].join(
      '\n',
    ),
    EXIT.usage,
    'Give more of the id.',
  );
}

/**
 * Finds the jobs whose id has this prefix, and stops once it has more than will be shown. The server also matches names
 * and messages, so a page may contain no such job.
 */
async function jobsFrom({ api }: Pick<Connection, 'api'>, id: string) {
  const found: JobView[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await api.get('/api/jobs', { query: { q: id, limit: PAGE, ...(cursor && { cursor }) } });
    found.push(...page.items.filter(({ job_id }) => job_id.startsWith(id)));
    cursor = page.next_cursor;
  } while (cursor !== null && found.length <= SHOWN);
  return { found, hasMore: cursor !== null };
}
