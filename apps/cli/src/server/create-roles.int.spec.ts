import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { startOwnPostgres } from '@reprise/testing';
import pg from 'pg';

const run = (env: Readonly<Record<string, string>>) =>
  spawnSync(process.execPath, [join(import.meta.dirname, '../main.ts'), 'create-roles'], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    encoding: 'utf8',
  });

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

it('creates roles with exactly their rights, also on existing objects, and changes nothing when it is repeated', async () => {
  const postgres = await startOwnPostgres();
  const at = (database: string, login?: string): string => {
    const url = new URL(postgres.url);
    url.pathname = `/${database}`;
    if (login !== undefined)
      Object.assign(url, { username: `reprise_${login}`, password: encodeURIComponent(`${login} %1`) });
    return url.href;
  };
  const env = {
    DATABASE_ADMIN_URL: at('postgres'),
    DATABASE_URL: at('reprise', 'projector'),
    DATABASE_READ_URL: at('reprise', 'reader'),
    DATABASE_MIGRATE_URL: at('reprise', 'migrator'),
  };
  try {
    expect(run({ ...env, DATABASE_READ_URL: at('reprise', 'migrator') })).toMatchObject({
      status: 1,
      stderr: 'DATABASE_READ_URL must have the login reprise_reader and its password.\n',
    });
    expect(run({ DATABASE_URL: env.DATABASE_URL })).toMatchObject({ status: 1 });
    const made = { status: 0, stdout: 'The roles and the database are there.\n', stderr: '' };
    expect(run(env)).toMatchObject(made);
    await query(at('reprise'), 'create schema rm; create table rm.kept as select 42 as a');
    await query(at('reprise'), 'create schema access; create table access.account as select 1 as password');
    expect(run(env)).toMatchObject(made);

    await query(env.DATABASE_MIGRATE_URL, 'alter table rm.kept add b int');
    await query(env.DATABASE_URL, 'update rm.kept set b = 43');
    expect(await query(env.DATABASE_READ_URL, 'select a, b from rm.kept')).toEqual([{ a: 42, b: 43 }]);
    expect(await query(env.DATABASE_URL, 'select password from access.account')).toHaveLength(1);
    await expect(query(env.DATABASE_READ_URL, 'select from access.account')).rejects.toThrow('permission denied');
    await expect(query(env.DATABASE_READ_URL, 'delete from rm.kept')).rejects.toThrow('permission denied');
    await expect(query(env.DATABASE_URL, 'drop table rm.kept')).rejects.toThrow('must be owner');
    for (const url of [env.DATABASE_URL, env.DATABASE_MIGRATE_URL])
      await expect(query(url, 'create role another')).rejects.toThrow('permission denied');
  } finally {
    await postgres.stop();
  }
});
