import pg from 'pg';

/**
 * Inserts this many copies of a job into the tables, each one second older than the previous one; S00001 is directly
 * below the job. Inserts only rows and no events, so a rebuild removes them, and commands for them fail. For tests of
 * long lists.
 */
export async function manyJobs(databaseUrl: string, jobId: string, count: number): Promise<void> {
  await withTables(databaseUrl, async (client) => {
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
  });
}

/** Removes what `manyJobs` inserted. */
export async function removeCopies(databaseUrl: string): Promise<void> {
  await withTables(databaseUrl, async (client) => {
    const copies = `select job_id from job where sample_name ~ '^S[0-9]{5}$' and sample_name <> 'S00000'`;
    await client.query(`delete from attempt where job_id in (${copies})`);
    await client.query(`delete from job where job_id in (${copies})`);
    await client.query('analyze job, attempt');
  });
}

async function withTables(databaseUrl: string, use: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, options: '-c search_path=rm' });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}
