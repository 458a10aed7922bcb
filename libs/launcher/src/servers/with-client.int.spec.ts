import { startPostgres, type TestServer } from '@reprise/testing';
import { withClient } from './with-client.ts';

let postgres: TestServer;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

describe('a connection that is lost between two queries', () => {
  it('rejects the next query and leaves the process alive', async () => {
    const config = { connectionString: postgres.url };
    const lost = withClient(config, async (client) => {
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
      const ended = new Promise((resolve) => client.once('end', resolve));
      await withClient(config, (other) => other.query('select pg_terminate_backend($1)', [rows[0]?.pid]));
      await ended;
      await client.query('select 1');
    });
    await expect(lost).rejects.toThrow('not queryable');
  });
});
