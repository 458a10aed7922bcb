import type { DataOf, SignatureView } from '@reprise/contracts';
import type { ClassificationSummary, ClassificationView } from '../../contract/index.ts';
import type { RecordedClass } from '@reprise/gateway/jobs';
import { fork, isoTime, type ReadModel } from '@reprise/read-model';
import { sql, type RawBuilder } from 'kysely';

/** Maximum number of classifications returned per variant. */
const MOST = 200;

/**
 * A job, and the SHA-256 of its attempt's reference, because positions on a different reference mean different
 * variants.
 */
export interface ReferencedJob {
  readonly job_id: string;
  /** Null if none was recorded, in which case only the job's own classifications apply. */
  readonly reference: string | null;
}

interface Found {
  readonly seq: string;
  readonly job_id: string;
  readonly sample_name: string | null;
  readonly variant: string;
  readonly at: string;
  readonly actor: string;
  readonly data: DataOf<'variant_classified'>;
  readonly signatures: readonly SignatureView[];
}

const SIGNATURES = sql`array(
  select jsonb_build_object('seq', s.seq, 'by', s.actor, 'at', s.at, 'name', s.data->'name',
    'meaning', s.data->'meaning', 'method', s.data->'method')
  from signature s where s.classification = c.seq and s.job_id = c.job_id order by s.seq)`;
const COLUMNS = sql`c.seq, c.job_id, j.sample_name, c.variant, c.at, c.actor, c.data, ${SIGNATURES} as signatures
  from classification c left join job j on j.job_id = c.job_id`;
/** The newest classification per variant. */
const LATEST = sql`distinct on (md5(c.variant), c.variant)`;
const NEWEST_FIRST = sql`order by md5(c.variant), c.variant, c.seq desc`;

const inJob = ({ job_id, reference }: ReferencedJob) =>
  sql`c.job_id = ${job_id}::uuid and c.reference is not distinct from ${reference}`;

/** Returns the classifications of a variant in all jobs with the same reference, newest first. */
export async function classificationsOf(
  readModel: ReadModel,
  job: ReferencedJob,
  variant: string,
): Promise<ClassificationView[]> {
  const known = job.reference === null ? inJob(job) : sql`c.reference = ${job.reference}`;
  const rows = await read(
    readModel,
    sql`select ${COLUMNS} where md5(c.variant) = md5(${variant}) and c.variant = ${variant} and ${known}
      order by c.seq desc limit ${MOST}`,
  );
  return rows.map((row, i) => {
    const is_current = rows.findIndex(({ job_id }) => job_id === row.job_id) === i;
    const is_outdated = is_current && rows[0]!.data.class !== row.data.class;
    return { ...row.data, ...summaryOf(row), is_current, is_outdated };
  });
}

/** Returns a classification of a job by event sequence; undefined if there is none. */
export async function signable(readModel: ReadModel, job_id: string, seq: number): Promise<RecordedClass | undefined> {
  const [row, newest] = await read(
    readModel,
    sql`select ${COLUMNS} join classification one on one.seq = ${seq} and one.job_id = c.job_id
        and md5(one.variant) = md5(c.variant) and one.variant = c.variant
        and one.reference is not distinct from c.reference
      where c.job_id = ${job_id}::uuid and c.seq >= ${seq} order by c.seq limit 2`,
  );
  return row && { data: row.data, is_current: !newest, signatures: summaryOf(row).signatures };
}

/** Returns the latest recorded class for each variant of a job, by variant. */
export async function currentClasses(
  readModel: ReadModel,
  job: ReferencedJob,
): Promise<Map<string, ClassificationSummary & DataOf<'variant_classified'>>> {
  const rows = await read(readModel, sql`select ${LATEST} ${COLUMNS} where ${inJob(job)} ${NEWEST_FIRST}`);
  return new Map(rows.map((row) => [row.variant, { ...row.data, ...summaryOf(row) }]));
}

/** Returns the latest class recorded in another job for each of some variants, by variant. */
export async function classesElsewhere(
  readModel: ReadModel,
  { job_id, reference }: ReferencedJob,
  variants: readonly string[],
): Promise<Map<string, ClassificationSummary>> {
  if (reference === null || variants.length === 0) return new Map();
  const rows = await read(
    readModel,
    sql`select ${LATEST} ${COLUMNS}
      join unnest(${[...variants]}::text[]) as wanted(variant)
        on md5(c.variant) = md5(wanted.variant) and c.variant = wanted.variant
      where c.reference = ${reference} and c.job_id <> ${job_id}::uuid ${NEWEST_FIRST}`,
  );
  return new Map(rows.map((row) => [row.variant, summaryOf(row)]));
}

const read = async (readModel: ReadModel, query: RawBuilder<unknown>): Promise<readonly Found[]> =>
  (await (query as RawBuilder<Found>).execute(fork(readModel).getKysely<unknown>())).rows;

const summaryOf = ({ seq, job_id, sample_name, at, actor: by, data, signatures }: Found): ClassificationSummary => ({
  seq: Number(seq),
  job_id,
  sample_name,
  class: data.class,
  by,
  at: isoTime(at),
  attempt: data.attempt,
  signatures: signatures.map((each) => ({ ...each, at: isoTime(each.at) })),
});
