import pg from 'pg';

/**
 * Runs `work` with a connection to Postgres, and closes it. If the connection is lost between two queries, the next
 * query rejects: without a listener, pg would end this process.
 * @see https://node-postgres.com/apis/client (event `error`)
 * @throws the driver's error if the database does not answer
 */
export async function withClient<T>(config: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(config);
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}
