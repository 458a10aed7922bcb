import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { ClientProxy } from '@nestjs/microservices';
import type { Connections } from './connections.ts';
import type { ProjectorHost } from './projector-host.ts';

/**
 * Timeout for an unavailable server. All shutdown timeouts together, including the one for responses, stay below the
 * 3.6 s for which `npm start` waits.
 */
const SERVERS_MS = 400;
/** Timeout for the last head of the audit chain, because a folder on another machine may be slow. */
const SIGNING_MS = 1_500;

/** Closes the connections to the servers after the last response: first their users, then the connections. */
export class CloseConnections implements OnApplicationShutdown {
  readonly #logger = new Logger('Closing');

  constructor(
    private readonly connections: Pick<Connections, 'log' | 'readModel' | 'writeModel' | 'feed'>,
    private readonly projector: Pick<ProjectorHost, 'signs' | 'stop'>,
    private readonly services: Pick<ClientProxy, 'close'>,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    const { log, readModel, writeModel, feed } = this.connections;
    const { signs } = this.projector;
    const [stopped] = await Promise.all([
      within(signs ? SIGNING_MS : SERVERS_MS, [this.projector.stop()]),
      within(SERVERS_MS, [feed.stop(), this.services.close()]),
    ]);
    if (signs && !stopped)
      this.#logger.warn(
        `The last head of the audit was not signed and kept everywhere in ${String(SIGNING_MS / 1000)} s: perhaps the folder for heads elsewhere is slow. The next start goes on from the heads that were kept.`,
      );
    await within(
      SERVERS_MS,
      [log, ...new Set([readModel, writeModel])].map((each) => each.close()),
    );
  }
}

/** Returns false if not all of them have ended within this time. */
async function within(milliseconds: number, endings: readonly Promise<unknown>[]): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), milliseconds)));
  const ended = await Promise.race([Promise.allSettled(endings).then(() => true), tooLong]);
  clearTimeout(timer);
  return ended;
}
