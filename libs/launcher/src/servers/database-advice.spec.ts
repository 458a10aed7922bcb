import { databaseAdvice } from './database-advice.ts';

const adviceOn = (words: string) => databaseAdvice(words, { folder: '/srv/postgres', owner: 'postgres' });

describe('the advice if Postgres does not start from its files', () => {
  // Recorded from Postgres 18.4 with files that were damaged in this way.
  it.each([
    ['an empty pg_control', 'PANIC:  could not read file "global/pg_control": read 0 of 296'],
    [
      'no pg_control',
      'postgres: could not find the database system\nbut could not open file "/srv/data/global/pg_control": No such file or directory',
    ],
    [
      'another content of pg_control',
      'FATAL:  database files are incompatible with server\nDETAIL:  The database cluster was initialized with PG_CONTROL_VERSION 581626371, but the server was compiled with PG_CONTROL_VERSION 1800.',
    ],
    ['one other byte in pg_control', 'FATAL:  incorrect checksum in control file'],
    ['no PG_VERSION', 'FATAL:  "/srv/data" is not a valid data directory'],
    ['no WAL', 'PANIC:  could not locate a valid checkpoint record at 0/174B250'],
    ['no pg_wal', 'FATAL:  required WAL directory "pg_wal" does not exist'],
    ['no pg_xact', 'FATAL:  could not access status of transaction 752'],
    ['an overwritten page', 'ERROR:  invalid page in block 0 of relation "global/1262"'],
  ])('is a new database after %s, and names what the log does not contain', (_, words) => {
    const advice = adviceOn(words);
    expect(advice).toContain('npm run rebuild -- --new-database');
    expect(advice).toContain(
      'People, roles, passwords, passkeys, invites, API tokens and webhooks are only in the database',
    );
    expect(advice).toContain('If you have a backup, restore the database from it');
  });

  it.each([
    'but could not open file "/srv/data/global/pg_control": Permission denied',
    'PANIC:  could not open file "pg_wal/000000010000000000000001": Permission denied',
    'FATAL:  data directory "/srv/data" has invalid permissions',
    'FATAL:  data directory "/srv/data" has wrong ownership',
  ])('restores rights and loses nothing: %s', (words) => {
    const advice = adviceOn(words);
    expect(advice).toContain("chown -R postgres '/srv/postgres' && chmod -R u=rwX,go= '/srv/postgres'");
    expect(advice).not.toContain('--new-database');
  });

  it('names both versions if another Postgres created the files', () => {
    const advice = adviceOn(
      'FATAL:  database files are incompatible with server\n' +
        'DETAIL:  The data directory was initialized by PostgreSQL version 15, which is not compatible with this version 18.4.',
    );
    expect(advice).toContain('Postgres 15 made them, and this release has 18.4.');
    expect(advice).not.toContain('--new-database');
  });

  it.each([
    'PANIC:  could not open file "pg_wal/000000010000000000000001": Too many open files\nPANIC:  could not locate a valid checkpoint record',
    'FATAL:  insufficient file descriptors available to start server process',
    'postgres: could not access the server configuration file "/srv/data/postgresql.conf": No such file or directory',
    'LOG:  could not open file "/srv/data/pg_hba.conf": No such file or directory',
    'password authentication failed for user "postgres"',
  ])('is absent if the message contains it: %s', (words) => expect(adviceOn(words)).toBeUndefined());
});
