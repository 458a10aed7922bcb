import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { ClientProxyFactory, type ClientProxy } from '@nestjs/microservices';
import type { GatewaySettings } from './settings.ts';
import { AccessTrail } from './access/access-trail.ts';
import { InputTrail } from './inputs/input-trail.ts';
import { CloseConnections } from './servers/close-connections.ts';
import { Closing } from './servers/closing.ts';
import type { Connections } from './servers/connections.ts';
import { FollowedLog } from './servers/followed-log.ts';
import { jobStoreProvider, queueStoreProvider } from './servers/job-store.provider.ts';
import { InboxAnswers } from './servers/inbox-answers.ts';
import { natsOptions } from './servers/nats-options.ts';
import { OwnWrites } from './servers/own-writes.ts';
import { ProjectorHost } from './servers/projector-host.ts';
import { Trail } from './servers/trail.ts';
import { CHANGE_FEED, EVENT_LOG, READ_MODEL, SERVICES, SETTINGS, TRUST, WRITE_MODEL } from './servers/tokens.ts';

/** The servers that this gateway uses, its settings and the projector, for all features. */
@Module({})
export class ServersModule {
  static of(settings: GatewaySettings, connections: Connections): DynamicModule {
    const { log, readModel, writeModel, feed, trust } = connections;
    const signing = { trust, everyEntries: settings.audit.signEvery };
    const providers: Provider[] = [
      { provide: SETTINGS, useValue: settings },
      { provide: EVENT_LOG, useValue: log },
      { provide: READ_MODEL, useValue: readModel },
      { provide: WRITE_MODEL, useValue: writeModel },
      { provide: TRUST, useValue: trust },
      { provide: CHANGE_FEED, useValue: feed },
      { provide: SERVICES, useFactory: () => connectedClient(settings) },
      { provide: ProjectorHost, useFactory: () => new ProjectorHost(writeModel, log, signing) },
      Closing,
      FollowedLog,
      jobStoreProvider,
      queueStoreProvider,
      { provide: OwnWrites, useFactory: () => new OwnWrites(feed) },
      Trail,
      AccessTrail,
      InputTrail,
    ];
    const closing: Provider = {
      provide: CloseConnections,
      useFactory: (projector: ProjectorHost, services: ClientProxy) =>
        new CloseConnections(connections, projector, services),
      inject: [ProjectorHost, SERVICES],
    };
    return { module: ServersModule, global: true, providers: [...providers, closing], exports: providers };
  }
}

/** Connected before the first request, because connecting would use up the timeout of the request. */
async function connectedClient(settings: GatewaySettings): Promise<ClientProxy> {
  const { options, ...transport } = natsOptions(settings);
  const deserializer = new InboxAnswers(options?.inboxPrefix as string | undefined);
  const client = ClientProxyFactory.create({ ...transport, options: { ...options, deserializer } });
  await client.connect();
  return client;
}
