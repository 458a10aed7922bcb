import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EXIT } from '../cli-error.ts';
import { Connection } from './connection.ts';

/** Requests the pipelines from a server with this response. */
async function asked(answer: RequestListener): Promise<unknown> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    return await new Connection({ url: `http://127.0.0.1:${String(port)}` }).api.get('/api/pipelines');
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('an answer from another server', () => {
  it('is reported as an error, such as the sign-in page of a proxy', async () => {
    await expect(asked((_, response) => response.end('<html>'))).rejects.toMatchObject({
      message: expect.stringMatching(/answered with something else than JSON/) as string,
      exitCode: EXIT.unavailable,
    });
  });

  it('is reported as an error if it breaks off', async () => {
    const half: RequestListener = (_, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{"items":');
      setImmediate(() => response.destroy());
    };
    await expect(asked(half)).rejects.toMatchObject({
      message: expect.stringMatching(/answered only in part/) as string,
      exitCode: EXIT.unavailable,
    });
  });
});
