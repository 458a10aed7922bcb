import type { OnApplicationShutdown } from '@nestjs/common';
import type { ClientProxy } from '@nestjs/microservices';
import type { Connections } from './connections.ts';
import type { ProjectorHost } from './projector-host.ts';

/** Lets go of the servers, when nothing is answered any more: first what uses them, then they. */
export class CloseConnections implements OnApplicationShutdown {
  constructor(
    private readonly connections: Connections,
    private readonly projector: ProjectorHost,
    private readonly services: ClientProxy,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    const { log, readModel, feed } = this.connections;
    await Promise.allSettled([this.projector.stop(), feed.stop(), this.services.close()]);
    await Promise.allSettled([log.close(), readModel.close()]);
  }
}
