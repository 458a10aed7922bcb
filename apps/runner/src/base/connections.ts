import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ClientProxyFactory, Transport, type ClientProxy, type NatsOptions } from '@nestjs/microservices';
import { connectionOptions, openJetStreamLog, type EventLog } from '@reprise/event-log';
import type { RunnerSettings } from './settings.ts';
import { EVENT_LOG, SERVICES } from './tokens.ts';

export interface Connections {
  readonly log: EventLog;
  readonly services: ClientProxy;
  /** Warnings about the log, for operators. */
  readonly warnings: readonly string[];
}

/** Transport between the services. Also carries the requests that this runner answers. */
export const natsOptions = ({ NATS_URL }: RunnerSettings, name: string): NatsOptions => ({
  transport: Transport.NATS,
  options: connectionOptions({ servers: NATS_URL, name }) as NatsOptions['options'],
});

export async function connect(settings: RunnerSettings, name: string): Promise<Connections> {
  const { log, warnings } = await openJetStreamLog({
    servers: settings.NATS_URL,
    name: `${name} log`,
    isFiltered: true,
    replicas: settings.REPRISE_NATS_REPLICAS,
  });
  const services = ClientProxyFactory.create(natsOptions(settings, name));
  await services.connect();
  return { log, services, warnings };
}

/** Closes the connections once all activity has ended. */
@Injectable()
export class CloseRunnerConnections implements OnApplicationShutdown {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(SERVICES) private readonly services: ClientProxy,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await Promise.allSettled([this.services.close(), this.log.close()]);
  }
}
