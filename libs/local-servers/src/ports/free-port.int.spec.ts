import { createServer, type AddressInfo } from 'node:net';
import { freePort, lowestOutgoing } from './free-port.ts';

describe('a free port', () => {
  it('is never one that an outgoing connection could take in the meantime', async () => {
    const ports = await Promise.all(Array.from({ length: 20 }, () => freePort()));
    expect(ports.every((port) => port >= 10_000 && port < lowestOutgoing())).toBe(true);
  });

  it('is never one with a listener', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await expect(freePort([port, port])).rejects.toThrow('No free port');
    await new Promise((resolve) => server.close(resolve));
  });
});
