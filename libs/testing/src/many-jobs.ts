import pg from 'pg';

/**
 * Inserts that many copies of a job into the tables, each a second older than the previous one: S00001 is right below
 * the job. Rows only, without events: a rebuild removes them, and commands to them fail. For tests of long lists.
 */
export async function manyJobs(databaseUrl: string, jobId: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, options: '-c search_path=rm' });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(
      `create temporary table copies on commit drop as
       select n, gen_random_uuid() as job_id, 'S' || lpad(n::text, 5, '0') as sample_name from generate_series(1, $1) as n`,
      [count],
    );
    await client.query(
      `insert into job select copy.* from job as original, copies, jsonb_populate_record(original, jsonb_build_object(
         'job_id', copies.job_id, 'sample_name', copies.sample_name, 'created_at', original.created_at - make_interval(secs => n),
         'state', original.state || jsonb_build_object('job_id', copies.job_id, 'sample_name', copies.sample_name))) as copy
       where original.job_id = $1`,
      [jobId],
    );
    await client.query(
      `insert into attempt select copy.* from attempt as original, copies,
         jsonb_populate_record(original, jsonb_build_object('job_id', copies.job_id)) as copy
       where original.job_id = $1`,
      [jobId],
    );
    await client.query('commit');
    await client.query('analyze job, attempt');
  } finally {
    await client.end();
  }
}
