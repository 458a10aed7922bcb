import { createServer } from 'node:net';

/** @throws Error that names the setting to change, if the port is in use or the host is not a local one */
export async function assertPortIsFree(host: string, port: number, setting: string): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port, exclusive: true }, resolve);
    });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new Error(
        `Port ${String(port)} on ${host} is in use: stop what listens there, or set ${setting} to another port.`,
        { cause },
      );
    }
    throw new Error(
      `Nothing can listen on ${host}, port ${String(port)} (${code ?? 'unknown'}): correct REPRISE_HOST or ${setting}.`,
      { cause },
    );
  }
  await new Promise((resolve) => server.close(resolve));
}
