import pg from 'pg';
import { keptSecret } from '@reprise/local-servers';
import type { DatabaseUrls } from '../database-urls.ts';

/**
 * Roles of the embedded Postgres, none of them a superuser; `docs/server.md` has the same for an existing server.
 * - `migrator`: owns database, schemas and tables
 * - `projector`: writes rows
 * - `reader`: reads rows
 */
const roles = ['migrator', 'projector', 'reader'] as const;
type Role = (typeof roles)[number];

const database = 'reprise';
const nameOf = (role: Role) => `reprise_${role}`;

/** URL of the database with the login of a role, whose password is generated at the first start. */
export function databaseUrl(dataFolder: string, role: Role, port: number | string): string {
  const password = keptSecret(dataFolder, `postgres.${role}.password`);
  return `postgres://${nameOf(role)}:${password}@127.0.0.1:${String(port)}/${database}`;
}

/** Returns the URLs for the gateway. */
export const databaseUrls = (dataFolder: string, port: number): Required<DatabaseUrls> => ({
  DATABASE_URL: databaseUrl(dataFolder, 'projector', port),
  DATABASE_READ_URL: databaseUrl(dataFolder, 'reader', port),
  DATABASE_MIGRATE_URL: databaseUrl(dataFolder, 'migrator', port),
});

/** Returns the role passwords of the embedded Postgres, generated at the first start. */
export const keptPasswords = (dataFolder: string): RolePasswords =>
  passwordsBy((role) => keptSecret(dataFolder, `postgres.${role}.password`));

/**
 * Returns the passwords in the URLs of one database.
 * @throws Error if a URL does not have the login of its role
 */
export function passwordsIn(urls: Required<DatabaseUrls>): RolePasswords {
  return passwordsBy((role) => {
    const { username, password } = new URL(urls[settingOf[role]]);
    if (username !== nameOf(role) || password === '')
      throw new Error(`${settingOf[role]} must have the login ${nameOf(role)} and its password.`);
    return decodeURIComponent(password);
  });
}

type RolePasswords = Readonly<Record<Role, string>>;

const settingOf = {
  projector: 'DATABASE_URL',
  reader: 'DATABASE_READ_URL',
  migrator: 'DATABASE_MIGRATE_URL',
} as const satisfies Record<Role, keyof DatabaseUrls>;

const passwordsBy = (passwordOf: (role: Role) => string): RolePasswords =>
  Object.fromEntries(roles.map((role) => [role, passwordOf(role)])) as Record<Role, string>;

/**
 * Creates missing roles and database, and transfers objects that an earlier release created as superuser to the
 * migrating role. @param url with the superuser's login, to the database `postgres` @throws the driver's error
 */
export async function makeRoles(url: string, passwords: RolePasswords): Promise<void> {
  await asSuperuser(url, async (client) => {
    for (const role of roles) {
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [nameOf(role)]);
      if (rowCount === 0) await client.query(`create role ${nameOf(role)}`);
      const password = client.escapeLiteral(passwords[role]);
      await client.query(
        `alter role ${nameOf(role)} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password ${password}`,
      );
    }
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${database}`);
    await client.query(`alter database ${database} owner to reprise_migrator`);
    await client.query(`revoke all on database ${database}, postgres, template1 from public`);
    await client.query(`grant connect on database ${database} to reprise_projector, reprise_reader`);
  });
  await asSuperuser(url.replace(/\/postgres$/, `/${database}`), async (client) => {
    await client.query(takeOver);
    await client.query(rights);
  });
}

async function asSuperuser(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** `reassign owned` would fail, because Postgres needs other objects of the superuser. */
const takeOver = `do $$
declare each text;
begin
  for each in
    select format('alter schema %I owner to reprise_migrator', nspname) from pg_namespace
    where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')
      and nspowner <> 'reprise_migrator'::regrole
    union all
    select format('alter table %s owner to reprise_migrator', c.oid::regclass) from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      and c.relowner <> 'reprise_migrator'::regrole
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
  loop execute each; end loop;
end $$`;

/** Also for future objects, such as the tables of a rebuild. */
const rights = `do $$
declare each text;
begin
  for each in select quote_ident(nspname) from pg_namespace where nspowner = 'reprise_migrator'::regrole
  loop
    execute format('grant usage on schema %s to reprise_reader, reprise_projector', each);
    execute format('grant select on all tables in schema %s to reprise_reader', each);
    execute format('grant select, insert, update, delete on all tables in schema %s to reprise_projector', each);
    execute format('grant usage on all sequences in schema %s to reprise_projector', each);
  end loop;
  -- Accounts, with hashes of passwords, are for no query of jobs.
  if exists (select from pg_namespace where nspname = 'access' and nspowner = 'reprise_migrator'::regrole) then
    revoke all on all tables in schema access from reprise_reader;
    revoke all on schema access from reprise_reader;
  end if;
end $$;
alter default privileges for role reprise_migrator grant usage on schemas to reprise_reader, reprise_projector;
alter default privileges for role reprise_migrator grant select on tables to reprise_reader;
alter default privileges for role reprise_migrator grant select, insert, update, delete on tables to reprise_projector;
alter default privileges for role reprise_migrator grant usage on sequences to reprise_projector`;
