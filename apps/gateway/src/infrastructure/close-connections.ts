import type { OnApplicationShutdown } from '@nestjs/common';
import type { ClientProxy } from '@nestjs/microservices';
import type { Connections } from './connections.ts';
import type { ProjectorHost } from './projector-host.ts';

/** Each of the two steps; together with the answers that are waited for it stays below what a launcher waits. */
const LONGEST_MS = 400;

/** Lets go of the servers, when nothing is answered any more: first what uses them, then they. */
export class CloseConnections implements OnApplicationShutdown {
  constructor(
    private readonly connections: Connections,
    private readonly projector: ProjectorHost,
    private readonly services: ClientProxy,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    const { log, readModel, feed } = this.connections;
    await soon([this.projector.stop(), feed.stop(), this.services.close()]);
    await soon([log.close(), readModel.close()]);
  }
}

/** Waits for a server that is away no longer than this: it answers no goodbye, and a read from it is tried for seconds. */
async function soon(endings: readonly Promise<unknown>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise((resolve) => (timer = setTimeout(resolve, LONGEST_MS)));
  await Promise.race([Promise.allSettled(endings), tooLong]);
  clearTimeout(timer);
}
