import pg from 'pg';

/**
 * A dedicated connection for features bound to a session, such as advisory locks and LISTEN. `gone` aborts when the
 * connection is lost.
 */
export interface PinnedClient extends AsyncDisposable {
  readonly client: pg.Client;
  readonly gone: AbortSignal;
}

/**
 * @throws the driver's error if the database does not answer
 */
export async function pinClient(databaseUrl: string, name: string): Promise<PinnedClient> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: name, keepAlive: true });
  const gone = new AbortController();
  client.on('error', () => gone.abort());
  client.on('end', () => gone.abort());
  await client.connect();
  return { client, gone: gone.signal, [Symbol.asyncDispose]: () => client.end().catch(() => undefined) };
}
